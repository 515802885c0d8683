import { saslprep } from '../../xmpp/saslprep.js';

const OCTETS = 32;

/** Whether anybody could sign in with it: Prosody 0.12.3 makes accounts without one. */
export function isPassword(password: string): boolean {
  return (saslprep(password) ?? '') !== '';
}

/** A password that nobody knows. */
export function unknownPassword(): string {
  return [...crypto.getRandomValues(new Uint8Array(OCTETS))]
    .map((octet) => octet.toString(16).padStart(2, '0'))
    .join('');
}
