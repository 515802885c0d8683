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
}

/** The rule by which a request was accepted without asking. */
export type Rule =
  /** The handling accepts everybody. */
  | { readonly kind: 'all' }
  /** `domain` is listed. */
  | { readonly kind: 'organization'; readonly domain: Domain }
  /** We had asked for their presence before. */
  | { readonly kind: 'asked' };

/** What is to become of a waiting request. */
export type Verdict =
  /** Something that the decision depends on is not known yet. */
  | { readonly do: 'wait' }
  | { readonly do: 'prompt' }
  | { readonly do: 'approve'; readonly by: 'policy'; readonly rule: Rule; readonly addBack: boolean }
  | { readonly do: 'approve'; readonly by: 'person'; readonly addBack: boolean }
  | { readonly do: 'deny' }
  | { readonly do: 'block' }
  | { readonly do: 'hide'; readonly why: 'blocked' | 'subscribed' | 'ignored' | 'elsewhere' };
