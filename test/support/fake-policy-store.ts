/** A policy node without a server: says what a real one would, when a test wants it. */
import { done, type Outcome } from '../../src/admin/outcome.js';
import type { PolicyDraft, PolicyState, PolicyStore, Published, Revision } from '../../src/admin/policy/revision.js';
import { revision } from './policy-drafts.js';

type Ready = Extract<PolicyState, { readonly kind: 'ready' }>;

/** The state of a node with these revisions, the newest first. */
export function ready(revisions: readonly Revision[], changes: Partial<Ready> = {}): Ready {
  return { kind: 'ready', service: 'pubsub.example.com', revisions, ...changes };
}

/** The same, of somebody else's. */
export function foreign(revisions: readonly Revision[]): PolicyState {
  return { kind: 'foreign', service: 'pubsub.example.com', owners: [], revisions };
}

export class FakePolicyStore implements PolicyStore {
  state: PolicyState;
  /** What was given to `publish`. */
  readonly published: { readonly draft: PolicyDraft; readonly base: Revision | null }[] = [];
  /** What the next publications come to, instead of being saved. */
  readonly answers: ((mine: Revision) => Published)[] = [];
  readonly #listeners = new Set<() => void>();

  constructor(state: PolicyState) {
    this.state = state;
  }

  subscribe(changed: () => void, signal: AbortSignal): void {
    this.#listeners.add(changed);
    signal.addEventListener('abort', () => this.#listeners.delete(changed));
  }

  /** The service says something new. */
  tell(state: PolicyState): void {
    this.state = state;
    for (const changed of this.#listeners) changed();
  }

  /** Somebody publishes this. */
  add(next: Revision): void {
    this.tell(ready([next, ...(this.state.kind === 'ready' ? this.state.revisions : [])]));
  }

  async refresh(): Promise<PolicyState> {
    return this.state;
  }

  async create(): Promise<Outcome> {
    this.tell(ready([]));
    return done(undefined);
  }

  async publish(draft: PolicyDraft, base: Revision | null): Promise<Published> {
    this.published.push({ draft, base });
    const number = (base?.revision ?? 0) + 1;
    const mine = revision(number, draft, { id: `mine-${number}`, parent: number - 1 });
    const answer = this.answers.shift()?.(mine) ?? { kind: 'saved', mine };
    if (answer.kind === 'saved') this.add(answer.mine);
    return answer;
  }

  async administrators(): Promise<Outcome<ReadonlyMap<string, 'owner' | 'publisher'>>> {
    return done(new Map());
  }

  async setAdministrator(): Promise<Outcome> {
    return done(undefined);
  }
}
