/**
 * Derives what should be from the facts, and emits the difference. The work done is proportional
 * to what an event touched: one address, or everything when the policy or a whole list changed.
 */
import type { Effect } from './effect.js';
import type { BareJid } from './jid.js';
import { decide } from './policy/decide.js';
import { inForce } from './policy/handling.js';
import type { Verdict } from './request.js';
import { shardOf } from './marks.js';
import { isBare, sawOrAsked, seesUs } from './roster.js';
import { completeMark, forgetRequest, settleDenyMark, weAsk } from './settle.js';
import type { Answer, State, Waiting } from './state.js';

/** Which addresses an event may have changed something for. */
export type Touched = 'all' | 'none' | readonly BareJid[];

/** Brings verdicts, lists and effects in line with the facts. */
export function reconcile(state: State, touched: Touched, effects: Effect[]): void {
  if (touched === 'all') {
    state.inForce = inForce(state.policy, state.preference, state.managed);
    dropStaleEntries(state);
  }
  if (touched !== 'none') {
    const prompted: BareJid[] = [];
    for (const jid of touched === 'all' ? state.requests.keys() : touched) {
      reconcileRequest(state, jid, effects);
      if (isNews(state, jid)) prompted.push(jid);
    }
    for (const jid of touched === 'all' ? [...state.toComplete] : touched) completeMarkOf(state, jid, effects);
    if (prompted.length > 0) effects.push({ type: 'announce', jids: prompted });
  }
  if (!state.online) return;
  publish(state, effects);
  probe(state, effects);
}

function reconcileRequest(state: State, jid: BareJid, effects: Effect[]): void {
  const waiting = state.requests.get(jid);
  // An answer that is on its way stands until it is settled, whatever changes meanwhile.
  if (waiting) waiting.verdict = state.answers.get(jid)?.verdict ?? decide(state, waiting);
  const verdict = waiting?.verdict;
  if (verdict?.do === 'hide' && (verdict.why === 'subscribed' || verdict.why === 'blocked')) {
    forgetRequest(state, jid); // the server does not hold it any more
  }
  // While the facts are being read again, what was shown stays where it was.
  if (verdict?.do !== 'wait') put(state.prompts, jid, verdict !== undefined && isShown(verdict));
  put(state.ignored, jid, verdict?.do === 'hide' && verdict.why === 'ignored');
  if (waiting && mayAnswer(state, waiting)) answer(state, waiting, effects);
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
  return state.online && waiting.epoch === state.epoch && !state.answers.has(waiting.request.jid);
}

function answer(state: State, { request, verdict }: Waiting, effects: Effect[]): void {
  const { jid } = request;
  const sent = (act: Answer['act']): void => {
    const before = state.roster.kind === 'known' ? state.roster.items.get(jid) : undefined;
    state.answers.set(jid, { act, verdict, before, probe: state.probe.next, unconfirmed: false });
  };
  switch (verdict.do) {
    case 'approve':
      sent('approve');
      effects.push({ type: 'approve', jid, addBack: verdict.addBack });
      return;
    case 'deny':
      if (weAsk(state, jid) && isNotHeardYet(state, jid)) return;
      sent('deny');
      effects.push({ type: 'deny', jid });
      return;
    case 'block':
      sent('block');
      effects.push({ type: 'block', jid });
      return;
    case 'wait':
    case 'prompt':
    case 'hide':
      return;
  }
}

/** Sees a mark through that is not done yet. */
function completeMarkOf(state: State, jid: BareJid, effects: Effect[]): void {
  const mark = state.marks.get(jid);
  if (!mark || mark.done || !state.toComplete.has(jid) || state.answers.has(jid)) return;
  // Another device may have taken the mark back: that comes with the preference.
  if (!state.online || state.roster.kind !== 'known' || state.preference.kind === 'unknown') return;
  const contact = state.roster.items.get(jid);
  if (mark.act === 'deny') {
    // Nothing waits that could be declined: they took it back, or it was answered elsewhere.
    if (state.synchronised && !state.requests.has(jid)) settleDenyMark(state, jid);
    return;
  }
  const toCancel = mark.act === 'undo' && (seesUs(contact) || (mark.takeBack && sawOrAsked(contact)));
  if (!toCancel) {
    completeMark(state, jid);
    return;
  }
  if (isNotHeardYet(state, jid)) return;
  const entry = state.log.findLast((line) => line.jid === jid && line.undone);
  const bareContact = contact !== undefined && isBare(contact);
  state.answers.set(jid, {
    act: 'cancel',
    verdict: { do: 'wait' },
    before: contact,
    probe: state.probe.next,
    unconfirmed: false,
  });
  effects.push({ type: 'cancel', jid, takeBack: mark.takeBack, remove: (entry?.created ?? false) && bareContact });
}

/**
 * The other devices have not heard of the mark, and are about to. A requester who is told first may ask again,
 * and a device that does not know better would accept that.
 */
function isNotHeardYet(state: State, jid: BareJid): boolean {
  const shard = shardOf(jid);
  const isUnsent = state.dirtyShards.has(shard) && !state.refusedShards.has(shard);
  return state.preference.kind === 'known' && (isUnsent || state.publishing.has(shard));
}

/** Whether this is the first time that the person is asked about `jid`; true once. */
function isNews(state: State, jid: BareJid): boolean {
  if (state.announced.has(jid) || state.requests.get(jid)?.verdict.do !== 'prompt') return false;
  state.announced.add(jid);
  return true;
}

/** Publishes changed marks, one stanza per shard at a time. */
function publish(state: State, effects: Effect[]): void {
  if (state.preference.kind !== 'known') return;
  for (const shard of state.dirtyShards) {
    if (state.publishing.has(shard) || state.refusedShards.has(shard)) continue;
    state.dirtyShards.delete(shard);
    state.publishing.add(shard);
    effects.push({ type: 'publishMarks', shard });
  }
}

/** One probe at a time covers every answer sent before it. */
function probe(state: State, effects: Effect[]): void {
  if (state.probe.inFlight !== undefined) return;
  const isDue = ({ act, unconfirmed }: Answer): boolean => act !== 'block' && !unconfirmed;
  if (state.repairs.size === 0 && ![...state.answers.values()].some(isDue)) return;
  state.probe.inFlight = state.probe.next++;
  effects.push({ type: 'probe', probe: state.probe.inFlight });
}
