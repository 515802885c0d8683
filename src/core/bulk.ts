/**
 * One answer to many requests. It is carried out a part at a time, so that the person sees how far it has
 * got and can stop it, and so that no worker or server has ten thousand answers on their way at once.
 *
 * | act | what is done at once | what is done part by part |
 * |---|---|---|
 * | approve | – | each is accepted |
 * | deny | all are marked, for the other devices and for the next worker | each is told |
 * | block | – | each is declined and blocked |
 *
 * To ignore many needs no job: all are marked, and nothing is sent.
 */
import type { BareJid } from './jid.js';
import { isAbout, isOverruled } from './overruled.js';
import { forgetMark, writeMark } from './settle.js';
import type { ReportReason, State } from './state.js';

export interface BulkJob {
  readonly act: 'approve' | 'deny' | 'block';
  readonly jids: readonly BareJid[];
  readonly addBack: boolean;
  readonly report: ReportReason | null;
  readonly at: number;
}

/** Answers that may be on their way at once. */
const PART = 200;

/** Begins a job, or continues one that an earlier worker had begun. */
export function startBulk(state: State, job: BulkJob): void {
  state.bulk = job;
  state.inBulk = new Map(job.jids.map((jid) => [jid, 'queued']));
}

/** The job may be sent from now on. */
export function releaseBulk(state: State): void {
  const { bulk } = state;
  if (bulk?.act !== 'deny') return;
  for (const jid of bulk.jids) {
    // Those that were begun are on their way, or told already.
    if (state.inBulk.get(jid) !== 'queued' || !state.requests.has(jid) || isOverruled(state, jid, bulk.at)) continue;
    writeMark(state, jid, { act: 'deny', at: bulk.at, done: false });
  }
}

/** Ends the job where it is: what was not begun waits again. Returns whom that is about. */
export function stopBulk(state: State, at: number): BareJid[] {
  const { bulk } = state;
  if (!bulk) return [];
  const queued = bulk.jids.filter((jid) => state.inBulk.get(jid) === 'queued');
  // What is held back is written down nowhere yet.
  if (bulk.act === 'deny' && state.heldBulk === undefined) {
    for (const jid of queued) if (state.marks.get(jid)?.act === 'deny') forgetMark(state, jid, at);
  }
  endBulk(state);
  return queued;
}

/** Takes the next part of the job, if there is room for it. Returns whom that is about. */
export function continueBulk(state: State): BareJid[] {
  const { bulk, inBulk } = state;
  if (!bulk || state.heldBulk !== undefined || !state.online || !state.told) return [];
  const begun: BareJid[] = [];
  let room = PART - state.answers.size;
  for (const [jid, how] of inBulk) {
    if (room <= 0) break;
    if (how === 'begun') continue;
    if (!state.requests.has(jid) || !stands(state, bulk, jid)) {
      inBulk.delete(jid); // taken back, answered or decided about elsewhere
      begun.push(jid);
      continue;
    }
    inBulk.set(jid, 'begun');
    begin(state, bulk, jid);
    begun.push(jid);
    room--;
  }
  if (inBulk.size === 0) endBulk(state);
  return begun;
}

/** A decline stands by its mark; anything else as long as nobody has decided otherwise, nor asked anew, since. */
function stands(state: State, { act, at }: BulkJob, jid: BareJid): boolean {
  if (act === 'deny') return state.marks.get(jid)?.act === 'deny';
  return !isOverruled(state, jid, at) && (act === 'block' || isAbout(state, jid, at));
}

function begin(state: State, { act, addBack, report, at }: BulkJob, jid: BareJid): void {
  switch (act) {
    case 'approve':
      if (state.marks.has(jid)) writeMark(state, jid, { act: 'none', at, done: true });
      state.intents.set(jid, { act: 'accept', addBack, at });
      return;
    case 'deny':
      return; // its mark stands already; now it is told
    case 'block':
      state.toBlock.set(jid, { report, at });
      return;
  }
}

function endBulk(state: State): void {
  state.bulk = undefined;
  state.heldBulk = undefined;
  state.inBulk.clear();
}
