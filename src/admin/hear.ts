/** What an administrator's session does with what arrives: it is no messenger, and announces no presence. */
import type { IqTable } from '../xmpp/iq.js';
import { serviceUnavailable } from '../xmpp/rfc6120-error.js';
import type { Element } from '../xmpp/element.js';
import { parsePubsubEvent, type PubsubEvent } from '../xmpp/xep0060-pubsub.js';
import { isPing, pong } from '../xmpp/xep0199-ping.js';

export interface Hearers {
  readonly iq: IqTable;
  readonly send: (answer: Element) => void;
  /** With the raw `from`. */
  readonly pubsubEvent: (from: string | undefined, event: PubsubEvent) => void;
}

/** Takes one stanza. */
export function hear(stanza: Element, { iq, send, pubsubEvent }: Hearers): void {
  const { type, from } = stanza.attrs;
  if (stanza.name === 'iq') {
    if (type === 'result' || type === 'error') iq.settle(stanza);
    else send(isPing(stanza) ? pong(stanza) : serviceUnavailable(stanza));
  } else if (stanza.name === 'message' && type !== 'error') {
    const event = parsePubsubEvent(stanza);
    if (event) pubsubEvent(from, event);
  }
}
