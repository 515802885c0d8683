/**
 * What a page and the session host say to each other over a port. The page asks for a snapshot and
 * gets it with a revision; from then on it is told what changed, slice by slice. Where a revision
 * is missing it asks again.
 *
 * | page | host |
 * |---|---|
 * | `open` | `snapshot`, or `refused` |
 * | `look` (another page of the list) | `changed` |
 * | `command` | `done` |
 * | `credential` | – (it answers `credential-wanted`) |
 */
import type { ArchiveFound } from '../core/chat/archive-search.js';
import type { OwnAvailability } from '../core/availability.js';
import type { BareJid } from '../core/jid.js';
import type { LinkProblem } from '../core/link.js';
import type { Invitation } from '../core/invitations.js';
import type { OptionName } from '../core/options.js';
import type { Barrier } from '../core/policy/federation.js';
import type { Handling } from '../core/policy/schema.js';
import type { DirectoryPage } from '../core/people-view.js';
import type { ReportReason } from '../core/state.js';
import type { Filter, ListPage, LogLine, Profile, View, Window } from '../core/view.js';

/** Spoken by both sides, or not at all: a site may still run an older worker. */
export const PROTOCOL = 1;

/** What somebody may do about many requests at once. */
export type BulkAct = 'approve' | 'deny' | 'ignore' | 'block';

/** Which requests: those named, or all that a filter lets through when the command is taken. */
export type Selection = { readonly jids: readonly BareJid[] } | { readonly filter: Filter };

/** The lists of people that are read page by page. */
export type PeopleList = 'blocked' | 'ignored' | 'allowed';

/** What a person can ask for. */
export type Command =
  | {
      readonly name: 'sign-in';
      readonly jid: string;
      readonly password: string;
      /** A `wss://` URL; found by XEP-0156 if left out. */
      readonly service: string | null;
      readonly stay: boolean;
      readonly allowPlain: boolean;
    }
  /** Sign in with tokens that the page hands out when it is asked to. */
  | { readonly name: 'sign-in-with-token'; readonly jid: string; readonly service: string | null }
  | { readonly name: 'sign-out' }
  /** Try to connect at once. */
  | { readonly name: 'reconnect' }
  | {
      readonly name: 'approve';
      readonly jid: BareJid;
      readonly addBack: boolean;
      /** What to call them, and where to put them, on the contact list. */
      readonly details: { readonly name: string; readonly groups: readonly string[] } | null;
    }
  | { readonly name: 'deny'; readonly jid: BareJid }
  | { readonly name: 'ignore'; readonly jid: BareJid }
  | { readonly name: 'restore'; readonly jid: BareJid }
  /** A person, or a whole domain. Whatever waits from there is declined. */
  | { readonly name: 'block'; readonly jid: BareJid; readonly report: ReportReason | null }
  | { readonly name: 'unblock'; readonly jid: BareJid }
  | {
      readonly name: 'bulk';
      readonly act: BulkAct;
      readonly selection: Selection;
      readonly addBack: boolean;
      readonly report: ReportReason | null;
    }
  | { readonly name: 'stop-bulk' }
  /** Takes back what is not sent yet. */
  | { readonly name: 'take-back' }
  /** Undoes a line of the log, as far as it can be. */
  | { readonly name: 'undo'; readonly entry: number }
  | { readonly name: 'choose-handling'; readonly handling: Handling }
  | { readonly name: 'set-option'; readonly option: OptionName; readonly value: string }
  /** Accept them without asking when they ask. */
  | { readonly name: 'allow'; readonly jid: BareJid }
  | { readonly name: 'disallow'; readonly jid: BareJid }
  | {
      readonly name: 'invite';
      /** Random; whoever has it is let in. The page makes it: asked twice, there is one invitation. */
      readonly token: string;
      readonly label: string;
      readonly days: number;
      readonly once: boolean;
    }
  | { readonly name: 'revoke-invitation'; readonly token: string }
  | MessagingCommand
  | Question;

/** Commands of contact list, directory and chat. */
export type MessagingCommand =
  | { readonly name: 'set-availability'; readonly availability: OwnAvailability }
  /** The person has just used this device. */
  | { readonly name: 'be-active' }
  /** Asks to see somebody's presence, and puts them on the contact list; whoever is on it already is asked again. */
  | {
      readonly name: 'add-contact';
      readonly jid: BareJid;
      readonly contact: string;
      readonly groups: readonly string[];
      /** What the request says. */
      readonly note: string;
    }
  /** Names a contact anew, and puts them into these groups. */
  | {
      readonly name: 'edit-contact';
      readonly jid: BareJid;
      readonly contact: string;
      readonly groups: readonly string[];
    }
  /** Ends the subscriptions of both sides, and takes them off the list (RFC 6121 §2.5). */
  | { readonly name: 'remove-contact'; readonly jid: BareJid }
  /** Takes back our own request that they have not answered. */
  | { readonly name: 'cancel-contact-request'; readonly jid: BareJid }
  /** `id`: random, made by the page; asked twice, it is sent once. `corrects`: the message of ours that it replaces. */
  | {
      readonly name: 'send-message';
      readonly jid: BareJid;
      readonly id: string;
      readonly text: string;
      readonly corrects: string | null;
    }
  /** Sends once more what came back. */
  | { readonly name: 'retry-message'; readonly jid: BareJid; readonly id: string }
  /** Forgets what came back, or was not sent yet. */
  | { readonly name: 'discard-message'; readonly jid: BareJid; readonly id: string }
  /** What is typed and not sent; told to them as a typing notice where the person allows that. */
  | { readonly name: 'keep-draft'; readonly jid: BareJid; readonly text: string; readonly typing: boolean }
  /** A stranger's conversation becomes one like others. */
  | { readonly name: 'accept-stranger'; readonly jid: BareJid }
  /** Asks the archive for more of what is older than `until` of the conversation that is looked at. */
  | { readonly name: 'read-older'; readonly jid: BareJid };

/** Commands that change nothing, and are answered with data. */
export type Question =
  | { readonly name: 'read-log'; readonly text: string; readonly offset: number; readonly limit: number }
  | {
      readonly name: 'read-people';
      readonly list: PeopleList;
      readonly text: string;
      readonly offset: number;
      readonly limit: number;
    }
  /** Searches the organisation's directory. `after`: the `next` of the page before. */
  | { readonly name: 'find-people'; readonly text: string; readonly after: string | null }
  /**
   * Looks through the person's own archive, from its end (`before`: null) or from the `next` of what was found before, as far as one
   * question reads. `person`: a part of a name or of an address; both empty: everything. At most `limit` are found.
   */
  | {
      readonly name: 'read-archive';
      readonly text: string;
      readonly person: string;
      readonly before: string | null;
      readonly limit: number;
    }
  /** Asks their server for what somebody says of themselves; that server can tell that it was asked. */
  | { readonly name: 'read-profile'; readonly jid: BareJid };

/** What each command is answered with, where there is more to say than that it was taken. */
export interface Answers {
  readonly 'read-log': ListPage<LogLine>;
  readonly 'read-people': ListPage<{ readonly jid: BareJid; readonly at: number | null }>;
  readonly 'read-profile': Profile;
  readonly 'find-people': DirectoryPage;
  readonly 'read-archive': ArchiveFound;
  readonly invite: Invitation;
  /** How many wait again. */
  readonly 'stop-bulk': number;
}
export type AnswerOf<Name extends Command['name']> = Name extends keyof Answers ? Answers[Name] : undefined;

/** Whom a page is for: a session of somebody else is none of its business. */
export interface Expectation {
  /** As somebody wrote it; the host reads it. */
  readonly jid: string | null;
  readonly domain: string | null;
}

export type PageMessage =
  | {
      readonly type: 'open';
      readonly protocol: number;
      readonly expects: Expectation;
      readonly window: Window;
      /** The page can be asked for tokens. */
      readonly givesTokens: boolean;
    }
  | { readonly type: 'look'; readonly window: Window }
  /** Somebody is about to sign in: whatever that takes can be loaded meanwhile. */
  | { readonly type: 'prepare' }
  | { readonly type: 'command'; readonly id: number; readonly command: Command }
  | { readonly type: 'credential'; readonly id: number; readonly token: string | null };

/** Why a command was not taken, or did not succeed. */
export type CommandProblem =
  | { readonly kind: 'not-allowed' }
  | { readonly kind: 'not-signed-in' }
  /** Whoever is blocked cannot be asked. */
  | { readonly kind: 'blocked' }
  /** The organisation lets nothing pass between its people and that domain. */
  | { readonly kind: 'suspended'; readonly barrier: Barrier; readonly domain: string }
  /** One is no contact of oneself. */
  | { readonly kind: 'own-address' }
  /** A domain can be blocked, but not be a contact. */
  | { readonly kind: 'no-person' }
  /** The organisation has no directory that could be searched. */
  | { readonly kind: 'no-directory' }
  /** It needs the server, which is not there just now. */
  | { readonly kind: 'not-online' }
  /** The server, or theirs, answered with this RFC 6120 condition. */
  | { readonly kind: 'refused'; readonly condition: string }
  /** Somebody is signed in already; they have to sign out first. */
  | { readonly kind: 'account-mismatch'; readonly account: BareJid }
  /** Something went wrong here that nobody expected; it may not have been taken. */
  | { readonly kind: 'failed' }
  /** A part of the site's worker could not be fetched. */
  | { readonly kind: 'not-loaded' }
  | { readonly kind: 'link'; readonly problem: LinkProblem };

export type CommandResult<Data = unknown> =
  { readonly ok: true; readonly data?: Data } | { readonly ok: false; readonly problem: CommandProblem };

export type HostMessage =
  | { readonly type: 'snapshot'; readonly revision: number; readonly view: View }
  | { readonly type: 'changed'; readonly revision: number; readonly slices: Partial<View> }
  | { readonly type: 'refused'; readonly reason: 'protocol' }
  | { readonly type: 'refused'; readonly reason: 'account-mismatch'; readonly account: BareJid }
  | { readonly type: 'done'; readonly id: number; readonly result: CommandResult }
  | { readonly type: 'credential-wanted'; readonly id: number; readonly jid: BareJid };

/** One end of a port, whatever carries it. */
export interface Channel<Out> {
  post(message: Out): void;
  /** Called for each message, unchecked. */
  onMessage(receive: (message: unknown) => void): void;
  onClose(closed: () => void): void;
  close(): void;
}
