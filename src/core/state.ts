/**
 * Everything the session knows. Facts are what the server (or the person) said; the rest is derived
 * from them by `reconcile`, and stands here only so that it need not be derived for every reader.
 *
 * `step` advances a state in place: the collections are large and change an entry at a time, so
 * copying them would make a thousand requests cost a million steps. Nobody else writes to it.
 */
import { AVAILABLE, type Availability, type OwnAvailability } from './availability.js';
import type { BareJid } from './jid.js';
import type { Asked } from './directory/asking.js';
import type { Lease } from './leases.js';
import type { Account, Link } from './link.js';
import type { BulkJob } from './bulk.js';
import type { Invitation } from './invitations.js';
import { NOTHING_KEPT, type Kept } from './kept.js';
import { turnedAway, type LogEntry } from './log.js';
import type { Mark, Preference } from './marks.js';
import type { OptionEntry, OptionName } from './options.js';
import { federationInForce, type FederationInForce } from './policy/federation.js';
import { loggingInForce, type LoggingInForce } from './policy/logging.js';
import type { InForce, ManagedPolicy, PolicyFact, PreferenceFact } from './policy/handling.js';
import type { LoggingMode, Policy } from './policy/schema.js';
import type { ContactDetails, SubscriptionRequest, Verdict } from './request.js';
import type { RosterItem } from './roster.js';
import type { Standing } from './standing.js';

/** A request that waits, as far as this device knows. */
export interface Waiting {
  readonly request: SubscriptionRequest;
  /** The stream that delivered it; one that an earlier stream delivered is shown, but not answered. */
  epoch: number;
  verdict: Verdict;
  /** The server refused our answer with this RFC 6120 condition: nothing is automatic any more. */
  refused?: string;
  /** Where it stands in the inbox; worked out when somebody looks (see `standing.ts`). */
  standing?: Standing;
}

/** What the person answered on this device, kept until the server has it, or (a decline) until it is sent. */
export type Intent =
  | { readonly act: 'accept'; readonly addBack: boolean; readonly details?: ContactDetails; readonly at: number }
  | { readonly act: 'deny'; readonly at: number };

/** Somebody, or a whole domain, is to be blocked. */
export interface BlockIntent {
  readonly report: ReportReason | null;
  readonly at: number;
}

/** XEP-0377 §4 */
export type ReportReason = 'spam' | 'abuse';

/** An answer on its way: sent, and not yet confirmed by the server. */
export interface Answer {
  /** `pre-approve`, `cancel-pre-approval`: nobody waits; the server is to let somebody in by itself, or not any more. */
  readonly act: 'approve' | 'deny' | 'cancel' | 'block' | 'pre-approve' | 'cancel-pre-approval';
  readonly verdict: Verdict;
  /** The contact as it was before. */
  readonly before: RosterItem | undefined;
  /** The probe whose answer comes after the server has dealt with this one. */
  probe: number;
  /** The probe is answered and nothing showed: the roster is being read again. */
  unconfirmed: boolean;
  /** The stream was lost since: it may never have been sent. */
  doubtful?: boolean;
  /** The request that it answers was withdrawn since. One that waits now is another one. */
  withdrawn?: boolean;
}

export type BlockFact =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'known'; readonly jids: Set<string> }
  | { readonly kind: 'unsupported' }
  | { readonly kind: 'unreadable' };

export type RosterFact =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'known'; readonly items: Map<BareJid, RosterItem> }
  | { readonly kind: 'unreadable' };

/** How far something has got that is being written to the server. */
export type Saving = 'no' | 'saving' | 'failed';

/** What only some servers can do. */
export interface ServerFeatures {
  /** It takes reports (XEP-0377). */
  readonly reports: boolean;
  /** It keeps approvals in advance (RFC 6121 §3.4). */
  readonly preApproval: boolean;
}

export interface State {
  account: Account | null;
  link: Link;
  /** A stream is open and stanzas may be sent. */
  online: boolean;
  epoch: number;
  /** The server has said everything it says at sign-in: what it did not deliver again is not waiting. */
  synchronised: boolean;
  /** It has said who waits, too: only somebody who is there for others is told (RFC 6121 §3.1.3). */
  told: boolean;

  managed: ManagedPolicy | undefined;
  policy: PolicyFact;
  /** The last policy that was read without error, for when the service cannot be reached. */
  keptPolicy: Policy | undefined;
  preference: PreferenceFact;
  blocked: BlockFact;
  roster: RosterFact;
  /** What else the server can do. */
  features: ServerFeatures;
  /** What others show of themselves, by resource (see `seen.ts`); who is not here has not said that they are there. */
  availability: Map<BareJid, ReadonlyMap<string, Availability>>;
  own: OwnAvailability;
  /** Messages are shown here, so they may be sent here. */
  takesMessages: boolean;
  /** When the person last used this device. */
  activeAt: number | undefined;
  /** What the server was told of us on this stream (null: that we are not there); undefined before the first presence. */
  shown: Availability | null | undefined;
  /** When it is looked next whether this device is still in use. */
  looksForIdle: number | undefined;
  /** What time it was last said to be. */
  clock: number;
  /** To whom we show ourselves for a while who does not see our presence otherwise (see `leases.ts`). */
  leases: Map<string, Lease>;
  /** When people were answered who asked for that: no more of a minute than count. */
  askers: Map<BareJid, readonly number[]>;
  /** The people of the directory who are in view, on any page. */
  lookedAt: ReadonlySet<BareJid>;
  /** Of them, those whom we have asked to show themselves for a while (see `directory/asking.ts`). */
  asking: Map<BareJid, Asked>;
  /** Contacts who heard that we are gone, for we had asked them, and who do not see our presence yet. */
  left: Set<BareJid>;
  requests: Map<BareJid, Waiting>;
  /** When requests of an earlier session were first seen. */
  firstSeen: ReadonlyMap<BareJid, number>;

  marks: Map<BareJid, Mark>;
  /** Marks that this device has to see through: it made them, or found them at sign-in. */
  toComplete: Set<BareJid>;
  intents: Map<BareJid, Intent>;
  /** Who is to be blocked, until the server has done it. */
  toBlock: Map<BareJid, BlockIntent>;
  /** Answers that can still be taken back, and until when (milliseconds since 1970). Never kept. */
  held: Map<BareJid, number>;
  /** One answer to many, under way; until when all of it can be taken back; and how far each of them is. */
  bulk: BulkJob | undefined;
  heldBulk: number | undefined;
  inBulk: Map<BareJid, 'queued' | 'begun'>;
  answers: Map<BareJid, Answer>;
  /** Approvals that met a withdrawal: what the server made of them is being cleared. */
  repairs: Map<BareJid, Answer>;
  /** Approvals and repairs of an earlier stream: what came of them shows when everything is read again. */
  unseen: Map<BareJid, Answer>;
  log: LogEntry[];
  nextLogId: number;
  /** When the log last says that somebody was turned away. */
  turnedAway: Map<BareJid, number>;

  /** The person's choice as last written, and how far it has got. */
  written: Preference | undefined;
  saving: Saving;
  options: Map<OptionName, OptionEntry>;
  savingOptions: Saving;
  invitations: Map<string, Invitation>;
  savingInvitations: Saving;
  /** Shards whose content on the server is older than ours; those being published; those it would not take. */
  dirtyShards: Set<number>;
  /** Shards in which something was completed: nobody waits for that, so it is told when there is time. */
  lateShards: Set<number>;
  publishing: number | undefined;
  refusedShards: Set<number>;
  probe: { inFlight: number | undefined; next: number };
  readingRoster: boolean;

  /** Derived: what policy and preference come to. */
  inForce: InForce | undefined;
  /** Derived: with which domains people may have to do. */
  federation: FederationInForce;
  /** Derived: whose messages the server keeps, as far as the policy says. */
  logging: LoggingInForce;
  /** What the archive was told of that on this stream. */
  archiveTold: LoggingMode | undefined;
  /** Derived: the requests that a person is asked about, in the order they came. */
  prompts: Set<BareJid>;
  /** Derived: those hidden because the person ignores them. */
  ignored: Set<BareJid>;
  /** Announced once, so that a reconnect does not announce them again. */
  announced: Set<BareJid>;
}

/** The state of a session that has not connected yet. */
export function initialState(account: Account | null, kept: Kept = NOTHING_KEPT): State {
  const requests = new Map<BareJid, Waiting>();
  for (const request of kept.requests) requests.set(request.jid, { request, epoch: 0, verdict: { do: 'wait' } });
  return {
    account,
    link: { phase: account ? 'connecting' : 'starting' },
    online: false,
    epoch: 0,
    synchronised: false,
    told: false,
    managed: undefined,
    policy: { kind: 'unknown' },
    keptPolicy: kept.policy,
    preference: { kind: 'unknown' },
    blocked: { kind: 'unknown' },
    roster: { kind: 'unknown' },
    features: { reports: false, preApproval: false },
    availability: new Map(kept.availability),
    own: kept.own ?? AVAILABLE,
    takesMessages: false,
    activeAt: kept.activeAt,
    shown: undefined,
    looksForIdle: undefined,
    clock: 0,
    leases: new Map(kept.leases),
    askers: new Map(),
    lookedAt: new Set(),
    asking: new Map(),
    left: new Set(),
    requests,
    firstSeen: new Map(kept.seen),
    marks: new Map(kept.marks),
    toComplete: new Set(kept.toComplete),
    intents: new Map(kept.intents),
    toBlock: new Map(kept.toBlock),
    held: new Map(),
    bulk: kept.bulk,
    heldBulk: undefined,
    inBulk: new Map(kept.bulk?.jids.map((jid) => [jid, 'queued'])),
    answers: new Map(),
    repairs: new Map(),
    unseen: new Map(kept.unseen),
    log: [...kept.log],
    nextLogId: kept.log.reduce((most, entry) => Math.max(most, entry.id), 0) + 1,
    turnedAway: new Map(kept.log.filter(turnedAway).map(({ jid, at }) => [jid, at])),
    written: kept.preference,
    saving: kept.preferenceUnsaved ? 'failed' : 'no',
    options: new Map(kept.options),
    savingOptions: 'no',
    invitations: new Map(kept.invitations.map((invitation) => [invitation.token, invitation])),
    savingInvitations: 'no',
    dirtyShards: new Set(),
    lateShards: new Set(),
    publishing: undefined,
    refusedShards: new Set(),
    probe: { inFlight: undefined, next: 1 },
    readingRoster: false,
    inForce: undefined,
    federation: federationInForce(kept.policy, account?.domain),
    logging: loggingInForce(kept.policy, account?.jid),
    archiveTold: undefined,
    prompts: new Set(),
    ignored: new Set(),
    announced: new Set(kept.requests.map((request) => request.jid)),
  };
}

/** Approvals, and repairs of them, that nothing has shown the outcome of: forgotten, they might leave an approval behind. */
export function unseenAnswers({ unseen, repairs, answers }: State): Map<BareJid, Answer> {
  const approvals = [...answers].filter(([, { act }]) => act === 'approve');
  return new Map([...unseen, ...repairs, ...approvals]);
}
