import type { BareJid, Domain } from '../core/jid.js';
import type { IqAnswer, IqOptions } from '../xmpp/iq.js';
import type { Element } from '../xmpp/element.js';
import type { PubsubEvent } from '../xmpp/xep0060-pubsub.js';

/** An administrator's session, as the rest of the console sees it. It outlives the streams that it has one after the other. */
export interface AdminWire {
  readonly account: BareJid;
  readonly domain: Domain;
  /** Our full JID on the present stream; empty while there is none. */
  readonly jid: string;
  readonly isOnline: boolean;
  /** The namespaces of what the present stream offers, where that is known. */
  readonly features?: ReadonlySet<string> | undefined;
  /** Answered `disconnected` at once while there is no stream. */
  get(payload: Element, options?: IqOptions): Promise<IqAnswer>;
  set(payload: Element, options?: IqOptions): Promise<IqAnswer>;
  /** Hears what pubsub services say, with the raw `from`: whether it counts is for the listener to decide. */
  onPubsubEvent(heard: (from: string | undefined, event: PubsubEvent) => void, signal: AbortSignal): void;
  /** Calls `changed` when the stream is another one, or gone, and at times when it is neither. */
  subscribe?(changed: () => void, signal: AbortSignal): void;
  /** Resolves when there is a stream; rejects with the reason of the signal. */
  online(signal: AbortSignal): Promise<void>;
}
