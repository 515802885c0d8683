/**
 * Turns stanzas into events. Whatever comes in the name of our account or of the policy service
 * counts only if its raw `from` is theirs: servers do deliver forged ones from strangers.
 */
import type { Event } from '../core/event.js';
import type { Capabilities } from '../xmpp/xep0030-disco.js';
import { NS } from '../xmpp/ns.js';
import { serviceUnavailable } from '../xmpp/rfc6120-error.js';
import { parseAvailability } from '../xmpp/rfc6121-presence.js';
import { parseRosterPush } from '../xmpp/rfc6121-roster.js';
import { parseSubscription } from '../xmpp/rfc6121-subscription.js';
import { parsePubsubEvent, type PubsubEvent } from '../xmpp/xep0060-pubsub.js';
import { parseBlockPush } from '../xmpp/xep0191-blocking.js';
import { parseDecloakRequest } from '../xmpp/xep0276-decloaking.js';
import { isPing, pong } from '../xmpp/xep0199-ping.js';
import { xml, type Element } from '../xmpp/element.js';
import type { Wire } from './wire.js';

export interface Receivers {
  readonly capabilities: Capabilities;
  readonly now: () => number;
  readonly dispatch: (event: Event) => void;
  /** A message that is not about a node. */
  readonly message: (message: Element) => void;
  /** A pubsub event, with its raw `from`. */
  readonly pubsubEvent: (from: string | undefined, event: PubsubEvent) => void;
}

/** Takes one stanza. Never throws on what others may send. */
export function receive(wire: Wire, stanza: Element, to: Receivers): void {
  switch (stanza.name) {
    case 'presence':
      receivePresence(wire, stanza, to);
      return;
    case 'message':
      receiveMessage(stanza, to);
      return;
    case 'iq':
      receiveIq(wire, stanza, to);
      return;
  }
}

function receivePresence(wire: Wire, presence: Element, { dispatch, now }: Receivers): void {
  const said = parseAvailability(presence);
  if (said) dispatch({ type: 'availabilityReceived', ...said, at: now() });
  const asker = parseDecloakRequest(presence);
  if (asker) dispatch({ type: 'temporaryAvailabilityAsked', ...asker, at: now() });
  const event = parseSubscription(presence);
  if (!event) return;
  switch (event.kind) {
    case 'requested':
      if (event.request.jid !== wire.account)
        dispatch({ type: 'requestReceived', request: { ...event.request, since: now() } });
      return;
    case 'withdrawn':
      dispatch({ type: 'requestWithdrawn', jid: event.jid });
      return;
    case 'refused':
      dispatch({ type: 'answerRefused', jid: event.jid, condition: event.condition });
      return;
  }
}

function receiveMessage(message: Element, { pubsubEvent, message: take }: Receivers): void {
  const event = message.attrs.type === 'error' ? undefined : parsePubsubEvent(message);
  if (event) pubsubEvent(message.attrs.from, event);
  else take(message);
}

function receiveIq(wire: Wire, iq: Element, to: Receivers): void {
  const { type } = iq.attrs;
  if (type === 'result' || type === 'error') {
    wire.iq.settle(iq);
    return;
  }
  const event = isFromOwnAccount(wire, iq) ? pushedEvent(iq, to.now()) : undefined;
  if (event) {
    wire.send(xml('iq', { type: 'result', id: iq.attrs.id, to: iq.attrs.from }));
    to.dispatch(event);
  } else if (isPing(iq)) {
    wire.send(pong(iq));
  } else if (type === 'get' && iq.getChild('query', NS.discoInfo)) {
    wire.send(to.capabilities.info(iq));
  } else {
    wire.send(serviceUnavailable(iq));
  }
}

/** RFC 6121 §2.1.6 and XEP-0191 §3.3: a push has no `from`, or our bare JID. */
function isFromOwnAccount(wire: Wire, stanza: Element): boolean {
  const { from } = stanza.attrs;
  return from === undefined || from === wire.account;
}

function pushedEvent(iq: Element, at: number): Event | undefined {
  if (iq.attrs.type !== 'set') return undefined;
  const roster = parseRosterPush(iq);
  if (roster) {
    return 'item' in roster
      ? { type: 'rosterPushed', item: roster.item, at }
      : { type: 'rosterItemRemoved', jid: roster.removed, at };
  }
  const block = parseBlockPush(iq);
  return block && { type: block.kind, jids: block.jids };
}
