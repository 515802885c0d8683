/** Services of an organisation whose policy is held here; what a pane does not use is not there. */
import type { Outcome } from '../../../src/admin/outcome.js';
import { done } from '../../../src/admin/outcome.js';
import type { PolicyDraft, PolicyState, PolicyStore, Published, Revision } from '../../../src/admin/policy/revision.js';
import type { AdminServices } from '../../../src/admin/ui/services.js';

export const ACCOUNT = 'admin@acme.example';

export const DRAFT: PolicyDraft = {
  allowUserOptions: false,
  handling: 'accept-organization',
  domains: [
    { ascii: 'acme.example', unicode: 'acme.example' },
    { ascii: 'xn--bcher-kva.example', unicode: 'bücher.example' },
  ],
  addBack: 'listed',
  temporaryAvailability: true,
  federation: 'open',
  trusted: [],
  refused: [],
  logging: 'unset',
  loggingDays: 0,
  loggingAlways: [],
  loggingNever: [],
  groups: [],
};

export function revision(draft: PolicyDraft = DRAFT): Revision {
  return { id: 'r1', revision: 1, parent: 0, draft, errors: [], publisher: undefined, at: undefined };
}

export function ready(...revisions: readonly Revision[]): PolicyState {
  return { kind: 'ready', service: 'pubsub.acme.example', revisions };
}

/** Does what a store does, at once; `refuses` is answered instead to whatever changes something. */
export class FakePolicyStore implements PolicyStore {
  state: PolicyState;
  readonly people = new Map<string, 'owner' | 'publisher'>([[ACCOUNT, 'owner']]);
  refuses: Extract<Outcome, { ok: false }> | undefined;
  /** What was asked for, in order. */
  readonly asked: string[] = [];
  readonly #listeners = new Set<() => void>();

  constructor(state: PolicyState) {
    this.state = state;
  }

  become(state: PolicyState): void {
    this.state = state;
    for (const listener of this.#listeners) listener();
  }

  subscribe(changed: () => void, signal: AbortSignal): void {
    this.#listeners.add(changed);
    signal.addEventListener('abort', () => this.#listeners.delete(changed));
  }

  get listeners(): number {
    return this.#listeners.size;
  }

  async refresh(): Promise<PolicyState> {
    this.asked.push('refresh');
    return this.state;
  }

  async create(): Promise<Outcome> {
    this.asked.push('create');
    if (this.refuses) return this.refuses;
    this.become(ready());
    return done(undefined);
  }

  async publish(draft: PolicyDraft, base: Revision | null): Promise<Published> {
    this.asked.push(`publish on ${base?.id ?? 'nothing'}`);
    if (this.refuses) return { kind: 'failed', problem: this.refuses.problem };
    const mine = revision(draft);
    this.become(ready(mine));
    return { kind: 'saved', mine };
  }

  async administrators(): Promise<Outcome<ReadonlyMap<string, 'owner' | 'publisher'>>> {
    return done(new Map(this.people));
  }

  async setAdministrator(jid: string, affiliation: 'owner' | 'publisher' | 'none'): Promise<Outcome> {
    this.asked.push(`${jid} ${affiliation}`);
    if (this.refuses) return this.refuses;
    if (affiliation === 'none') this.people.delete(jid);
    else this.people.set(jid, affiliation);
    return done(undefined);
  }
}

export function services(policy: PolicyStore): AdminServices {
  const wire = { account: ACCOUNT, domain: 'acme.example', jid: `${ACCOUNT}/console`, isOnline: true };
  return { wire, policy } as unknown as AdminServices;
}

/** What an element tells the shell, in order. */
export function told(element: HTMLElement): { readonly text: string; readonly tone: string }[] {
  const all: { readonly text: string; readonly tone: string }[] = [];
  element.addEventListener('im-admin-told', ({ detail }) => all.push(detail));
  return all;
}
