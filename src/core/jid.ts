/**
 * Addresses (RFC 7622), parsed by hand so that two addresses are equal here only if they are equal
 * to the server: the first `/` ends the bare JID, the first `@` before it ends the localpart.
 *
 * The localpart is kept as the server wrote it (it has normalised it already). The domain is put
 * in canonical form, because decisions hang on it: one trailing dot dropped, NFC, lower case.
 */

declare const bare: unique symbol;
declare const full: unique symbol;
declare const domainBrand: unique symbol;

/** A domain in canonical form. It may still be one that no organisation could list, such as an IP literal. */
export type Domain = string & { readonly [domainBrand]: true };
/** `local@domain` or `domain`, canonical. */
export type BareJid = string & { readonly [bare]: true };
/** `local@domain/resource`. */
export type FullJid = string & { readonly [full]: true };

export interface Jid {
  readonly local: string;
  readonly domain: Domain;
  readonly resource: string;
  readonly bare: BareJid;
}

/** RFC 7622 §3.1: no part is longer than 1023 octets. */
const LONGEST_PART = 1023;
// RFC 7622 §3.3.1, with the controls, spaces and invisible characters that no PRECIS profile admits.
const FORBIDDEN_IN_LOCAL = /["&'/:<>@\s\p{Cc}\p{Cf}\p{Cs}\p{Co}]/u;
const FORBIDDEN_IN_DOMAIN = /["&'/<>@\\\s\p{Cc}\p{Cf}\p{Cs}\p{Co}]/u;
const FORBIDDEN_IN_RESOURCE = /[\p{Cc}\p{Cs}]/u;

/** Reads an address from the wire. Source: the `from`, `to` or `jid` of a stanza. Undefined if it is none. */
export function parseJid(text: string): Jid | undefined {
  const slash = text.indexOf('/');
  const address = slash < 0 ? text : text.slice(0, slash);
  const resource = slash < 0 ? '' : text.slice(slash + 1);
  const at = address.indexOf('@');
  const local = at < 0 ? '' : address.slice(0, at);
  const domain = parseDomain(at < 0 ? address : address.slice(at + 1));
  if (!domain) return undefined;
  // RFC 7622 §3.3.1 and RFC 6122 §2.3: what folds to one of them is forbidden, too, as a full-width `@` or `/` is.
  if (at >= 0 && (!isPart(local, FORBIDDEN_IN_LOCAL) || FORBIDDEN_IN_LOCAL.test(local.normalize('NFKC')))) {
    return undefined;
  }
  if (slash >= 0 && !isPart(resource, FORBIDDEN_IN_RESOURCE)) return undefined;
  return { local, domain, resource, bare: (local ? `${local}@${domain}` : domain) as BareJid };
}

/** The domain of a bare JID; as a JID, for a domain is one, too. */
export function domainOf(jid: BareJid): BareJid {
  return jid.slice(jid.indexOf('@') + 1) as BareJid;
}

/** The bare JID of an address from the wire, or undefined. */
export function bareJid(text: string): BareJid | undefined {
  return parseJid(text)?.bare;
}

/**
 * Reads the address of a person as somebody typed it: spaces around it dropped, lower case.
 * Undefined unless it has a localpart and a domain, and no resource.
 */
export function typedJid(text: string): Jid | undefined {
  const jid = parseJid(text.trim().normalize('NFC').toLowerCase());
  return jid?.local && !jid.resource ? jid : undefined;
}

/**
 * The canonical form of a domain, or undefined if no stanza could come from it.
 *
 * A domain that holds a character which folding would turn into an ASCII one (the Kelvin sign into
 * `k`, full-width letters, ligatures) stays as it is, and so never equals a domain without it. So does one with
 * a capital sharp s, which is `ss` to some (UTS 46 before revision 31) and a small one to others.
 */
export function parseDomain(text: string): Domain | undefined {
  const undotted = text.replace(/\.$/, '');
  const canonical = foldsToAscii(undotted)
    ? undotted.replace(/[A-Z]/g, (letter) => letter.toLowerCase())
    : undotted.normalize('NFC').toLowerCase().normalize('NFC'); // small letters may compose anew
  return isPart(canonical, FORBIDDEN_IN_DOMAIN) ? (canonical as Domain) : undefined;
}

function foldsToAscii(text: string): boolean {
  return (text.match(/[^\p{ASCII}]/gu) ?? []).some(
    (character) => character === 'ẞ' || /\p{ASCII}/u.test(character.normalize('NFKC').toLowerCase()),
  );
}

function isPart(text: string, forbidden: RegExp): boolean {
  if (!text || forbidden.test(text)) return false;
  return text.length * 3 <= LONGEST_PART || octets(text) <= LONGEST_PART;
}

/** Length in UTF-8 octets. */
function octets(text: string): number {
  let length = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    length += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return length;
}
