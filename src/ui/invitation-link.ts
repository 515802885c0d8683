import type { BareJid } from '../core/jid.js';

/** The link that invites to ask `account` (XEP-0379 §3.1): any client that knows such links can open it. */
export function invitationLink(account: BareJid, token: string): string {
  const at = account.indexOf('@');
  // RFC 5122 §2.2: what an IRI does not take as it is, is percent-encoded in UTF-8.
  const address = `${encodeURIComponent(account.slice(0, at))}@${encodeURIComponent(account.slice(at + 1))}`;
  return `xmpp:${address}?roster;preauth=${encodeURIComponent(token)}`;
}
