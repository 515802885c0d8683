/** For how many days messages are kept, as somebody typed it. */

export type DaysEntry = { readonly ok: true; readonly days: number } | { readonly ok: false; readonly problem: string };

/** A hundred years. */
const MOST_DAYS = 36_500;

/** Reads a number of days. */
export function readDays(typed: string): DaysEntry {
  const text = typed.trim();
  if (text === '') return { ok: false, problem: 'Write a number of days, such as 90.' };
  if (!/^\d+$/.test(text)) return { ok: false, problem: 'Write a whole number in digits, such as 90.' };
  const days = Number(text);
  if (days === 0) return { ok: false, problem: 'That would keep nothing. To keep nothing, choose “No one” above.' };
  if (days > MOST_DAYS) return { ok: false, problem: 'That is more than a hundred years. Choose “For good” instead.' };
  return { ok: true, days };
}
