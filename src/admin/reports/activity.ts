/** When people were there last. */
import type { AccountService } from '../accounts/account.js';
import { done, failed, type Outcome } from '../outcome.js';
import { readMany } from '../read-many.js';

/** Somebody, and milliseconds since 1970; undefined if they never were. */
export interface LastActivity {
  readonly jid: string;
  readonly at: number | undefined;
}

/** A bar of a chart. */
export interface Bar {
  readonly label: string;
  readonly value: number;
}

const DAY = 86_400_000;

/** Asks about each of `jids`; what is known so far is told as it comes. Ends early where the server refuses. */
export async function readActivity(
  accounts: Pick<AccountService, 'lastActivity'>,
  jids: readonly string[],
  found: (known: readonly LastActivity[]) => void,
  signal: AbortSignal,
): Promise<Outcome<readonly LastActivity[]>> {
  const known: LastActivity[] = [];
  const problem = await readMany({
    jids,
    read: (jid) => accounts.lastActivity(jid),
    got: (jid, at) => {
      if (at) known.push({ jid, at: at.is });
      found(known);
    },
    signal,
  });
  return problem ? failed(problem) : done(known);
}

/** How many were there last since `start`, before it, and never. */
export function activityFigures(
  activity: readonly LastActivity[],
  start: number,
): { readonly within: number; readonly earlier: number; readonly never: number } {
  const never = activity.filter(({ at }) => at === undefined).length;
  const within = activity.filter(({ at }) => at !== undefined && at >= start).length;
  return { within, earlier: activity.length - within - never, never };
}

/** How many were there last on each of the `days` days until now, in the time zone of this computer, the oldest first. */
export function perDay(
  activity: readonly LastActivity[],
  now: number,
  days: number,
  label: (day: number) => string,
): readonly Bar[] {
  const starts = lastDays(now, days);
  return starts.map((start, index) => {
    const end = starts[index + 1] ?? Infinity;
    const there = activity.filter(({ at }) => at !== undefined && at >= start && at < end);
    return { label: label(start), value: there.length };
  });
}

/** Midnights, of which the last is the one before `now`. A day may have 23 or 25 hours. */
export function lastDays(now: number, days: number): readonly number[] {
  const today = new Date(now);
  today.setHours(0, 0, 0, 0);
  return Array.from({ length: days }, (_, index) => {
    const noon = new Date(today.getTime() - (days - 1 - index) * DAY + DAY / 2);
    return noon.setHours(0, 0, 0, 0);
  });
}
