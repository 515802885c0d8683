/** Times as XEP-0082 writes them, in UTC. */

/** The end of the year 9999, up to which it can write. */
const LAST_TIME = Date.UTC(10_000, 0) - 1;

/** `at`: milliseconds since 1970. */
export function formatTime(at: number): string {
  return new Date(at).toISOString();
}

/** Milliseconds since 1970, or undefined if it is no time. */
export function parseTime(text: string | undefined): number | undefined {
  const time = Date.parse(text ?? '');
  return time >= 0 && time < LAST_TIME ? time : undefined;
}
