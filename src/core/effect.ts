/** What is to be done in the world; `session/perform.ts` does it, in this order. */
import type { Availability } from './availability.js';
import type { BareJid } from './jid.js';
import type { Preference } from './marks.js';
import type { Invitation } from './invitations.js';
import type { OptionEntry, OptionName } from './options.js';
import type { LoggingMode, Policy } from './policy/schema.js';
import type { ContactDetails } from './request.js';
import type { RosterItem } from './roster.js';
import type { ReportReason } from './state.js';

export type Effect =
  /** The person's intents must be durable before anything that follows is sent. */
  | { readonly type: 'keepIntents' }
  /** Keep the last good policy, or forget it. */
  | { readonly type: 'keepPolicy'; readonly policy: Policy | null }
  /** Say so (`timePassed`) when it is `at`. */
  | { readonly type: 'waitUntil'; readonly at: number }
  | { readonly type: 'approve'; readonly jid: BareJid; readonly addBack: boolean; readonly details?: ContactDetails }
  | { readonly type: 'deny'; readonly jid: BareJid }
  /** Take an approval back; also our own request for their presence, and the contact that it created. */
  | { readonly type: 'cancel'; readonly jid: BareJid; readonly takeBack: boolean; readonly remove: boolean }
  /** Block a person or a domain; `decline` are those who wait and are covered by it. */
  | {
      readonly type: 'block';
      readonly jid: BareJid;
      readonly decline: readonly BareJid[];
      readonly report: ReportReason | null;
    }
  | { readonly type: 'unblock'; readonly jid: BareJid }
  /** Approve in advance, at a server that keeps that (RFC 6121 §3.4). */
  | { readonly type: 'preApprove'; readonly jid: BareJid }
  /** An approval met a withdrawal: clear what the server made of it. `item` is the contact as it was before. */
  | {
      readonly type: 'repairRoster';
      readonly jid: BareJid;
      readonly item: RosterItem | undefined;
      /** We asked for their presence in return; that is taken back, too. */
      readonly takeBack?: true;
    }
  /** Ask something that is answered only after all that was sent before has been dealt with. */
  | { readonly type: 'probe'; readonly probe: number }
  | { readonly type: 'readRoster' }
  /** The account's archive is to keep what the policy says (XEP-0441). */
  | { readonly type: 'setArchive'; readonly mode: Exclude<LoggingMode, 'unset'> }
  | { readonly type: 'publishMarks'; readonly shard: number }
  | { readonly type: 'publishPreference'; readonly preference: Preference }
  | { readonly type: 'publishOptions'; readonly options: readonly (readonly [OptionName, OptionEntry])[] }
  | { readonly type: 'publishInvitations'; readonly invitations: readonly Invitation[] }
  /** Tell everybody who sees our presence; null: that we are not there. */
  | { readonly type: 'announceAvailability'; readonly availability: Availability | null }
  /** Tell `to` alone, a resource or all of somebody's; null: take it back. */
  | { readonly type: 'showAvailability'; readonly to: string; readonly availability: Availability | null }
  /** Ask somebody to show us their availability for a while, which shows them ours (XEP-0276). */
  | { readonly type: 'askAvailability'; readonly jid: BareJid; readonly availability: Availability }
  /** Tell the person that somebody new asks. */
  | { readonly type: 'announce'; readonly jids: readonly BareJid[] };
