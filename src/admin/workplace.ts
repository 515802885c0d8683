/** What the console works with once somebody has signed in, and whether the server lets them. */
import type { Platform } from '../session/platform.js';
import type { Abilities } from './accounts/account.js';
import { Accounts } from './accounts/accounts.js';
import { mayAdminister } from './access.js';
import type { Outcome } from './outcome.js';
import { PolicyEditor } from './policy/draft-store.js';
import { firstPolicy } from './policy/first-policy.js';
import { PolicyNode } from './policy/policy-node.js';
import { revisionsIn } from './policy/revision.js';
import type { AdminSession } from './session.js';
import { signInOnce, type ShortSession } from './sign-in-once.js';
import type { AdminServices } from './ui/services.js';

export interface WorkplaceOptions {
  readonly session: AdminSession;
  readonly platform: Platform;
  /** As it was given; null if it is found by XEP-0156. */
  readonly service: string | null;
  readonly signal: AbortSignal;
}

/** Milliseconds between two questions to a server that does not answer. */
const AGAIN = 3000;

export class Workplace {
  readonly services: AdminServices;
  readonly editor: PolicyEditor;
  readonly #signal: AbortSignal;
  readonly #watchers = new Set<() => void>();
  #isAdministrator: boolean | undefined;
  #abilities: Outcome<Abilities> | undefined;

  constructor({ session, platform, service, signal }: WorkplaceOptions) {
    this.#signal = signal;
    const signInAs = (jid: string, password: string): Promise<ShortSession | undefined> =>
      signInOnce(platform, service, jid, password);
    this.services = {
      wire: session,
      policy: new PolicyNode({ wire: session, now: () => platform.now(), signal }),
      accounts: new Accounts({ wire: session, signInAs }),
      signInAs,
      store: platform.localStore,
    };
    const own = session.domain;
    this.editor = new PolicyEditor(this.services.policy, { first: firstPolicy(own), own, signal });
  }

  /** Undefined as long as the server has not said. */
  get mayAdminister(): boolean | undefined {
    // Who was an administrator a moment ago is not shown the door because the server has a hiccup: it refuses what it must.
    if (!this.#isAdministrator) this.#isAdministrator = mayAdminister(this.services.policy.state, this.#abilities);
    return this.#isAdministrator;
  }

  /** Something was published that people go by. */
  get hasPolicy(): boolean {
    const { state } = this.services.policy;
    return (revisionsIn(state)?.length ?? 0) > 0;
  }

  /** Calls `changed` when there is something else to say. */
  subscribe(changed: () => void, signal: AbortSignal): void {
    this.#watchers.add(changed);
    signal.addEventListener('abort', () => this.#watchers.delete(changed));
    this.services.policy.subscribe(changed, signal);
  }

  /** Asks the server what there is, and what this account may; again where the connection broke meanwhile. */
  async begin(): Promise<void> {
    const { wire, policy, accounts } = this.services;
    while (!this.#signal.aborted) {
      const [abilities] = await Promise.all([accounts.abilities(), policy.refresh()]);
      this.#abilities = abilities;
      for (const changed of this.#watchers) changed();
      if (this.mayAdminister !== undefined) return;
      await Promise.all([wire.online(this.#signal), pause(AGAIN)]).catch(() => undefined);
    }
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
