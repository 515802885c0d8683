/** The host's ports, all of them. Each is told what changed at most once per frame. */
import type { BareJid } from '../core/jid.js';
import { Port } from './port.js';
import { mayLook, type Privilege } from './privileges.js';
import type { Channel, HostMessage } from './protocol.js';
import type { AskToken, Session } from './session.js';

const FRAME = 16;
/** Milliseconds after which pages are told in any case. */
const LONGEST = 100;

export class PortServer {
  readonly #session: Session;
  readonly #ports = new Set<Port>();
  #frame: ReturnType<typeof setTimeout> | undefined;
  /** When they were told last, in milliseconds of this worker's life, and for how long. */
  #toldAt = Number.NEGATIVE_INFINITY;
  #took = 0;

  constructor(session: Session) {
    this.#session = session;
  }

  /** How many pages are connected. */
  get size(): number {
    return this.#ports.size;
  }

  connect(channel: Channel<HostMessage>, privilege: Privilege): void {
    if (!mayLook(privilege)) {
      channel.close();
      return;
    }
    const port = new Port({ channel, privilege, session: this.#session, askToken: (first) => this.#askToken(first) });
    this.#ports.add(port);
    this.#session.watch(true);
    channel.onClose(() => {
      this.#ports.delete(port);
      port.closed();
      if (this.#ports.size === 0) this.#session.watch(false);
    });
  }

  /** Something in the session may look different now. */
  changed(): void {
    this.#frame ??= setTimeout(
      () => {
        this.#frame = undefined;
        this.#toldAt = performance.now();
        for (const port of this.#ports) port.update();
        this.#took = performance.now() - this.#toldAt;
      },
      // What takes long to draw up, because much waits, gives way to what is being answered.
      Math.max(Math.min(this.#took, LONGEST), this.#toldAt + FRAME - performance.now()),
    );
  }

  #askToken(first: Port): AskToken {
    return async (jid: BareJid) => {
      const others = [...this.#ports].filter((port) => port !== first);
      for (const port of [first, ...others]) {
        const token = port.givesTokens ? await port.fetchToken(jid) : undefined;
        if (token !== undefined) return token;
      }
      return undefined;
    };
  }
}
