/** The part of an address before the @, as somebody types it for a new account. */
import { addressOf, foldedName } from '../accounts/addresses.js';

export type UserName =
  | { readonly ok: true; readonly username: string; readonly jid: string }
  | { readonly ok: false; readonly reason: string };

/** RFC 7622 §3.3. */
const LONGEST_OCTETS = 1023;
/** RFC 7622 §3.3.1. */
const FORBIDDEN = /["&'/:<>]/u;

/** What the name becomes: servers keep names in lower case. Otherwise, what is wrong with it, for people. */
export function userName(typed: string, domain: string): UserName {
  const name = foldedName(typed.trim());
  const reason = objection(name);
  if (reason) return { ok: false, reason };
  const jid = addressOf(name, domain);
  if (jid) return { ok: true, username: name, jid };
  return {
    ok: false,
    reason: 'It holds a character that no user name can have. Use letters, digits, dots and hyphens.',
  };
}

function objection(name: string): string {
  if (name === '') return 'Enter a user name, such as ann.smith.';
  if (name.includes('@')) return 'Enter only what stands before the @.';
  if (/\s/u.test(name)) return 'A user name has no spaces. Use a dot or a hyphen instead.';
  const character = FORBIDDEN.exec(name)?.[0];
  if (character) return `A user name cannot hold ${character}`;
  if (new TextEncoder().encode(name).length > LONGEST_OCTETS) return 'It is too long for a user name.';
  return '';
}
