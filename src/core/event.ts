/** What happens: said by the server, by the clock, or by a person. Past tense; times are milliseconds since 1970. */
import type { Availability, OwnAvailability } from './availability.js';
import type { BareJid } from './jid.js';
import type { Account, Link } from './link.js';
import type { Mark, Preference } from './marks.js';
import type { Invitation } from './invitations.js';
import type { OptionEntry, OptionName } from './options.js';
import type { ManagedPolicy, NoPolicy } from './policy/handling.js';
import type { Handling, ParsedPolicy, Policy } from './policy/schema.js';
import type { ContactDetails, SubscriptionRequest } from './request.js';
import type { RosterItem } from './roster.js';
import type { Kept } from './kept.js';
import type { ReportReason, ServerFeatures } from './state.js';
import type { Filter } from './view.js';

export type SessionEvent =
  | { readonly type: 'sessionStarted'; readonly account: Account; readonly kept: Kept }
  | { readonly type: 'sessionEnded'; readonly link: Link }
  | { readonly type: 'linkChanged'; readonly link: Link }
  /**
   * A stream is ready. `fresh`: the server will tell everything again. `resumed`: nothing was missed.
   * `restored`: resumed by a new worker, which has the requests as they were kept and nothing else.
   */
  | { readonly type: 'streamReady'; readonly how: 'fresh' | 'resumed' | 'restored' }
  | { readonly type: 'streamLost' }
  /** The server has said everything that it says at sign-in. */
  | { readonly type: 'synchronised'; readonly at: number }
  /** The deadline for the facts has passed; what is unknown now counts as unreadable. */
  | { readonly type: 'factsOverdue' }
  | { readonly type: 'featuresRead'; readonly features: Partial<ServerFeatures> }
  /** The stream ended before it was known what the archive keeps. */
  | { readonly type: 'archiveUntold' }
  /** It is `at`: answers that could be taken back until then are sent. */
  | { readonly type: 'timePassed'; readonly at: number };

export type PolicyEvent =
  | { readonly type: 'managedPolicyChanged'; readonly managed: ManagedPolicy | undefined }
  | { readonly type: 'policyFetched'; readonly policy: Policy }
  | { readonly type: 'policyMissing'; readonly reason: NoPolicy }
  | { readonly type: 'policyPushed'; readonly parsed: ParsedPolicy }
  | { readonly type: 'policyDeleted' };

export type RosterEvent =
  | { readonly type: 'rosterRead'; readonly items: readonly RosterItem[]; readonly at: number }
  | { readonly type: 'rosterUnreadable'; readonly at: number }
  | { readonly type: 'rosterPushed'; readonly item: RosterItem; readonly at: number }
  | { readonly type: 'rosterItemRemoved'; readonly jid: BareJid; readonly at: number };

export type BlockEvent =
  | { readonly type: 'blockListRead'; readonly jids: ReadonlySet<string> }
  | { readonly type: 'blockListUnsupported' }
  | { readonly type: 'blockListUnreadable' }
  | { readonly type: 'blocked'; readonly jids: ReadonlySet<string> }
  /** An empty set means that everybody was unblocked (XEP-0191 §3.5). */
  | { readonly type: 'unblocked'; readonly jids: ReadonlySet<string> };

export type PrivateEvent =
  | {
      readonly type: 'privateRead';
      readonly preference: Preference | null;
      readonly marks: readonly (readonly [BareJid, Mark])[];
      readonly options: readonly (readonly [OptionName, OptionEntry])[];
      readonly invitations: readonly Invitation[];
      readonly at: number;
    }
  | { readonly type: 'privateUnreadable' }
  | { readonly type: 'optionsPushed'; readonly options: readonly (readonly [OptionName, OptionEntry])[] }
  | { readonly type: 'invitationsPushed'; readonly invitations: readonly Invitation[]; readonly at: number }
  | { readonly type: 'optionsSaved'; readonly ok: boolean }
  | { readonly type: 'invitationsSaved'; readonly ok: boolean }
  | { readonly type: 'preferencePushed'; readonly preference: Preference }
  | {
      readonly type: 'marksPushed';
      readonly shard: number;
      readonly marks: readonly (readonly [BareJid, Mark])[];
      readonly at: number;
    }
  | { readonly type: 'preferenceSaved'; readonly ok: boolean }
  | { readonly type: 'marksSaved'; readonly shard: number; readonly ok: boolean };

export type RequestEvent =
  | { readonly type: 'requestReceived'; readonly request: SubscriptionRequest }
  /** They took it back (an inbound `unsubscribe`). */
  | { readonly type: 'requestWithdrawn'; readonly jid: BareJid }
  /** The server, or theirs, answered our answer with an error. */
  | { readonly type: 'answerRefused'; readonly jid: BareJid; readonly condition: string }
  | { readonly type: 'blockAnswered'; readonly jid: BareJid; readonly at: number; readonly refused?: string }
  /** Everything sent before probe `probe` has been dealt with. */
  | { readonly type: 'probeAnswered'; readonly probe: number; readonly at: number }
  | { readonly type: 'probeLost'; readonly probe: number };

export type PresenceEvent =
  /** Somebody's resource says this of itself; null: that it is gone. */
  | {
      readonly type: 'availabilityReceived';
      readonly jid: BareJid;
      readonly resource: string;
      readonly availability: Availability | null;
      readonly at: number;
    }
  /** They ask to see us for a while (XEP-0276). */
  | {
      readonly type: 'temporaryAvailabilityAsked';
      readonly jid: BareJid;
      readonly resource: string;
      readonly at: number;
    }
  /** These people of the directory are in view now, on some page; nobody else is. */
  | { readonly type: 'peopleLookedAt'; readonly jids: ReadonlySet<BareJid>; readonly at: number }
  /** A page shows messages, or an extension: they are taken here from now on. */
  | { readonly type: 'messagesTaken' }
  | { readonly type: 'availabilityChosen'; readonly own: OwnAvailability; readonly at: number }
  /** The first presence of a stream is sent; null: none, and it will not be before something else is chosen. */
  | { readonly type: 'availabilityShown'; readonly availability: Availability | null; readonly at: number }
  /** The person has just used this device. */
  | { readonly type: 'personActive'; readonly at: number };

/** Which requests are meant: those named, or all that a filter lets through now. */
export type Selected = { readonly jids: readonly BareJid[] } | { readonly filter: Filter };

/** What a person asked for, on this device. With `holdUntil` it can be taken back until then. */
export type PersonEvent =
  | {
      readonly type: 'approveChosen';
      readonly jid: BareJid;
      readonly addBack: boolean;
      readonly details?: ContactDetails;
      readonly at: number;
    }
  | { readonly type: 'denyChosen'; readonly jid: BareJid; readonly at: number; readonly holdUntil?: number }
  | { readonly type: 'ignoreChosen'; readonly jid: BareJid; readonly at: number }
  | { readonly type: 'restoreChosen'; readonly jid: BareJid; readonly at: number }
  /** `jid` may be a domain. */
  | {
      readonly type: 'blockChosen';
      readonly jid: BareJid;
      readonly report: ReportReason | null;
      readonly at: number;
      readonly holdUntil?: number;
    }
  | { readonly type: 'unblockChosen'; readonly jid: BareJid; readonly at: number }
  | {
      readonly type: 'bulkChosen';
      readonly act: 'approve' | 'deny' | 'ignore' | 'block';
      readonly selected: Selected;
      readonly addBack: boolean;
      readonly report: ReportReason | null;
      readonly at: number;
      readonly holdUntil?: number;
    }
  | { readonly type: 'bulkStopped'; readonly at: number }
  /** What is not sent yet is taken back. */
  | { readonly type: 'takenBack' }
  | { readonly type: 'undoChosen'; readonly entry: number; readonly at: number }
  | { readonly type: 'handlingChosen'; readonly handling: Handling; readonly at: number }
  | { readonly type: 'optionChosen'; readonly option: OptionName; readonly value: string; readonly at: number }
  | { readonly type: 'allowChosen'; readonly jid: BareJid; readonly at: number }
  | { readonly type: 'disallowChosen'; readonly jid: BareJid; readonly at: number }
  | { readonly type: 'invitationMade'; readonly invitation: Invitation }
  | { readonly type: 'invitationRevoked'; readonly token: string; readonly at: number };

export type Event =
  SessionEvent | PolicyEvent | RosterEvent | BlockEvent | PrivateEvent | RequestEvent | PresenceEvent | PersonEvent;
