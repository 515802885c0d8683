/**
 * What pages are told of a session, in slices that are sent only when they changed. Plain data:
 * it crosses a port. Everything here is bounded, whatever waits in the session.
 */
import type { BareJid } from './jid.js';
import type { Link } from './link.js';
import type { DomainWarning } from './policy/lookalike.js';
import type { NoPolicy, Setting } from './policy/handling.js';
import type { Handling } from './policy/schema.js';
import type { Rule } from './request.js';

/** How long a sign-in lasts on this device. */
export type StaySignedIn =
  | 'no'
  /** A token that the server can revoke. */
  | 'token'
  /** A key derived from the password, which this browser holds and does not give out. */
  | 'key'
  /** It was asked for, but this server gives no token and this page may keep no key. */
  | 'unavailable';

export interface SessionSlice {
  readonly link: Link;
  readonly account: BareJid | null;
  readonly stay: StaySignedIn;
  /** Preset by the company's browser policy; the sign-in form does not ask for it. */
  readonly preset: { readonly domain: string | null; readonly service: string | null };
}

/** Why requests are not handled as the organisation would have it, if so. */
export type PolicyNotice = { readonly kind: 'none'; readonly reason: NoPolicy } | { readonly kind: 'kept' };

export interface SettingSlice {
  readonly setting: Setting;
  readonly handling: Handling | null;
  readonly saving: 'no' | 'saving' | 'failed';
  readonly notice: PolicyNotice | null;
}

/** One request as a person sees it. */
export interface RequestRow {
  readonly jid: BareJid;
  readonly domain: string;
  readonly nick: string;
  readonly note: string;
  readonly since: number;
  /** A colleague is somebody of a listed domain. Unknown as long as there is no policy. */
  readonly origin: 'colleague' | 'outside' | 'unknown';
  readonly warning: DomainWarning | null;
  /** The person has answered, and the server has not confirmed it yet. */
  readonly pending: 'approve' | 'deny' | 'block' | null;
  /** The RFC 6120 condition with which the last answer was refused. */
  readonly refused: string | null;
  /** We see their presence already, or have asked to: there is nothing to add. */
  readonly alreadyContact: boolean;
}

export interface RequestsSlice {
  /** Whether the server has said what waits. */
  readonly loaded: boolean;
  readonly total: number;
  readonly offset: number;
  readonly rows: readonly RequestRow[];
  readonly canBlock: boolean;
  readonly ignored: readonly BareJid[];
  readonly ignoredTotal: number;
}

/** One line about what was accepted, newest first. `rule` is null if the person did it. */
export interface ActivityLine {
  readonly id: number;
  readonly jid: BareJid;
  readonly at: number;
  readonly rule: Rule | null;
  readonly addedBack: boolean;
  readonly undone: boolean;
}

export interface ActivitySlice {
  readonly total: number;
  readonly lines: readonly ActivityLine[];
}

export interface View {
  readonly session: SessionSlice;
  readonly setting: SettingSlice;
  readonly requests: RequestsSlice;
  readonly activity: ActivitySlice;
}

/** Which part of the waiting requests a page shows. */
export interface Window {
  readonly offset: number;
  readonly limit: number;
}
