/**
 * What a person decided about somebody, kept on a private node of their own account so that their
 * other devices agree and any of them can complete it.
 *
 * Marks are a last-writer-wins map: of two marks for one address the later one counts, whatever the
 * order in which devices hear of them. `none` takes a mark back; it is kept for a while so that a
 * device which was away does not bring the old mark back.
 *
 * | act | what it asks for | how long it stays |
 * |---|---|---|
 * | `deny` | `unsubscribed` is sent for the waiting request | until the server has it; longer while we ask for theirs |
 * | `ignore` | the request is hidden, nothing is sent | until it is brought back |
 * | `undo` | the subscription is cancelled, nothing is accepted automatically | until the person accepts |
 * | `allow` | the next request is accepted without asking; the server is told where it can (RFC 6121 §3.4) | until it is accepted, or taken back |
 * | `none` | nothing | two weeks |
 */
import type { BareJid } from './jid.js';
import type { Handling } from './policy/schema.js';

export const MARK_ACTS = ['deny', 'ignore', 'undo', 'allow', 'none'] as const;
export type MarkAct = (typeof MARK_ACTS)[number];

/** A person's decision about one address. */
export interface Mark {
  readonly act: MarkAct;
  /** When, in milliseconds since 1970, by the clock of the device that made it. */
  readonly at: number;
  /** The server has what the mark asks for. */
  readonly done: boolean;
  /** With `undo`: our own request for their presence is taken back, too. */
  readonly takeBack: boolean;
}

/** The person's own choice of handling, as their private node has it. */
export interface Preference {
  readonly handling: Handling | null;
  readonly at: number;
}

export type Marks = ReadonlyMap<BareJid, Mark>;

/** The private node holds the marks in this many items; servers keep a few hundred items at most. */
export const SHARDS = 16;
/** Marks of one shard are published in one stanza, and servers limit its size. */
export const MOST_MARKS_PER_SHARD = 1000;
const TOMBSTONE_LIFETIME = 14 * 24 * 60 * 60 * 1000;

/** The item that holds the mark of `jid`: 0 to 15. FNV-1a, so that all devices agree. */
export function shardOf(jid: BareJid): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < jid.length; i++) hash = Math.imul(hash ^ jid.charCodeAt(i), 0x01000193);
  return (hash >>> 0) % SHARDS;
}

/** Of two marks for one address, the one that counts. Symmetric, so that devices converge. */
export function laterMark(a: Mark | undefined, b: Mark): Mark {
  if (!a || b.at > a.at) return b;
  if (a.at > b.at) return a;
  if (a.done !== b.done) return a.done ? a : b;
  if (a.act !== b.act) return MARK_ACTS.indexOf(a.act) > MARK_ACTS.indexOf(b.act) ? a : b;
  return a.takeBack ? a : b;
}

/** Whether two marks say the same. */
export function isSameMark(a: Mark | undefined, b: Mark | undefined): boolean {
  return a?.act === b?.act && a?.at === b?.at && a?.done === b?.done && a?.takeBack === b?.takeBack;
}

/** The marks of one shard. */
export function marksOfShard(marks: Marks, shard: number): (readonly [BareJid, Mark])[] {
  return [...marks].filter(([jid]) => shardOf(jid) === shard);
}

/** Drops what a shard need not hold any more: old tombstones, and the oldest marks beyond its limit. */
export function pruneShard(marks: Map<BareJid, Mark>, shard: number, now: number): void {
  const living = marksOfShard(marks, shard).filter(([jid, mark]) => {
    const expired = mark.act === 'none' && now - mark.at > TOMBSTONE_LIFETIME;
    if (expired) marks.delete(jid);
    return !expired;
  });
  if (living.length <= MOST_MARKS_PER_SHARD) return;
  living.sort(([, a], [, b]) => b.at - a.at);
  for (const [jid] of living.slice(MOST_MARKS_PER_SHARD)) marks.delete(jid);
}
