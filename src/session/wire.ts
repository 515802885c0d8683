import type { BareJid, Domain } from '../core/jid.js';
import type { IqTable } from '../xmpp/iq.js';
import type { Element } from '../xmpp/element.js';

/** An open stream, as those see it who ask and send over it. It never opens again once it is closed. */
export interface Wire {
  readonly account: BareJid;
  readonly domain: Domain;
  /** Our full JID. */
  readonly jid: string;
  readonly iq: IqTable;
  /** What is sent arrives, or the stream that resumes this one sends it again. */
  readonly isOpen: boolean;
  send(element: Element): void;
}
