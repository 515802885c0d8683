/** What is kept, as it is written (see `store.ts`); what is many stands in records beside these (see `parts.ts`). */
import type { OwnAvailability } from '../core/availability.js';
import type { BareJid } from '../core/jid.js';
import type { Lease } from '../core/leases.js';
import type { Account } from '../core/link.js';
import type { LogEntry } from '../core/log.js';
import type { BulkJob } from '../core/bulk.js';
import type { Invitation } from '../core/invitations.js';
import type { Preference } from '../core/marks.js';
import type { OptionEntry, OptionName } from '../core/options.js';
import type { Policy } from '../core/policy/schema.js';
import { type Answer, type BlockIntent, type Intent } from '../core/state.js';
import type { ResumePoint } from '../xmpp/stream.js';

/** Raised when the shape of a record changes. What another version has kept is as if it were not there. */
export const FORMAT = 2;

export interface Owned {
  readonly format: typeof FORMAT;
  readonly account: BareJid;
}

export interface StreamRecord extends Owned {
  readonly resume: ResumePoint;
  /** Requests in the records beside it. */
  readonly count: number;
  /** People who were there, in records of their own. */
  readonly people: number;
  readonly activeAt: number | undefined;
  readonly unseen: KeptAnswers;
  /** Left out by a worker that knew none. */
  readonly leases?: readonly (readonly [string, Lease])[];
}

type KeptAnswers = readonly (readonly [BareJid, Answer])[];

export interface PersonRecord extends Owned {
  readonly preference: Preference | undefined;
  readonly preferenceUnsaved: boolean;
  readonly toComplete: readonly BareJid[];
  readonly intents: readonly (readonly [BareJid, Intent])[];
  readonly unseen: KeptAnswers;
  readonly toBlock: readonly (readonly [BareJid, BlockIntent])[];
  readonly options: readonly (readonly [OptionName, OptionEntry])[];
  readonly invitations: readonly Invitation[];
  /** What they chose to show of themselves; left out by earlier versions. */
  readonly own?: OwnAvailability;
}

export interface LogRecord extends Owned {
  readonly log: readonly LogEntry[];
}

export interface BulkRecord extends Owned {
  readonly bulk: BulkJob;
}

export interface PolicyRecord extends Owned {
  readonly policy: Policy | null;
  readonly services: readonly string[];
}

/** What is kept belongs to one account. */
export function owned<Fields>({ jid }: Account, fields: Fields): Owned & Fields {
  return { format: FORMAT, account: jid, ...fields };
}

/** Whether `record` is of this version and of `account`. */
export function isOwned(record: unknown, account: BareJid): record is Owned {
  const { format, account: owner } = (record ?? {}) as Partial<Record<keyof Owned, unknown>>;
  return format === FORMAT && owner === account;
}
