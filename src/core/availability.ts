/** Availability, one's own and that of others (RFC 6121 §4). */

/** RFC 6121 §4.7.2.1; `available` where a presence has no `<show/>`. From most to least likely to answer. */
export const SHOWS = ['chat', 'available', 'away', 'xa', 'dnd'] as const;
export type Show = (typeof SHOWS)[number];

/** What one resource says. */
export interface Availability {
  readonly show: Show;
  readonly status: string;
  /** From -128 to 127. */
  readonly priority: number;
  /** Since when nobody has touched that device (XEP-0319), in milliseconds since 1970. */
  readonly idleSince: number | null;
}

/** What a person has chosen to show of themselves; `invisible`: nothing to anybody. */
export interface OwnAvailability {
  readonly show: Exclude<Show, 'chat' | 'xa'> | 'invisible';
  readonly status: string;
}

export const OWN_SHOWS = [
  'available',
  'away',
  'dnd',
  'invisible',
] as const satisfies readonly OwnAvailability['show'][];
/** Characters of one's own status text. */
export const LONGEST_STATUS = 200;
export const AVAILABLE: OwnAvailability = { show: 'available', status: '' };
