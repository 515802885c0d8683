/** Reads the address of somebody as a person types it, and says what is wrong with it before anything is sent. */
import { domainOf, parseJid, typedJid, type BareJid } from '../core/jid.js';

export type TypedAddress =
  | { readonly ok: true; readonly jid: BareJid }
  | { readonly ok: false; readonly why: 'no-address' | 'neither-address-nor-domain' | 'own-address' | 'own-domain' };

/** A person: `name@example.com`. */
export function readPerson(text: string, account: BareJid): TypedAddress {
  const jid = typedJid(text)?.bare;
  if (!jid) return { ok: false, why: 'no-address' };
  return jid === account ? { ok: false, why: 'own-address' } : { ok: true, jid };
}

/** The same, or a user name of our own domain, as one signs in with. */
export function readContact(text: string, account: BareJid): TypedAddress {
  return readPerson(/[@.]/.test(text) ? text : `${text.trim()}@${domainOf(account)}`, account);
}

/** A person, or a whole domain: `example.com` or `@example.com`. Our own domain would shut out our own server. */
export function readPersonOrDomain(text: string, account: BareJid): TypedAddress {
  const typed = text.trim().replace(/^@/, '').normalize('NFC').toLowerCase();
  if (typed.includes('@')) {
    const person = readPerson(typed, account);
    return person.ok || person.why === 'own-address' ? person : { ok: false, why: 'neither-address-nor-domain' };
  }
  const domain = parseJid(typed);
  // A word without a dot is more likely half an address than a domain.
  if (!domain || domain.resource || !typed.includes('.')) return { ok: false, why: 'neither-address-nor-domain' };
  return domain.bare === domainOf(account) ? { ok: false, why: 'own-domain' } : { ok: true, jid: domain.bare };
}
