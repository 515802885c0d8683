/** What a person sees of the connection to their server. */
import type { BareJid, Domain } from './jid.js';

/** Who is signed in. */
export interface Account {
  readonly jid: BareJid;
  readonly domain: Domain;
}

/** What stands between a person and their session. Each kind has its own words, and its own way out. */
export type LinkProblem =
  | { readonly kind: 'wrong-password' }
  /** The sign-in kept on this device no longer fits the account (changed password, revoked token). */
  | { readonly kind: 'sign-in-expired' }
  /** The site's `credentials` callback failed, or the server refused its token. */
  | { readonly kind: 'token-refused' }
  | { readonly kind: 'account-disabled' }
  /** Nothing at that domain says where its XMPP service is (XEP-0156). */
  | { readonly kind: 'unknown-domain'; readonly domain: string }
  | { readonly kind: 'invalid-address' }
  /** The service address is not `wss://`, nor `ws://` on this machine. */
  | { readonly kind: 'insecure-service'; readonly service: string }
  | { readonly kind: 'unreachable'; readonly service: string }
  | { readonly kind: 'timeout' }
  /** No sign-in mechanism in common, or only ones weaker than this server has offered before. */
  /** `wanted`: a token of the site's own sign-on is there, and no mechanism takes it. */
  | { readonly kind: 'no-mechanism'; readonly offered: readonly string[]; readonly wanted?: 'token' }
  /** The server could not prove that it knows the password (SCRAM), or sent us to another host. */
  | { readonly kind: 'not-genuine' }
  /** The same device id signed in elsewhere. */
  | { readonly kind: 'replaced' }
  | { readonly kind: 'closed-by-server'; readonly condition: string };

/** The state of the connection. Times are milliseconds since 1970. */
export type Link =
  /** Looking whether somebody is signed in. */
  | { readonly phase: 'starting' }
  /** `left`: by the person themselves, so a site's own sign-on does not fetch them back. */
  | { readonly phase: 'signed-out'; readonly problem?: LinkProblem; readonly left?: true }
  | { readonly phase: 'connecting' }
  | { readonly phase: 'online' }
  | { readonly phase: 'offline'; readonly problem?: LinkProblem; readonly retryAt: number | null };
