import { saslprep } from '../../xmpp/saslprep.js';

const OCTETS = 32;

/** Whether anybody could sign in with it: Prosody 0.12.3 makes accounts without one. */
export function isPassword(password: string): boolean {
  return (saslprep(password) ?? '') !== '';
}

/** A password that nobody knows. */
export function unknownPassword(): string {
  return randomHex(OCTETS);
}

/** So many octets of chance, in hexadecimal digits. */
export function randomHex(octets: number): string {
  return [...crypto.getRandomValues(new Uint8Array(octets))]
    .map((octet) => octet.toString(16).padStart(2, '0'))
    .join('');
}
