/** Passwords that administrators give to people. */
import { isPassword } from '../accounts/passwords.js';

/** None that is taken for another when it is read aloud or typed from paper: no i, l, o, 0, 1. */
export const PASSWORD_CHARACTERS = 'abcdefghjkmnpqrstuvwxyz23456789';
const GROUPS = 4;
const GROUP_LENGTH = 5;
export const SHORTEST_PASSWORD = 8;

/** 20 characters of 31: 99 bits. `fill` gives random octets. */
export function generatePassword(
  fill: (octets: Uint8Array<ArrayBuffer>) => Uint8Array = (octets) => crypto.getRandomValues(octets),
): string {
  return Array.from({ length: GROUPS }, () => group(fill)).join('-');
}

function group(fill: (octets: Uint8Array<ArrayBuffer>) => Uint8Array): string {
  const { length } = PASSWORD_CHARACTERS;
  // Octets beyond the last multiple would make the first characters likelier than others.
  const limit = Math.floor(256 / length) * length;
  let text = '';
  while (text.length < GROUP_LENGTH) {
    const [octet = 0] = fill(new Uint8Array(1));
    if (octet < limit) text += PASSWORD_CHARACTERS.charAt(octet % length);
  }
  return text;
}

/** What is wrong with a password that somebody typed; empty if nothing is. */
export function passwordObjection(password: string): string {
  if (password === '') return 'Enter a password, or let one be generated.';
  if (!isPassword(password)) return 'It holds a character that no password can have. Use letters, digits and signs.';
  if (password.length < SHORTEST_PASSWORD) return `Use at least ${SHORTEST_PASSWORD} characters.`;
  return '';
}
