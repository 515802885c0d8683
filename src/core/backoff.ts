/** How long to wait before the next attempt: doubling from one second to two minutes, with full jitter above half. */

const FIRST = 1000;
const LONGEST = 2 * 60 * 1000;

/**
 * Milliseconds to wait before attempt `attempt` (1 is the first retry). `random` is from [0, 1):
 * without it, all clients of a restarted server would come back at once.
 */
export function backoff(attempt: number, random: number): number {
  const ceiling = Math.min(LONGEST, FIRST * 2 ** Math.min(attempt - 1, 16));
  return Math.round(ceiling * (0.5 + random / 2));
}
