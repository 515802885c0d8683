import type { Availability, OwnAvailability } from './availability.js';
import type { BulkJob } from './bulk.js';
import type { Invitation } from './invitations.js';
import type { BareJid } from './jid.js';
import type { Lease } from './leases.js';
import type { LogEntry } from './log.js';
import type { Mark, Preference } from './marks.js';
import type { OptionEntry, OptionName } from './options.js';
import type { Policy } from './policy/schema.js';
import type { SubscriptionRequest } from './request.js';
import type { Answer, BlockIntent, Intent } from './state.js';

/** What survives the death of a worker; see `session/store.ts` for where and how long. */
export interface Kept {
  readonly policy?: Policy;
  readonly preference?: Preference;
  /** The preference has not reached the server yet. */
  readonly preferenceUnsaved?: boolean;
  readonly marks: readonly (readonly [BareJid, Mark])[];
  readonly toComplete: readonly BareJid[];
  readonly intents: readonly (readonly [BareJid, Intent])[];
  readonly unseen: readonly (readonly [BareJid, Answer])[];
  readonly toBlock: readonly (readonly [BareJid, BlockIntent])[];
  readonly bulk?: BulkJob;
  readonly options: readonly (readonly [OptionName, OptionEntry])[];
  readonly invitations: readonly Invitation[];
  readonly requests: readonly SubscriptionRequest[];
  /** When requests were first seen that a fresh stream will deliver again. */
  readonly seen: readonly (readonly [BareJid, number])[];
  readonly log: readonly LogEntry[];
  /** Who was there; a stream that is resumed does not say it again. */
  readonly availability: readonly (readonly [BareJid, ReadonlyMap<string, Availability>])[];
  readonly own?: OwnAvailability;
  readonly activeAt?: number;
  /** Whoever resumes the stream takes them back in time. */
  readonly leases: readonly (readonly [string, Lease])[];
}

export const NOTHING_KEPT: Kept = {
  marks: [],
  toComplete: [],
  intents: [],
  unseen: [],
  toBlock: [],
  options: [],
  invitations: [],
  requests: [],
  seen: [],
  log: [],
  availability: [],
  leases: [],
};
