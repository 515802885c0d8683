/** The addresses of the organisation's own accounts: nothing else is ever named to its server. */
import { parseJid, type BareJid } from '../../core/jid.js';

/** The address of an account of this name, or undefined if no account can have it. */
export function addressOf(username: string, domain: string): BareJid | undefined {
  const jid = parseJid(`${username}@${domain}`);
  return jid?.local === username && username !== '' ? jid.bare : undefined;
}

/** A name as it is asked for, however it was typed: servers keep names in lower case, and take letters of another width for these. */
export function foldedName(name: string): string {
  return name.normalize('NFKC').toLowerCase().normalize('NFKC');
}

/** The bare JID, if it is that of an account of the domain. */
export function ownAddress(text: string, domain: string): BareJid | undefined {
  const jid = parseJid(text);
  return jid?.local && jid.resource === '' && jid.domain === domain ? jid.bare : undefined;
}
