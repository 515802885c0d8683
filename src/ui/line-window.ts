/** Which lines of a long list to ask for, of those that are in view and some before and after them. */

/** The session gives no more at once. */
export const MOST_LINES = 200;
/** Asked for beside those in view, at least. */
const BESIDE = 20;

export interface LineRange {
  readonly offset: number;
  readonly limit: number;
}

/**
 * Undefined as long as those that were asked for will do: half of what is beside them may be scrolled through first.
 * `length`: of the whole list.
 */
export function linesToAsk(view: LineRange, length: number, asked: LineRange): LineRange | undefined {
  const shown = Math.min(view.limit, MOST_LINES);
  const beside = Math.max(0, Math.min(Math.max(BESIDE, shown), Math.floor((MOST_LINES - shown) / 2)));
  const margin = Math.floor(beside / 2);
  const from = Math.max(0, view.offset - margin);
  const to = Math.min(length, view.offset + shown + margin);
  if (asked.offset <= from && to <= asked.offset + asked.limit) return undefined;
  return { offset: Math.max(0, view.offset - beside), limit: shown + 2 * beside };
}
