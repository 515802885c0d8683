/**
 * Changes of the contact list. Each is done when the server has answered, and changes nothing more if it is asked for
 * again: a page whose worker has died asks the next one.
 */
import { isBlocked } from '../../core/block-list.js';
import { domainOf, parseJid, type BareJid } from '../../core/jid.js';
import { barrier } from '../../core/policy/federation.js';
import { ruleFor } from '../../core/policy/rule.js';
import { isBare, seesThem, seesUs, type RosterItem } from '../../core/roster.js';
import type { State } from '../../core/state.js';
import type { CommandProblem, CommandResult, MessagingCommand } from '../../ports/protocol.js';
import type { IqAnswer } from '../../xmpp/iq.js';
import { rosterRemove, rosterSet } from '../../xmpp/rfc6121-roster.js';
import { subscribePresence, subscriptionPresence } from '../../xmpp/rfc6121-subscription.js';
import { ping } from '../../xmpp/xep0199-ping.js';
import { OK, refusal } from '../results.js';
import type { StreamSession } from '../stream-session.js';
import type { MessagingOptions } from './part.js';

type Named<Name extends MessagingCommand['name']> = MessagingCommand & { readonly name: Name };
export type ContactCommand = Named<'add-contact' | 'edit-contact' | 'remove-contact' | 'cancel-contact-request'>;

export async function changeContacts(
  command: ContactCommand,
  { state, stream: current }: Pick<MessagingOptions, 'state' | 'stream'>,
): Promise<CommandResult> {
  if (command.name === 'add-contact') {
    const problem = notToBeAdded(state, command.jid);
    if (problem) return refusal(problem);
  }
  const stream = current();
  if (!stream?.wire.isOpen || state.roster.kind !== 'known') return refusal({ kind: 'not-online' });
  const item = state.roster.items.get(command.jid);
  const answer = await perform(command, stream, state, item);
  if (answer.ok) return OK;
  const isLost = answer.condition === 'disconnected';
  return refusal(isLost ? { kind: 'not-online' } : { kind: 'refused', condition: answer.condition });
}

function notToBeAdded(state: Readonly<State>, jid: BareJid): CommandProblem | undefined {
  const { account, blocked } = state;
  if (!parseJid(jid)?.local) return { kind: 'no-person' };
  if (jid === account?.jid) return { kind: 'own-address' };
  const suspended = barrier(state, jid);
  if (suspended) return { kind: 'suspended', barrier: suspended, domain: domainOf(jid) };
  // They would be told that we ask, and their answer would never arrive (XEP-0191 §3.3).
  return blocked.kind === 'known' && isBlocked(blocked.jids, jid) ? { kind: 'blocked' } : undefined;
}

function perform(
  command: ContactCommand,
  stream: StreamSession,
  state: Readonly<State>,
  item: RosterItem | undefined,
): Promise<IqAnswer> | IqAnswer {
  const { iq } = stream.wire;
  switch (command.name) {
    case 'add-contact':
      return add(command, stream, state, item);
    case 'edit-contact': {
      const { jid, contact: name, groups } = command;
      return item ? iq.set(rosterSet({ jid, name, groups })) : { ok: false, condition: 'item-not-found' };
    }
    case 'remove-contact':
      return remove(command.jid, stream);
    case 'cancel-contact-request':
      return cancelRequest(command.jid, stream, state, item);
  }
}

/** RFC 6121 §3.1: the name first, so that it is there when they answer. */
async function add(
  { jid, contact: name, groups, note }: Named<'add-contact'>,
  stream: StreamSession,
  state: Readonly<State>,
  item: RosterItem | undefined,
): Promise<IqAnswer> {
  const { wire } = stream;
  const [written, nick] = await Promise.all([wire.iq.set(rosterSet({ jid, name, groups })), ownName(stream)]);
  if (!written.ok || !wire.isOpen) return written;
  // After it: Prosody 0.12 forgets an approval in advance when the contact is written.
  if (mayBeApproved(state, jid, item)) wire.send(subscriptionPresence('subscribed', jid));
  if (!seesThem(item)) wire.send(subscribePresence(jid, { nick, note }));
  return wire.iq.get(ping());
}

/** What the person calls themselves (XEP-0172): that of their card, which everybody may read. */
async function ownName(stream: StreamSession): Promise<string> {
  const answer = await stream.readProfile(stream.wire.account);
  return answer.ok ? answer.profile.name : '';
}

/**
 * Whether to let them in when they ask in return, also while nobody is here (RFC 6121 §3.4): where the handling in force
 * would. Who waits already is decided about as everybody is.
 */
function mayBeApproved(state: Readonly<State>, jid: BareJid, item: RosterItem | undefined): boolean {
  const { features, inForce, marks, requests } = state;
  const domain = parseJid(jid)?.domain;
  if (!features.preApproval || !inForce || !domain || seesUs(item) || requests.has(jid)) return false;
  const act = marks.get(jid)?.act ?? 'none';
  if (act === 'allow') return true;
  const asked: RosterItem = { jid, name: '', subscription: 'none', groups: [], ...item, ask: true };
  return act === 'none' && ruleFor(inForce, domain, asked, false) !== undefined;
}

async function remove(jid: BareJid, { wire }: StreamSession): Promise<IqAnswer> {
  const answer = await wire.iq.set(rosterRemove(jid));
  // Whoever asks for it again finds it done.
  return answer.ok || answer.condition !== 'item-not-found' ? answer : wire.iq.get(ping());
}

/** A contact that the request alone has made goes with it. */
async function cancelRequest(
  jid: BareJid,
  stream: StreamSession,
  { features }: Readonly<State>,
  item: RosterItem | undefined,
): Promise<IqAnswer> {
  const { wire } = stream;
  wire.send(subscriptionPresence('unsubscribe', jid));
  const answer = await wire.iq.get(ping());
  if (!answer.ok || !item) return answer;
  if (isBare(item) && item.subscription === 'none') return remove(jid, stream);
  // Prosody 0.12 lets them in as long as it remembers that we meant to; writing the contact makes it forget.
  return features.preApproval ? wire.iq.set(rosterSet(item)) : answer;
}
