/** Spreadsheets compute what begins like a formula: in files of ours it does not, and is read again as it was. */

// With the guards that it has already: one more, or one fewer, is what tells it from what it was.
const FORMULA = /^'*[=+\-@\t\r]/;
const GUARD = "'";

/** The text with a mark before it that keeps it from being computed, where it would be. */
export function withGuard(text: string): string {
  return FORMULA.test(text) ? `${GUARD}${text}` : text;
}

/** The text as it was before `withGuard`. */
export function withoutGuard(text: string): string {
  return text.startsWith(GUARD) && FORMULA.test(text) ? text.slice(1) : text;
}
