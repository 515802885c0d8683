/**
 * What pages are told of a session, in slices that are sent only when they changed. Plain data:
 * it crosses a port. Everything here is bounded, whatever waits in the session.
 */
import type { ChatsSlice, ChatsWindow, ChatSlice, ChatWindow } from './chat/chat-view.js';
import type { Invitation } from './invitations.js';
import type { BareJid } from './jid.js';
import type { Link } from './link.js';
import type { DecidedBy, LogAct } from './log.js';
import type { OptionValues } from './options.js';
import type { ContactsSlice, ContactsWindow, OwnSlice, PeopleSlice } from './people-view.js';
import type { DomainWarning } from './policy/lookalike.js';
import type { NoPolicy, Setting } from './policy/handling.js';
import type { LoggingInForce } from './policy/logging.js';
import type { Handling } from './policy/schema.js';

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

/**
 * Where a request stands in the inbox; the first that applies.
 *
 * | group | who |
 * |---|---|
 * | `lookalike` | their domain is written to be taken for another one |
 * | `repeat` | the person turned them away before |
 * | `colleague` | of a listed domain |
 * | `outside` | everybody else |
 */
export const GROUPS = ['colleague', 'outside', 'repeat', 'lookalike'] as const;
export type RequestGroup = (typeof GROUPS)[number];

/** One request as a person sees it. */
export interface RequestRow {
  readonly jid: BareJid;
  readonly domain: string;
  readonly nick: string;
  readonly note: string;
  readonly since: number;
  readonly group: RequestGroup;
  /** A colleague is somebody of a listed domain. Unknown as long as there is no policy. */
  readonly origin: 'colleague' | 'outside' | 'unknown';
  readonly warning: DomainWarning | null;
  /** When the person last turned them away, if they did. */
  readonly turnedAway: number | null;
  /** What the person wrote on the invitation that they came with, if it was a valid one. */
  readonly invitation: string | null;
  /** The person has answered, and the server has not confirmed it yet. */
  readonly pending: 'approve' | 'deny' | 'block' | null;
  /** The RFC 6120 condition with which the last answer was refused. */
  readonly refused: string | null;
  /** We see their presence already, or have asked to: there is nothing to add. */
  readonly alreadyContact: boolean;
}

/** Which requests are meant: a group, of them one domain, of them those that hold a text. */
export interface Filter {
  readonly group: RequestGroup | null;
  readonly domain: string | null;
  readonly text: string;
}
export const NO_FILTER: Filter = { group: null, domain: null, text: '' };

/** What a page shows: a part of the waiting requests, and what else it looks at. What nobody looks at is not worked out. */
export interface Window {
  readonly offset: number;
  readonly limit: number;
  readonly filter: Filter;
  readonly contacts?: ContactsWindow;
  readonly chats?: ChatsWindow;
  readonly chat?: ChatWindow;
  /** People of the directory who are in view: as long as they are, their temporary availability is asked for. */
  readonly people?: readonly BareJid[];
}

/** What can be done about requests on this server. */
export interface Abilities {
  readonly block: boolean;
  /** The server takes reports with a block (XEP-0377). */
  readonly report: boolean;
}

/** An answer to many requests that is being carried out. */
export interface BulkProgress {
  readonly act: 'approve' | 'deny' | 'ignore' | 'block';
  readonly total: number;
  readonly done: number;
}

/** A decline or block that is not sent yet, and can be taken back until then. */
export interface HeldAnswer {
  readonly act: 'deny' | 'block';
  /** A person, or a domain; null for `count` people at once. */
  readonly jid: BareJid | null;
  readonly count: number;
  /** Milliseconds since 1970. */
  readonly until: number;
}

export interface RequestsSlice {
  /** Whether the server has said what waits, and all that is needed to decide about it. */
  readonly loaded: boolean;
  /** How many wait, whatever the filter. */
  readonly total: number;
  readonly counts: Readonly<Record<RequestGroup, number>>;
  /** How many the filter lets through, and the page of them that is shown. */
  readonly matching: number;
  readonly offset: number;
  readonly rows: readonly RequestRow[];
  /** The domains from which most requests come, of the group that is shown. */
  readonly domains: readonly { readonly domain: string; readonly count: number }[];
  readonly can: Abilities;
  /** Groups of the contact list, to choose from. */
  readonly contactGroups: readonly string[];
  readonly ignored: number;
  readonly bulk: BulkProgress | null;
  readonly held: HeldAnswer | null;
}

/** One line of the decision log, newest first. */
export interface LogLine {
  readonly id: number;
  readonly jid: BareJid;
  readonly at: number;
  readonly act: LogAct;
  readonly by: DecidedBy;
  readonly addedBack: boolean;
  readonly undone: boolean;
  /** What can still be done about it: take an acceptance back, show an ignored request, unblock, accept the next request. */
  readonly remedy: 'take-back' | 'bring-back' | 'unblock' | 'allow' | null;
}

/** What was decided last: a few lines. The whole log is asked for (see `ports/protocol.ts`). */
export interface ActivitySlice {
  readonly total: number;
  readonly lines: readonly LogLine[];
}

/** What a person has set, and handed out. */
export interface OptionsSlice {
  readonly values: OptionValues;
  /** How far the last change has got to their server. */
  readonly saving: 'no' | 'saving' | 'failed';
  readonly invitations: readonly Invitation[];
  /** How long the lists are that are asked for page by page. */
  readonly blocked: number;
  readonly ignored: number;
  readonly allowed: number;
  /** What the policy has the server keep of messages, and for how long. */
  readonly logging: LoggingInForce;
}

export interface View {
  readonly session: SessionSlice;
  readonly setting: SettingSlice;
  readonly requests: RequestsSlice;
  readonly activity: ActivitySlice;
  readonly options: OptionsSlice;
  readonly own: OwnSlice;
  /** These are null as long as the page does not look at them. */
  readonly contacts: ContactsSlice | null;
  readonly chats: ChatsSlice | null;
  readonly chat: ChatSlice | null;
  readonly people: PeopleSlice | null;
}

export const NO_MESSAGING = { contacts: null, chats: null, chat: null, people: null } as const;

/** One page of a long list that was asked for. */
export interface ListPage<Entry> {
  readonly total: number;
  readonly offset: number;
  readonly entries: readonly Entry[];
}

/** What somebody says of themselves (XEP-0054), asked for by the person. All of it is a claim. */
export interface Profile {
  readonly name: string;
  readonly organization: string;
  readonly title: string;
  readonly note: string;
  /** A raster image, to be drawn and not to be trusted; null if there is none that is small enough. */
  readonly picture: { readonly type: string; readonly base64: string } | null;
}
