/**
 * Derives what should be from the facts, and emits the difference. The work done is proportional
 * to what an event touched: one address, or everything when the policy or a whole list changed.
 */
import { covers } from './block-list.js';
import { continueBulk } from './bulk.js';
import { reconcileAsking } from './directory/asking.js';
import { logSuspension } from './decision-log.js';
import type { Effect } from './effect.js';
import { isHidden } from './held.js';
import type { BareJid } from './jid.js';
import { reconcileLeases } from './observe-leases.js';
import { publishInvitations } from './observe-private.js';
import { decide } from './policy/decide.js';
import { federationInForce } from './policy/federation.js';
import { inForce } from './policy/handling.js';
import { loggingInForce } from './policy/logging.js';
import type { SubscriptionRequest, Verdict } from './request.js';
import { shardOf, type MarkAct } from './marks.js';
import { sawOrAsked, seesUs } from './roster.js';
import { invitationOf } from './standing.js';
import { shownToContacts } from './own-availability.js';
import { cancelPreApproval, completeMark, forgetRequest, settleDenyMark, weAsk } from './settle.js';
import type { Answer, State, Waiting } from './state.js';

/** Which addresses an event may have changed something for. */
export type Touched = 'all' | 'none' | readonly BareJid[];

/** Brings verdicts, lists and effects in line with the facts. `now`: as far as the event told. */
export function reconcile(state: State, touched: Touched, now: number | undefined, effects: Effect[]): void {
  if (touched === 'all') {
    const { policy, keptPolicy, account } = state;
    state.inForce = inForce(policy, state.preference, state.managed, account?.domain);
    const last = policy.kind === 'published' ? policy.policy : keptPolicy;
    state.federation = federationInForce(last, account?.domain);
    state.logging = loggingInForce(last, account?.jid);
    dropStaleEntries(state);
  }
  if (touched !== 'none') {
    const prompted: BareJid[] = [];
    for (const jid of touched === 'all' ? state.requests.keys() : touched) {
      reconcileRequest(state, jid, effects, now);
      if (isNews(state, jid)) prompted.push(jid);
    }
    for (const jid of touched === 'all' ? [...state.toComplete] : touched) completeMarkOf(state, jid, effects);
    if (prompted.length > 0) effects.push({ type: 'announce', jids: prompted });
  }
  // Before anybody is blocked: what a server then refuses to deliver is how availability would be taken back.
  reconcileLeases(state, now, effects);
  reconcileAsking(state, now, effects);
  if (!state.online) return;
  for (const jid of continueBulk(state)) reconcileRequest(state, jid, effects);
  block(state, effects);
  tellArchive(state, effects);
  publish(state, effects);
  probe(state, effects);
}

function reconcileRequest(state: State, jid: BareJid, effects: Effect[], now = state.clock): void {
  const waiting = state.requests.get(jid);
  // An answer that is on its way stands until it is settled, whatever changes meanwhile.
  const before = waiting?.verdict;
  if (waiting) waiting.verdict = state.answers.get(jid)?.verdict ?? decide(state, waiting);
  const verdict = waiting?.verdict;
  if (isStopped(verdict) && !isStopped(before)) logSuspension(state, jid, now);
  if (verdict?.do === 'hide' && (verdict.why === 'subscribed' || verdict.why === 'blocked')) {
    forgetRequest(state, jid); // the server does not hold it any more
  }
  // While the facts are being read again, what was shown stays where it was.
  if (verdict?.do !== 'wait') put(state.prompts, jid, verdict !== undefined && isShown(verdict));
  put(state.ignored, jid, verdict?.do === 'hide' && verdict.why === 'ignored');
  if (waiting && mayAnswer(state, waiting)) answer(state, waiting, effects);
}

function isStopped(verdict: Verdict | undefined): boolean {
  return verdict?.do === 'hide' && verdict.why === 'federation';
}

/** What a person sees: what they are asked, and what they answered until the server has it. */
function isShown(verdict: Verdict): boolean {
  switch (verdict.do) {
    case 'prompt':
    case 'deny':
    case 'block':
      return true;
    case 'approve':
      return verdict.by === 'person';
    case 'wait':
    case 'hide':
      return false;
  }
}

function put(set: Set<BareJid>, jid: BareJid, present: boolean): void {
  if (present) set.add(jid);
  else set.delete(jid);
}

function dropStaleEntries(state: State): void {
  for (const set of [state.prompts, state.ignored, state.announced]) {
    for (const jid of set) if (!state.requests.has(jid)) set.delete(jid);
  }
}

function mayAnswer(state: State, waiting: Waiting): boolean {
  const { jid } = waiting.request;
  const isQueued = state.inBulk.get(jid) === 'queued' && waiting.verdict.do !== 'approve';
  return state.online && waiting.epoch === state.epoch && !state.answers.has(jid) && !isQueued;
}

function answer(state: State, { request, verdict }: Waiting, effects: Effect[]): void {
  const { jid } = request;
  const before = state.roster.kind === 'known' ? state.roster.items.get(jid) : undefined;
  switch (verdict.do) {
    case 'approve':
      sent(state, jid, { act: 'approve', verdict, before });
      if (verdict.by === 'policy' && verdict.rule.kind === 'invited') useInvitation(state, request, effects);
      effects.push({
        type: 'approve',
        jid,
        addBack: verdict.addBack,
        ...(verdict.by === 'person' && verdict.details ? { details: verdict.details } : {}),
      });
      return;
    case 'deny':
      if (weAsk(state, jid) && isNotHeardYet(state, jid)) return;
      sent(state, jid, { act: 'deny', verdict, before });
      effects.push({ type: 'deny', jid });
      return;
    case 'block': // see `block`
    case 'wait':
    case 'prompt':
    case 'hide':
      return;
  }
}

/** The answer is on its way: the next probe comes after it. */
function sent(state: State, jid: BareJid, answer: Pick<Answer, 'act' | 'verdict' | 'before'>): void {
  state.answers.set(jid, { ...answer, probe: state.probe.next, unconfirmed: false });
}

/** Who came with an invitation is written on it: one that is for one person only serves nobody else. */
function useInvitation(state: State, request: SubscriptionRequest, effects: Effect[]): void {
  const invitation = invitationOf(state, request);
  if (!invitation || invitation.usedBy.includes(request.jid)) return;
  const usedBy = [...invitation.usedBy, request.jid];
  state.invitations.set(invitation.token, { ...invitation, usedBy, at: invitation.at + 1 });
  publishInvitations(state, effects);
}

/** Blocks whom the person wants blocked. Those who wait and are covered by it are declined in the same go. */
function block(state: State, effects: Effect[]): void {
  // Before the server has said who waits, nobody could be declined in the same go.
  if (state.blocked.kind !== 'known' || !state.synchronised) return;
  for (const [jid, { report }] of state.toBlock) {
    // An answer to them that is on its way is settled first.
    if (state.held.has(jid) || state.answers.has(jid)) continue;
    const decline = [...state.requests.values()]
      .filter(({ request, epoch }) => epoch === state.epoch && covers(jid, request.jid))
      .map(({ request }) => request.jid);
    sent(state, jid, { act: 'block', verdict: { do: 'block' }, before: undefined });
    effects.push(...shownToContacts(state, new Set([jid]), null), { type: 'block', jid, decline, report });
  }
}

/** Once for each stream, and whenever the policy says something else; where it says nothing, the archive is left alone. */
function tellArchive(state: State, effects: Effect[]): void {
  const { mode } = state.logging;
  if (state.policy.kind !== 'published' || mode === state.archiveTold) return;
  state.archiveTold = mode;
  if (mode !== 'unset') effects.push({ type: 'setArchive', mode });
}

/** Sees a mark through that is not done yet. */
function completeMarkOf(state: State, jid: BareJid, effects: Effect[]): void {
  const mark = state.marks.get(jid);
  if (!mark || mark.done || !state.toComplete.has(jid) || !isFree(state, jid, mark.act)) return;
  // Another device may have taken the mark back: that comes with the preference.
  if (!state.online || state.roster.kind !== 'known' || state.preference.kind === 'unknown') return;
  const contact = state.roster.items.get(jid);
  if (mark.act === 'none') {
    // The server was told to accept them in advance. Prosody 0.12 forgets that when the contact is written anew.
    if (state.features.preApproval) cancelPreApproval(state, jid, contact, effects);
    else completeMark(state, jid);
    return;
  }
  if (mark.act === 'allow') {
    if (!state.told || state.requests.has(jid)) return;
    if (state.features.preApproval && !seesUs(contact)) {
      sent(state, jid, { act: 'pre-approve', verdict: { do: 'wait' }, before: contact });
      effects.push({ type: 'preApprove', jid });
    } else {
      state.toComplete.delete(jid); // it is kept here alone
    }
    return;
  }
  if (mark.act === 'deny') {
    // Nothing waits that could be declined: they took it back, or it was answered elsewhere.
    if (state.told && !state.requests.has(jid)) settleDenyMark(state, jid);
    return;
  }
  const toCancel = mark.act === 'undo' && (seesUs(contact) || (mark.takeBack && sawOrAsked(contact)));
  if (!toCancel) {
    // They may be let in again: the person wrote them down since.
    if (mark.act === 'undo' && state.features.preApproval) cancelPreApproval(state, jid, contact, effects);
    else completeMark(state, jid);
    return;
  }
  if (isNotHeardYet(state, jid)) return;
  const entry = state.log.findLast((line) => line.jid === jid && line.undone);
  // A contact that the acceptance made goes with it, unless the person has made something of it since.
  const asMade = contact?.name === (entry?.name ?? '');
  sent(state, jid, { act: 'cancel', verdict: { do: 'wait' }, before: contact });
  effects.push({ type: 'cancel', jid, takeBack: mark.takeBack, remove: (entry?.created ?? false) && asMade });
}

/** Whether nothing is on its way there that has to be settled first. What the server was told in advance need not be. */
function isFree(state: State, jid: BareJid, act: MarkAct): boolean {
  switch (state.answers.get(jid)?.act) {
    case undefined:
      return true;
    case 'pre-approve':
      return act !== 'allow';
    case 'cancel-pre-approval':
      return act === 'allow';
    default:
      return false;
  }
}

/**
 * The other devices have not heard of the mark, and are about to. A requester who is told first may ask again,
 * and a device that does not know better would accept that.
 */
function isNotHeardYet(state: State, jid: BareJid): boolean {
  const shard = shardOf(jid);
  const isUnsent = state.dirtyShards.has(shard) && !state.refusedShards.has(shard);
  return state.preference.kind === 'known' && (isUnsent || state.publishing === shard);
}

/** Whether this is the first time that the person is asked about `jid`; true once. */
function isNews(state: State, jid: BareJid): boolean {
  if (state.announced.has(jid) || state.requests.get(jid)?.verdict.do !== 'prompt' || isHidden(state, jid))
    return false;
  state.announced.add(jid);
  return true;
}

/**
 * Publishes changed marks, one shard at a time. All at once may keep a server busy for so long that the stream is
 * taken for dead, and each next one would begin with the same.
 */
function publish(state: State, effects: Effect[]): void {
  if (state.preference.kind !== 'known') return;
  if (state.answers.size === 0 && !state.bulk) {
    for (const shard of state.lateShards) state.dirtyShards.add(shard);
    state.lateShards.clear();
  }
  if (state.publishing !== undefined) return;
  const shard = [...state.dirtyShards].find((one) => !state.refusedShards.has(one));
  if (shard === undefined) return;
  state.dirtyShards.delete(shard);
  state.publishing = shard;
  effects.push({ type: 'publishMarks', shard });
}

/** One probe at a time covers every answer sent before it. */
function probe(state: State, effects: Effect[]): void {
  if (state.probe.inFlight !== undefined) return;
  const isDue = ({ act, unconfirmed }: Answer): boolean => act !== 'block' && !unconfirmed;
  if (state.repairs.size === 0 && ![...state.answers.values()].some(isDue)) return;
  state.probe.inFlight = state.probe.next++;
  effects.push({ type: 'probe', probe: state.probe.inFlight });
}
