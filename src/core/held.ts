/**
 * Answers that the other side would hear of are held back for a moment, so that they can be taken back
 * without anybody having noticed: declines and blocks. They are shown as done at once.
 */
import { coveredBy } from './block-list.js';
import { releaseBulk } from './bulk.js';
import type { Effect } from './effect.js';
import { domainOf, type BareJid } from './jid.js';
import { isAbout, isOverruled } from './overruled.js';
import { writeMark } from './settle.js';
import type { State } from './state.js';
import type { HeldAnswer } from './view.js';

/** Holds the answer to `jid` until `until`, and asks to be told when that is. */
export function hold(state: State, jid: BareJid, until: number, effects: Effect[]): void {
  state.held.set(jid, until);
  effects.push({ type: 'waitUntil', at: until });
}

/** Whether a request is answered as far as its person is concerned, and so not in the inbox. */
export function isHidden(state: State, jid: BareJid): boolean {
  return state.inBulk.has(jid) || isHeld(state, jid);
}

/** Whether the person's answer can still be taken back, or has to wait its turn. */
export function isHeld(state: State, jid: BareJid): boolean {
  if (state.held.has(jid) || state.held.has(domainOf(jid)) || state.intents.get(jid)?.act === 'deny') return true;
  const inBulk = state.inBulk.get(jid);
  if (inBulk === undefined || !state.bulk) return false;
  const { act } = state.bulk;
  // As long as it is not written down about somebody that they are declined, nothing else may decide about them.
  const isUnmarked = act === 'block' || (act === 'deny' && state.marks.get(jid)?.act !== 'deny');
  return state.heldBulk !== undefined || (inBulk === 'queued' && isUnmarked);
}

/** It is `now`: what was held until then is sent. Returns whom that is about. */
export function release(state: State, now: number): BareJid[] {
  const released: BareJid[] = [];
  for (const [jid, until] of state.held) {
    if (until > now) continue;
    state.held.delete(jid);
    released.push(jid);
    for (const one of coveredBy(jid, state.requests)) released.push(one);
    decline(state, jid);
  }
  if (state.heldBulk === undefined || state.heldBulk > now) return released;
  state.heldBulk = undefined;
  for (const jid of state.inBulk.keys()) released.push(jid);
  releaseBulk(state);
  return released;
}

/** Sends what an earlier worker held back: its person has gone on. What does not wait any more is dropped. */
export function releaseKept(state: State): void {
  for (const jid of state.intents.keys()) if (!state.held.has(jid)) decline(state, jid);
}

function decline(state: State, jid: BareJid): void {
  const intent = state.intents.get(jid);
  if (intent?.act !== 'deny') return;
  state.intents.delete(jid);
  if (isAbout(state, jid, intent.at) && !isOverruled(state, jid, intent.at))
    writeMark(state, jid, { act: 'deny', at: intent.at, done: false });
}

/** What can be taken back now; the last of it, if there is more than one. */
export function heldAnswer(state: State): HeldAnswer | null {
  const { bulk, heldBulk, held } = state;
  if (bulk && bulk.act !== 'approve' && heldBulk !== undefined) {
    return { act: bulk.act, jid: null, count: bulk.jids.length, until: heldBulk };
  }
  const last = [...held].at(-1);
  if (!last) return null;
  const [jid, until] = last;
  const act = state.toBlock.has(jid) ? 'block' : 'deny';
  return { act, jid: held.size === 1 ? jid : null, count: held.size, until };
}
