/**
 * SASLprep (RFC 4013) of a password, as RFC 5802 asks for it.
 *
 * The check of bidirectional text (§2.3 there) is left out: a server that makes it never accepted
 * such a password, and Unicode's direction classes are not to be had in a browser.
 */

// RFC 3454 B.1, what is mapped to nothing, and C.1.2, the spaces.
const MAPPED_TO_NOTHING = /[\u00AD\u034F\u1806\u180B-\u180D\u200B-\u200D\u2060\uFE00-\uFE0F\uFEFF]/gu;
const OTHER_SPACES = /[\u00A0\u1680\u2000-\u200A\u202F\u205F\u3000]/gu;
// RFC 3454 C.2 to C.9.
const PROHIBITED =
  /[\p{Cc}\p{Co}\p{Cs}\p{Noncharacter_Code_Point}\u06DD\u070F\u180E\u2028\u2029\u2061-\u2063\u206A-\u206F\uFFF9-\uFFFD\u2FF0-\u2FFB\u0340\u0341\u200E\u200F\u202A-\u202E\u{E0001}\u{E0020}-\u{E007F}\u{1D173}-\u{1D17A}]/u;

/** The prepared password, or undefined if it holds what no password may. */
export function saslprep(password: string): string | undefined {
  const prepared = password.replace(OTHER_SPACES, ' ').replace(MAPPED_TO_NOTHING, '').normalize('NFKC');
  return PROHIBITED.test(prepared) ? undefined : prepared;
}
