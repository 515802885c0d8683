import type { BareJid } from './jid.js';
import type { State } from './state.js';

/** Whether another device decided about somebody after `at`: what was decided here then counts no more. */
export function isOverruled({ marks }: State, jid: BareJid, at: number): boolean {
  const mark = marks.get(jid);
  return mark !== undefined && mark.act !== 'none' && mark.at > at;
}

/** When a decision about `jids` is made that is to count from now on, whatever other clocks say. */
export function timeToCount({ marks }: State, jids: readonly BareJid[], now: number): number {
  return jids.reduce((at, jid) => Math.max(at, (marks.get(jid)?.at ?? 0) + 1), now);
}
