/** The host at the other end of a page's port, which says what it is told to. */
import type { BareJid } from '../../src/core/jid.js';
import type { View } from '../../src/core/view.js';
import { PortClient } from '../../src/ports/client.js';
import type { Channel, Command, CommandResult, HostMessage, PageMessage } from '../../src/ports/protocol.js';

export class FakeHost {
  readonly client: PortClient;
  /** What the page has said. */
  readonly heard: PageMessage[] = [];
  #tell: (message: HostMessage) => void = () => undefined;
  #revision = 0;

  /** Without a reason there is a port; with one there is none. */
  constructor(noPort?: string) {
    this.client = new PortClient({ open: () => (noPort ? Promise.reject(new Error(noPort)) : this.#channel()) });
  }

  /** The whole view. */
  show(view: View): void {
    this.#tell({ type: 'snapshot', revision: ++this.#revision, view });
  }

  /** Some slices of it. */
  change(slices: Partial<View>): void {
    this.#tell({ type: 'changed', revision: ++this.#revision, slices });
  }

  refuse(account?: BareJid): void {
    this.#tell(
      account ? { type: 'refused', reason: 'account-mismatch', account } : { type: 'refused', reason: 'protocol' },
    );
  }

  /** Everything that the page asked for. */
  get commands(): Command[] {
    return this.heard.flatMap((message) => (message.type === 'command' ? [message.command] : []));
  }

  /** Answers the last command. */
  answer(result: CommandResult = { ok: true }): void {
    const id = this.heard.findLast((message) => message.type === 'command')?.id;
    if (id === undefined) throw new Error('there is no command to answer');
    this.#tell({ type: 'done', id, result });
  }

  #channel(): Channel<PageMessage> {
    return {
      post: (message) => void this.heard.push(message),
      onMessage: (receive) => (this.#tell = receive),
      onClose: () => undefined,
      close: () => undefined,
    };
  }
}
