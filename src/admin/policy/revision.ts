/** The policy as administrators work on it: drafts, and the revisions that were published. */
import type { ListedDomain, ListedGroup } from '../../xmpp/policy-form.js';
import type { FederationMode, FormField, LoggingMode, Policy, PolicyError } from '../../core/policy/schema.js';
import type { AdminProblem, Outcome } from '../outcome.js';

/** What an administrator edits. */
export interface PolicyDraft extends Omit<
  Policy,
  'revision' | 'parent' | 'domains' | 'federation' | 'logging' | 'groups'
> {
  readonly domains: readonly ListedDomain[];
  readonly federation: FederationMode;
  readonly trusted: readonly ListedDomain[];
  readonly refused: readonly ListedDomain[];
  readonly logging: LoggingMode;
  /** Days for which messages are kept; 0: for good. */
  readonly loggingDays: number;
  /** Bare JIDs of people who are logged whatever `logging` says, and of those who are not. */
  readonly loggingAlways: readonly string[];
  readonly loggingNever: readonly string[];
  readonly groups: readonly ListedGroup[];
  /** Fields of a later schema, which are published again as they came. */
  readonly others?: readonly FormField[];
}

/** One publication. */
export interface Revision {
  /** The id of its pubsub item. */
  readonly id: string;
  /** Positive; two that were published at the same time have the same. 0 if it cannot be read. */
  readonly revision: number;
  readonly parent: number;
  /** Undefined if it does not parse; `errors` says why. */
  readonly draft: PolicyDraft | undefined;
  readonly errors: readonly PolicyError[];
  /** Bare JID: as the service says; else as the publication claims. */
  readonly publisher: { readonly jid: string; readonly isProven: boolean } | undefined;
  /** Milliseconds since 1970, as the publisher's clock had it. */
  readonly at: number | undefined;
}

/** Where the policy lies, and what lies there. */
export type PolicyState =
  | { readonly kind: 'unknown' }
  /** The organisation's server names no pubsub service. */
  | { readonly kind: 'no-service' }
  | { readonly kind: 'no-node'; readonly service: string }
  /** Somebody else owns a node of that name, and this account may not publish there. `owners` as far as the server tells. */
  | {
      readonly kind: 'foreign';
      readonly service: string;
      readonly owners: readonly string[];
      /** What this account may read of it, the newest first. */
      readonly revisions: readonly Revision[];
    }
  /** Two services have one: clients prompt for everything until one is gone. */
  | { readonly kind: 'several'; readonly services: readonly string[] }
  | { readonly kind: 'unreadable'; readonly service: string; readonly problem: AdminProblem }
  | {
      readonly kind: 'ready';
      readonly service: string;
      /** The newest first; empty if nothing was published yet. The first is in force. */
      readonly revisions: readonly Revision[];
    };

/** What lies there, as far as it can be read; undefined where nothing can. */
export function revisionsIn(state: PolicyState): readonly Revision[] | undefined {
  return state.kind === 'ready' || state.kind === 'foreign' ? state.revisions : undefined;
}

export type Published =
  | { readonly kind: 'saved'; readonly mine: Revision }
  /** Somebody published since `base` was read: nothing was published now. `theirs`, newest first. */
  | { readonly kind: 'behind'; readonly theirs: readonly Revision[] }
  /** Somebody published at the same moment, from the same parent. `inForce` is the id of the one that counts. */
  | {
      readonly kind: 'crossed';
      readonly mine: Revision;
      readonly theirs: readonly Revision[];
      readonly inForce: string;
    }
  | { readonly kind: 'failed'; readonly problem: AdminProblem };

/** The policy node, live. */
export interface PolicyStore {
  readonly state: PolicyState;
  subscribe(changed: () => void, signal: AbortSignal): void;
  /** Reads again; resolves with what is there. */
  refresh(): Promise<PolicyState>;
  /** Makes the node, readable by the organisation's people, publishable by its administrators only. */
  create(): Promise<Outcome>;
  /** Publishes what follows on `base`, the revision that was edited; null if there was none. */
  publish(draft: PolicyDraft, base: Revision | null): Promise<Published>;
  /** Who may publish (XEP-0060 §8.9): bare JID to affiliation. */
  administrators(): Promise<Outcome<ReadonlyMap<string, 'owner' | 'publisher'>>>;
  setAdministrator(jid: string, affiliation: 'owner' | 'publisher' | 'none'): Promise<Outcome>;
}
