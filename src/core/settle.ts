/**
 * How an answer is settled: by what the server shows, never by our having sent it.
 *
 * | answer | settled by | what if nothing shows |
 * |---|---|---|
 * | approve | a roster push with `from` or `both` | the probe is answered, the roster is read again; if they still do not see us, it met a withdrawal: the roster is repaired |
 * | repair | the answer to the probe sent after it | on the next stream the roster shows whether it is still due |
 * | cancel | a roster push without `from` or `both` | the same reading; tried again at the next sign-in |
 * | pre-approve, cancel-pre-approval | the answer to the probe sent after it | sent again on the next stream |
 * | deny | the answer to the probe sent after it | sent again on the next stream, if it still waits there |
 * | block | the answer to the block command | the request is shown again, with the reason |
 */
import { logDecision } from './decision-log.js';
import type { Effect } from './effect.js';
import { parseJid, type BareJid } from './jid.js';
import { isSameMark, marksOfShard, shardOf, type Mark, type MarkAct } from './marks.js';
import { ruleFor } from './policy/rule.js';
import { isBare, seesUs, type RosterItem } from './roster.js';
import type { Answer, State } from './state.js';

/** A contact changed: whatever answer that confirms is settled. */
export function settleFromRoster(
  state: State,
  jid: BareJid,
  { before, item }: { readonly before: RosterItem | undefined; readonly item: RosterItem | undefined },
  at: number,
  effects: Effect[],
): void {
  const answer = state.answers.get(jid);
  // What there will be to clear, the next stream shows: nothing is sent without one.
  if (answer?.withdrawn && !state.online) return;
  if (answer?.act === 'approve' && seesUs(item)) {
    settleApproval(state, jid, answer, at);
    // It met the withdrawal, and has let them in when they asked again: Prosody 0.12 would go on doing that.
    if (answer.withdrawn) effects.push({ type: 'repairRoster', jid, item });
  }
  if (!answersSomebody(answer) && seesUs(item)) settleElsewhere(state, jid, before, at);
  if (answer?.act === 'cancel' && !seesUs(item)) settleCancel(state, jid);
}

/** The roster was read after the probe: now it shows which unconfirmed answers took effect. */
export function settleUnconfirmed(state: State, at: number, effects: Effect[]): void {
  const items = state.roster.kind === 'known' ? state.roster.items : undefined;
  for (const [jid, answer] of state.answers) {
    if (!answer.unconfirmed) continue;
    settleFromRoster(state, jid, { before: answer.before, item: items?.get(jid) }, at, effects);
    if (!state.answers.has(jid)) continue;
    state.answers.delete(jid);
    // Sent before the stream was lost, and never heard, as it seems: decided anew.
    const waits = state.requests.has(jid) && !answer.withdrawn;
    if (answer.doubtful && (answer.act !== 'approve' || waits)) continue;
    if (answer.act !== 'approve') {
      state.toComplete.delete(jid);
      continue;
    }
    // It is shown again, with the reason.
    if (state.requests.get(jid)?.refused !== undefined && !answer.withdrawn) continue;
    // It was withdrawn before our approval arrived. Prosody 0.12 makes a hidden pre-approval of that.
    repair(state, jid, answer, answer.before, effects);
    if (!answer.withdrawn) forgetRequest(state, jid);
  }
}

/** All is read on a stream that knows nothing of the one before: now it shows what came of the approvals there. */
export function settleUnseen(state: State, at: number, effects: Effect[]): void {
  if (!state.online || !state.told || state.roster.kind !== 'known') return;
  for (const [jid, answer] of state.unseen) {
    state.unseen.delete(jid);
    if (state.requests.has(jid)) continue; // decided anew
    const contact = state.roster.items.get(jid);
    const isOurs = contact !== undefined && answer.before === undefined && isBare(contact);
    if (seesUs(contact)) settleApproval(state, jid, answer, at);
    else repair(state, jid, answer, isOurs ? undefined : contact, effects);
  }
}

/** Clears what the server made of an approval that met a withdrawal, and leaves `item` of the contact, or nothing. */
function repair(state: State, jid: BareJid, answer: Answer, item: RosterItem | undefined, effects: Effect[]): void {
  state.repairs.set(jid, { ...answer, probe: state.probe.next });
  const askedBack = answer.verdict.do === 'approve' && answer.verdict.addBack;
  effects.push({ type: 'repairRoster', jid, item, ...(askedBack ? { takeBack: true } : {}) });
}

/** The server has dealt with all that was sent before the probe. Returns whom that settled. */
export function settleByProbe(state: State, probe: number, at: number, effects: Effect[]): BareJid[] {
  const settled: BareJid[] = [];
  let unconfirmed = false;
  for (const [jid, sent] of state.repairs) if (sent.probe <= probe) state.repairs.delete(jid);
  for (const [jid, answer] of state.answers) {
    if (answer.probe > probe || answer.act === 'block') continue;
    if (answer.act === 'approve' || answer.act === 'cancel') {
      answer.unconfirmed = unconfirmed = true;
      continue;
    }
    if (answer.act === 'deny') settleDenial(state, jid, answer, at);
    else settleAdvance(state, jid, answer, effects);
    settled.push(jid);
  }
  if (unconfirmed) readRosterAgain(state, effects);
  return settled;
}

/** Approvals, also of an earlier worker, wait for the contact list to show what became of them. */
export function needsRoster({ answers, unseen }: State): boolean {
  return unseen.size > 0 || [...answers.values()].some(({ unconfirmed }) => unconfirmed);
}

export function readRosterAgain(state: State, effects: Effect[]): void {
  if (state.readingRoster) return;
  state.readingRoster = true;
  effects.push({ type: 'readRoster' });
}

function settleApproval(state: State, jid: BareJid, { verdict, before }: Answer, at: number): void {
  if (verdict.do === 'approve') {
    logDecision(state, {
      jid,
      act: 'approve',
      at,
      by: verdict.by === 'policy' ? { who: 'policy', rule: verdict.rule } : { who: 'me' },
      addedBack: verdict.addBack,
      created: before === undefined,
      name: (verdict.by === 'person' ? verdict.details?.name : undefined) ?? before?.name,
    });
  }
  if (state.marks.get(jid)?.act === 'allow') spend(state, jid, at);
  state.answers.delete(jid);
  forgetRequest(state, jid);
}

/** They see us now, and it was not this device that let them: the server did, in advance, or another device. */
function settleElsewhere(state: State, jid: BareJid, before: RosterItem | undefined, at: number): void {
  const allowed = state.marks.get(jid)?.act === 'allow';
  if (!allowed && !state.prompts.has(jid)) return;
  const by = allowed ? ({ who: 'policy', rule: { kind: 'allowed' } } as const) : ({ who: 'other-device' } as const);
  logDecision(state, { jid, act: 'approve', at, by, created: allowed && before === undefined });
  if (allowed) spend(state, jid, at);
}

/** They are let in, which was for once. Where the server keeps it, too, it is cleared there (see `reconcile.ts`). */
function spend(state: State, jid: BareJid, at: number): void {
  writeMark(state, jid, { act: 'none', at, done: !state.features.preApproval });
}

/** Whether a request or a contact is what it is about. */
function answersSomebody(answer: Answer | undefined): boolean {
  return answer !== undefined && answer.act !== 'pre-approve' && answer.act !== 'cancel-pre-approval';
}

function settleCancel(state: State, jid: BareJid): void {
  state.answers.delete(jid);
  completeMark(state, jid);
}

function settleDenial(state: State, jid: BareJid, { withdrawn }: Answer, at: number): void {
  logDecision(state, { jid, act: 'deny', at, by: { who: 'me' } });
  state.answers.delete(jid);
  if (!withdrawn) forgetRequest(state, jid);
  settleDenyMark(state, jid);
}

/** What the server was told for a request that may come. The person may have decided otherwise since. */
function settleAdvance(state: State, jid: BareJid, { act, before }: Answer, effects: Effect[]): void {
  state.answers.delete(jid);
  const wanted = state.marks.get(jid)?.act === 'allow';
  if (wanted === (act === 'pre-approve')) completeMark(state, jid);
  else if (!wanted) cancelPreApproval(state, jid, before, effects);
}

/** Writes the contact anew: Prosody 0.12 forgets a pre-approval with that. */
export function cancelPreApproval(
  state: State,
  jid: BareJid,
  contact: RosterItem | undefined,
  effects: Effect[],
): void {
  const act = 'cancel-pre-approval';
  state.answers.set(jid, {
    act,
    verdict: { do: 'wait' },
    before: contact,
    probe: state.probe.next,
    unconfirmed: false,
  });
  effects.push({ type: 'repairRoster', jid, item: contact });
}

/** A decline that the server has is spent, unless we ask for their presence: then it is remembered. */
export function settleDenyMark(state: State, jid: BareJid): void {
  const mark = state.marks.get(jid);
  if (mark?.act !== 'deny') return; // the person decided otherwise since, on another device
  // As long as the other devices have not heard of it, they go on showing the request.
  const unheard = state.dirtyShards.has(shardOf(jid));
  if (unheard || weAsk(state, jid)) completeMark(state, jid);
  // By the time of the decline itself: what was decided after it, on any device, counts.
  else forgetMark(state, jid, mark.at, true);
}

/**
 * Nothing is decided about somebody any more. Where the policy would now accept them by itself it stays written down
 * that the person is asked: they have seen the request, and did not accept it.
 */
export function forgetMark(state: State, jid: BareJid, at: number, late = false): void {
  const contact = state.roster.kind === 'known' ? state.roster.items.get(jid) : undefined;
  const domain = parseJid(jid)?.domain;
  const wouldAccept = state.inForce && domain && ruleFor(state.inForce, domain, contact, false);
  writeMark(state, jid, { act: wouldAccept ? 'undo' : 'none', at, done: true }, late);
}

/** The other devices have heard of the declines in `shard`. */
export function settleHeardDenials(state: State, shard: number): void {
  for (const [jid, mark] of marksOfShard(state.marks, shard)) {
    if (mark.act === 'deny' && mark.done) settleDenyMark(state, jid);
  }
}

/** Whether we have asked for their presence ourselves, as far as is known. */
export function weAsk(state: State, jid: BareJid): boolean {
  // Where the contact list is not known it may be so.
  return state.roster.kind !== 'known' || (state.roster.items.get(jid)?.ask ?? false);
}

/** Forgets a request that no longer waits. */
export function forgetRequest(state: State, jid: BareJid): void {
  state.requests.delete(jid);
  state.intents.delete(jid);
  state.inBulk.delete(jid);
  if (!state.toBlock.has(jid)) state.held.delete(jid);
  state.announced.delete(jid);
}

/** What a mark asks for has been done. */
export function completeMark(state: State, jid: BareJid): void {
  const mark = state.marks.get(jid);
  if (mark && !mark.done) replaceMark(state, jid, { ...mark, done: true }, state.lateShards);
  state.toComplete.delete(jid);
}

/** Writes a mark that is later than the one before, whatever the clock says. `late`: nobody waits to hear of it. */
export function writeMark(
  state: State,
  jid: BareJid,
  mark: { readonly act: MarkAct; readonly at: number; readonly done: boolean; readonly takeBack?: boolean },
  late = false,
): void {
  const before = state.marks.get(jid);
  if (!before && mark.act === 'none') return;
  const at = Math.max(mark.at, (before?.at ?? 0) + 1);
  const shards = late ? state.lateShards : state.dirtyShards;
  replaceMark(state, jid, { act: mark.act, at, done: mark.done, takeBack: mark.takeBack ?? false }, shards);
  if (mark.done) state.toComplete.delete(jid);
  else state.toComplete.add(jid);
}

function replaceMark(state: State, jid: BareJid, mark: Mark, shards: Set<number>): void {
  if (isSameMark(state.marks.get(jid), mark)) return;
  state.marks.set(jid, mark);
  shards.add(shardOf(jid));
}
