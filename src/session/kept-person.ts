/**
 * What stays of an account, whatever becomes of its stream: what the person decided that the server may not have yet,
 * their preference and options, the decision log, and the policy; what of it has changed is written together.
 */
import type { BareJid } from '../core/jid.js';
import type { Account } from '../core/link.js';
import type { LogEntry } from '../core/log.js';
import type { Mark } from '../core/marks.js';
import type { Kept } from '../core/kept.js';
import { unseenAnswers, type State } from '../core/state.js';
import { Parts } from './parts.js';
import type { KeyValueStore } from './platform.js';
import { NO_LOGGING, OPEN_FEDERATION, type Policy } from '../core/policy/schema.js';
import { isOwned, owned, type LogRecord, type PersonRecord, type PolicyRecord } from './records.js';
import { succeeds } from './succeeds.js';

const MOST_SEEN = 2000;

/** What is to be written, as it was at one moment. */
export interface PersonSnapshot {
  readonly person?: PersonRecord;
  readonly policy?: PolicyRecord;
  readonly log?: LogRecord;
  /** The records of marks and of requests seen. */
  readonly parts: Readonly<Record<string, unknown>>;
}

/** What policies lack that an earlier version has kept. */
const LEFT_OUT: Pick<Policy, 'federation' | 'logging' | 'groups'> = {
  federation: OPEN_FEDERATION,
  logging: NO_LOGGING,
  groups: [],
};

export class KeptPerson {
  readonly #store: KeyValueStore;
  readonly #marks = new Parts<Mark>('marks', 64);
  readonly #seen = new Parts<number>('seen', 16);
  #unseen: ReadonlySet<BareJid> = new Set();
  #changed = false;
  #policy: Pick<PolicyRecord, 'policy' | 'services'> = { policy: null, services: [] };
  #policyChanged = false;
  /** What the log was like when it was last written. */
  #loggedTo = '';

  constructor(store: KeyValueStore) {
    this.#store = store;
  }

  /** Whom the kept approvals are for whose outcome was not seen. */
  get unseen(): ReadonlySet<BareJid> {
    return this.#unseen;
  }

  /** Services at which this account found its policy last time. */
  get services(): readonly string[] {
    return this.#policy.services;
  }

  /** Something of the state is another one than it was. */
  changed(): void {
    this.#changed = true;
  }

  /** The policy, or the services that may hold it, are to be kept from now on. */
  usePolicy(policy: Partial<Pick<PolicyRecord, 'policy' | 'services'>>): void {
    this.#policy = { ...this.#policy, ...policy };
    this.#policyChanged = true;
  }

  async load(account: BareJid): Promise<Partial<Kept>> {
    const records = await this.#store.getAll(this.#keys);
    const own = (name: string): unknown => (isOwned(records[name], account) ? records[name] : undefined);
    const { policy = null, services = [] } = (own('policy') ?? {}) as Partial<PolicyRecord>;
    this.#policy = { policy, services };
    this.#policyChanged = false;
    this.#loggedTo = '';
    const kept = {
      ...(own('log') as LogRecord | undefined),
      policy: policy ? { ...LEFT_OUT, ...policy } : undefined,
    };
    const person = own('person') as PersonRecord | undefined;
    if (!person) {
      for (const parts of [this.#marks, this.#seen]) parts.disregard(records);
      return kept;
    }
    return {
      ...person,
      ...kept,
      marks: [...this.#marks.read(records)] as [BareJid, Mark][],
      seen: [...this.#seen.read(records)] as [BareJid, number][],
    };
  }

  /** Takes what differs from what was last taken; to be written before the next is taken. */
  take(state: State): PersonSnapshot | undefined {
    const { account } = state;
    const logged = versionOf(state.log, state.nextLogId);
    if (!account || (!this.#changed && !this.#policyChanged && logged === this.#loggedTo)) return undefined;
    const snapshot = {
      ...(this.#changed ? this.#takePerson(state, account) : { parts: {} }),
      ...(this.#policyChanged ? { policy: owned(account, this.#policy) } : {}),
      ...(logged === this.#loggedTo ? {} : { log: owned(account, { log: [...state.log] }) }),
    };
    this.#changed = this.#policyChanged = false;
    this.#loggedTo = logged;
    return snapshot;
  }

  /** All of it or, where that does not fit, all but the log; rejects then, too. */
  async write({ parts, log, ...records }: PersonSnapshot): Promise<void> {
    const small = { ...records, ...parts };
    const isWhole = await succeeds(this.#store.set(log ? { ...small, log } : small));
    if (log && !isWhole) this.#loggedTo = '';
    if (isWhole || (log && (await succeeds(this.#store.set(small))))) {
      if (records.person) this.#unseen = new Set(records.person.unseen.map(([jid]) => jid));
    } else {
      this.#changed = this.#policyChanged = true;
      this.#forgetParts();
    }
    if (!isWhole) throw new Error('it does not fit');
  }

  async forget(): Promise<void> {
    this.#unseen = new Set();
    this.#policy = { policy: null, services: [] };
    this.#changed = this.#policyChanged = false;
    this.#forgetParts();
    await this.#store.remove(this.#keys);
  }

  get #keys(): readonly string[] {
    return ['person', 'log', 'policy', ...this.#marks.keys, ...this.#seen.keys];
  }

  #takePerson(state: State, account: Account): Pick<PersonSnapshot, 'person' | 'parts'> {
    const { written, saving, marks, toComplete, intents, prompts, requests, toBlock, options } = state;
    // Of whom something is decided, it tells whether that was about the request that a fresh stream delivers.
    const decided = [...intents.keys(), ...state.inBulk.keys()];
    const seen = [...[...prompts].slice(0, MOST_SEEN), ...decided].flatMap((jid): [BareJid, number][] => {
      const since = requests.get(jid)?.request.since ?? state.firstSeen.get(jid);
      return since === undefined ? [] : [[jid, since]];
    });
    const person = owned(account, {
      preference: written,
      preferenceUnsaved: saving !== 'no',
      toComplete: [...toComplete],
      intents: [...intents],
      unseen: [...unseenAnswers(state)],
      toBlock: [...toBlock],
      options: [...options],
      invitations: [...state.invitations.values()],
      own: state.own,
    });
    return { person, parts: { ...this.#marks.take(marks), ...this.#seen.take(new Map(seen)) } };
  }

  #forgetParts(): void {
    this.#marks.forget();
    this.#seen.forget();
  }
}

/** Lines are added, and undone; nothing else happens to them. */
function versionOf(log: readonly LogEntry[], nextLogId: number): string {
  return `${nextLogId} ${log.reduce((count, { undone }) => count + Number(undone), 0)}`;
}
