/** An element in the page, and the session at the other end of its port, played by hand. */
import type { View, Window } from '../../src/core/view.js';
import { PortClient } from '../../src/ports/client.js';
import type { Channel, Command, CommandResult, HostMessage, PageMessage } from '../../src/ports/protocol.js';
import type { ConnectedElement } from '../../src/ui/containers/connected-element.js';
import { settled } from './support.js';

export class PlayedSession<T extends ConnectedElement> {
  readonly element: T;
  readonly commands: Command[] = [];
  readonly looks: Window[] = [];
  /** What a command is answered with. */
  answer: (command: Command) => CommandResult = () => ({ ok: true });
  #receive: (message: unknown) => void = () => undefined;
  #revision = 0;

  private constructor(element: T) {
    this.element = element;
    this.element.client = new PortClient({ open: () => this.#channel() });
  }

  /** Puts the element into a page that is empty otherwise. */
  static async with<T extends ConnectedElement>(element: T, view: View): Promise<PlayedSession<T>> {
    document.body.replaceChildren();
    document.documentElement.lang = 'en';
    const session = new PlayedSession(element);
    document.body.append(element);
    await session.tell(view);
    return session;
  }

  /** The session shows this. */
  async tell(view: View): Promise<void> {
    await Promise.resolve(); // the port is open now
    this.#say({ type: 'snapshot', revision: ++this.#revision, view });
    await settled(this.element);
  }

  get window(): Window | undefined {
    return this.looks.at(-1);
  }

  #channel(): Channel<PageMessage> {
    return {
      post: (message) => {
        if (message.type === 'look') this.looks.push(message.window);
        if (message.type !== 'command') return;
        if (message.command.name !== 'be-active') this.commands.push(message.command);
        this.#say({ type: 'done', id: message.id, result: this.answer(message.command) });
      },
      onMessage: (receive) => void (this.#receive = receive),
      onClose: () => undefined,
      close: () => undefined,
    };
  }

  #say(message: HostMessage): void {
    this.#receive(message);
  }
}
