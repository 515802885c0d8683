import type { BareJid } from './jid.js';
import type { State } from './state.js';

/** Whether another device decided about somebody after `at`: what was decided here then counts no more. */
export function isOverruled({ marks }: State, jid: BareJid, at: number): boolean {
  const mark = marks.get(jid);
  return mark !== undefined && mark.act !== 'none' && mark.at > at;
}

/** Whether what was decided at `at` is about the request that waits, and not about one before it. */
export function isAbout({ requests }: State, jid: BareJid, at: number): boolean {
  const waiting = requests.get(jid);
  return waiting !== undefined && waiting.request.since <= at;
}

/** When a decision about `jids` is made that is to count from now on, whatever other clocks say, or ours said before. */
export function timeToCount({ marks, requests }: State, jids: readonly BareJid[], now: number): number {
  const after = (jid: BareJid): number =>
    Math.max((marks.get(jid)?.at ?? 0) + 1, requests.get(jid)?.request.since ?? 0);
  return jids.reduce((at, jid) => Math.max(at, after(jid)), now);
}
