/** The inbox in a page, and the session at the other end of its port, played by hand. */
import type { LogLine, RequestsSlice, Window } from '../../src/core/view.js';
import { PortClient } from '../../src/ports/client.js';
import type { Channel, Command, CommandResult, HostMessage, PageMessage } from '../../src/ports/protocol.js';
import { ContactRequestsElement } from '../../src/ui/containers/contact-requests.js';
import { define } from '../../src/ui/define.js';
import { deep, focused, operable, settled, textOf } from './support.js';
import { setting, view } from './views.js';

define({ 'im-contact-requests': ContactRequestsElement });

const FIXED = setting({ setting: { kind: 'absent', why: 'fixed' }, handling: 'prompt' });

/** The element in the page, signed in, and what it says to the session. */
export class InboxPage {
  readonly element: ContactRequestsElement;
  readonly commands: Command[] = [];
  readonly looks: Window[] = [];
  /** What a command is answered with, after what it changes was told. */
  answer: (command: Command) => CommandResult | Promise<CommandResult> = () => ({ ok: true });
  #receive: (message: unknown) => void = () => undefined;
  #revision = 0;

  private constructor() {
    this.element = new ContactRequestsElement();
    this.element.client = new PortClient({ open: () => this.#channel() });
  }

  static async open(requests: RequestsSlice, lines: readonly LogLine[] = []): Promise<InboxPage> {
    document.body.replaceChildren();
    document.documentElement.lang = 'en';
    const page = new InboxPage();
    document.body.append(page.element);
    await page.tell(requests, lines);
    return page;
  }

  /** The session shows another view. */
  async tell(requests: RequestsSlice, lines: readonly LogLine[] = []): Promise<void> {
    await Promise.resolve(); // the port is open now
    const activity = { total: lines.length, lines };
    const shown = view({ setting: FIXED, requests, activity });
    this.#say({ type: 'snapshot', revision: ++this.#revision, view: shown });
    await this.settled();
  }

  get lastCommand(): Command | undefined {
    return this.commands.at(-1);
  }

  settled(): Promise<void> {
    return settled(this.element);
  }

  find(selector: string): HTMLElement {
    const [found] = deep(this.element, selector);
    if (!found) throw new Error(`there is no ${selector}`);
    return found;
  }

  has(selector: string): boolean {
    return deep(this.element, selector).length > 0;
  }

  /** The card of somebody. */
  card(address: string): HTMLElement {
    const card = deep(this.element, 'im-request-card').find((one) => textOf(one).includes(address));
    if (!card) throw new Error(`there is no request of ${address}`);
    return card;
  }

  /** Presses the button, box or menu item with this name. */
  async press(name: string, within: Element = this.element): Promise<void> {
    operable(within, name).click();
    await this.settled();
  }

  /** Chooses from the menu of somebody's card. */
  async pick(address: string, item: string): Promise<void> {
    await this.press('More answers', this.card(address));
    await this.press(item, this.card(address));
  }

  /** Presses a key where the focus is. */
  async key(key: string, more: KeyboardEventInit = {}): Promise<void> {
    focused()?.dispatchEvent(
      new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true, ...more }),
    );
    await this.settled();
  }

  get text(): string {
    return textOf(this.element);
  }

  /** What the messages at the bottom say. */
  get toasts(): string[] {
    return deep(this.element, '.toast').map(textOf);
  }

  #channel(): Channel<PageMessage> {
    return {
      post: (message) => this.#hear(message),
      onMessage: (receive) => (this.#receive = receive),
      onClose: () => undefined,
      close: () => undefined,
    };
  }

  #hear(message: PageMessage): void {
    if (message.type === 'look') this.looks.push(message.window);
    if (message.type !== 'command') return;
    if (message.command.name !== 'be-active') this.commands.push(message.command);
    void this.#execute(message);
  }

  async #execute({ id, command }: PageMessage & { readonly type: 'command' }): Promise<void> {
    this.#say({ type: 'done', id, result: await this.answer(command) });
  }

  #say(message: HostMessage): void {
    // Not while the page is still speaking.
    queueMicrotask(() => this.#receive(structuredClone(message)));
  }
}
