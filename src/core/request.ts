import type { BareJid, Domain } from './jid.js';

/** Somebody asks for our presence: an inbound `subscribe` (RFC 6121 §3.1) that the server has not seen answered. */
export interface SubscriptionRequest {
  readonly jid: BareJid;
  readonly domain: Domain;
  /** The name they give themselves (XEP-0172); a claim, cut to length. */
  readonly nick: string;
  /** What they wrote with the request (`status`); cut to length. */
  readonly note: string;
  /** When this device first saw it, in milliseconds since 1970. */
  readonly since: number;
  /** The token of an invitation that came with it (XEP-0379). */
  readonly token?: string;
}

/** The rule by which a request was accepted without asking. */
export type Rule =
  /** The handling accepts everybody. */
  | { readonly kind: 'all' }
  /** `domain` is listed. */
  | { readonly kind: 'organization'; readonly domain: Domain }
  /** We had asked for their presence before. */
  | { readonly kind: 'asked' }
  /** The person wrote them down in advance. */
  | { readonly kind: 'allowed' }
  /** They came with a token that the person handed out; `label` is what the person wrote on it. */
  | { readonly kind: 'invited'; readonly label: string };

/** What an accepted contact is called, and the groups it is in, on the contact list (RFC 6121 §2.1.2). */
export interface ContactDetails {
  readonly name: string;
  readonly groups: readonly string[];
}

/** What is to become of a waiting request. */
export type Verdict =
  /** Something that the decision depends on is not known yet. */
  | { readonly do: 'wait' }
  | { readonly do: 'prompt' }
  | { readonly do: 'approve'; readonly by: 'policy'; readonly rule: Rule; readonly addBack: boolean }
  | { readonly do: 'approve'; readonly by: 'person'; readonly addBack: boolean; readonly details?: ContactDetails }
  | { readonly do: 'deny' }
  | { readonly do: 'block' }
  | { readonly do: 'hide'; readonly why: 'blocked' | 'subscribed' | 'federation' | 'ignored' | 'elsewhere' };
