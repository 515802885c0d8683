/**
 * The policy node as an administrator works on it, live: read again whenever its service says that something has
 * changed, and on each new stream, because nobody tells what happened in between.
 */
import { POLICY_NODE } from '../../core/policy/schema.js';
import { readPolicyForm, writePolicyForm } from '../../xmpp/policy-form.js';
import { publishSet } from '../../xmpp/xep0060-pubsub.js';
import { done, failed, problemOfCondition, type AdminProblem, type Outcome } from '../outcome.js';
import type { AdminWire } from '../wire.js';
import { changeAdministrator, readAdministrators, type AdministratorAffiliation } from './administrators.js';
import { createOrMend } from './create-node.js';
import { nextRevision } from './history.js';
import { NodeReader } from './node-reader.js';
import { publishOnce } from './publication.js';
import type { PolicyDraft, PolicyState, PolicyStore, Published, Revision } from './revision.js';

export interface PolicyNodeOptions {
  readonly wire: AdminWire;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Ends it. */
  readonly signal: AbortSignal;
}

/** News may keep coming; then it is read later. */
const MOST_ROUNDS = 5;
/** Milliseconds in which a connection that broke in the middle of a publication may come back. */
const PATIENCE = 60_000;
/** Nobody tells when a node comes into being, or a service is back: milliseconds until that is looked for again. */
const RETRY_DELAY = 15_000;

export class PolicyNode implements PolicyStore {
  readonly #options: PolicyNodeOptions;
  readonly #reader: NodeReader;
  readonly #listeners = new Set<() => void>();
  #state: PolicyState = { kind: 'unknown' };
  #reading: Promise<Outcome<PolicyState>> | undefined;
  /** Counts what was to be read anew. */
  #news = 0;
  #retry: ReturnType<typeof setTimeout> | undefined;

  constructor(options: PolicyNodeOptions) {
    const { wire, signal } = options;
    this.#options = options;
    this.#reader = new NodeReader(wire);
    wire.onPubsubEvent((from, event) => {
      if (this.#reader.concerns(from, event)) void this.#read();
    }, signal);
    this.#readOnEachStream();
    signal.addEventListener('abort', () => {
      clearTimeout(this.#retry);
      this.#reader.unsubscribe();
      this.#listeners.clear();
    });
  }

  get state(): PolicyState {
    return this.#state;
  }

  subscribe(changed: () => void, signal: AbortSignal): void {
    this.#listeners.add(changed);
    signal.addEventListener('abort', () => this.#listeners.delete(changed));
  }

  async refresh(): Promise<PolicyState> {
    await this.#read();
    return this.#state;
  }

  /** Also mends a node of ours that has not the right configuration. */
  async create(): Promise<Outcome> {
    const found = await this.#read();
    if (!found.ok) return found;
    const state = found.value;
    if (state.kind !== 'no-node' && state.kind !== 'ready') return failed(problemOfState(state));
    const made = await createOrMend(this.#options.wire, state.service);
    if (made.ok) await this.#read();
    return made;
  }

  publish(draft: PolicyDraft, base: Revision | null): Promise<Published> {
    const id = crypto.randomUUID();
    return publishOnce({
      id,
      base,
      read: async () => {
        const found = await this.#read();
        if (!found.ok) return found;
        return found.value.kind === 'ready' ? done(found.value.revisions) : failed(problemOfState(found.value));
      },
      put: (present) => this.#put(id, draft, base, present),
      isBack: () => this.#isBack(),
    });
  }

  async administrators(): Promise<Outcome<ReadonlyMap<string, AdministratorAffiliation>>> {
    const service = await this.#home();
    return service.ok ? readAdministrators(this.#options.wire, service.value) : service;
  }

  async setAdministrator(jid: string, affiliation: AdministratorAffiliation | 'none'): Promise<Outcome> {
    const service = await this.#home();
    return service.ok ? changeAdministrator(this.#options.wire, service.value, jid, affiliation) : service;
  }

  #readOnEachStream(): void {
    const { wire, signal } = this.#options;
    let wasOnline = false;
    const look = (): void => {
      const isNew = wire.isOnline && !wasOnline;
      wasOnline = wire.isOnline;
      if (isNew) void this.#read();
    };
    wire.subscribe?.(look, signal);
    wire.online(signal).then(look, () => undefined); // where the signal came first, it is over
  }

  /** Asks once at a time: who asks meanwhile gets an answer that is no older than that. */
  #read(): Promise<Outcome<PolicyState>> {
    this.#news++;
    return (this.#reading ??= this.#readFresh().finally(() => (this.#reading = undefined)));
  }

  async #readFresh(): Promise<Outcome<PolicyState>> {
    for (let round = 1; ; round++) {
      const before = this.#news;
      const found = await this.#reader.look();
      const isOvertaken = before !== this.#news;
      if (isOvertaken && round < MOST_ROUNDS) continue;
      if (found.ok) {
        this.#state = found.value;
        for (const changed of this.#listeners) changed();
      }
      if (isOvertaken || (found.ok && found.value.kind !== 'ready')) this.#readLater();
      return found;
    }
  }

  #readLater(): void {
    clearTimeout(this.#retry);
    if (this.#options.signal.aborted) return;
    this.#retry = setTimeout(() => void this.#read(), RETRY_DELAY);
  }

  /** The service on which the node is, by what was last read. */
  async #home(): Promise<Outcome<string>> {
    const state = this.#state.kind === 'ready' ? this.#state : await this.refresh();
    return state.kind === 'ready' ? done(state.service) : failed(problemOfState(state));
  }

  async #put(id: string, draft: PolicyDraft, base: Revision | null, present: readonly Revision[]): Promise<Outcome> {
    const { wire, now } = this.#options;
    const { domains, others, federation: mode, trusted, refused, ...ofLogging } = draft;
    const { logging, loggingDays: days, loggingAlways: always, loggingNever: never, ...rest } = ofLogging;
    const policy = {
      ...rest,
      federation: { mode, trusted, refused },
      logging: { mode: logging, days, always, never },
      revision: nextRevision(present),
      parent: base?.revision ?? 0,
    };
    const form = writePolicyForm(policy, domains, { published: now(), publisher: wire.account }, others);
    // What we cannot read ourselves would turn everything to prompts for everybody.
    if (!readPolicyForm(form).ok) return failed({ kind: 'refused', condition: 'not-acceptable' });
    const service = await this.#home();
    if (!service.ok) return service;
    const answer = await wire.set(publishSet(POLICY_NODE, id, form), { to: service.value });
    return answer.ok ? done(undefined) : failed(problemOfCondition(answer.condition));
  }

  async #isBack(): Promise<boolean> {
    const { wire, signal } = this.#options;
    return wire.online(AbortSignal.any([signal, AbortSignal.timeout(PATIENCE)])).then(
      () => true,
      () => false,
    );
  }
}

/** Why nothing can be done with the node. */
function problemOfState(state: PolicyState): AdminProblem {
  switch (state.kind) {
    case 'unknown':
      return { kind: 'offline' };
    case 'no-service':
      return { kind: 'not-offered' };
    case 'no-node':
      return { kind: 'not-found' };
    case 'foreign':
    case 'several':
      return { kind: 'exists' };
    case 'unreadable':
      return state.problem;
    case 'ready':
      return { kind: 'not-found' };
  }
}
