import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { ListedDomain } from '../../xmpp/policy-form.js';
import { reachOf, type Reach } from '../policy/domain-reach.js';
import type { AdminWire } from '../wire.js';

/** Domains that are asked at once: the server waits for each, and has others to serve. */
const AT_ONCE = 3;

/** Asks whether domains are reached, shows its host anew with each answer, and stops when the host is gone. */
export class ReachChecks implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #wire: () => AdminWire | undefined;
  readonly #asking = new Set<string>();
  #reach: ReadonlyMap<string, Reach> = new Map();
  #ends = new AbortController();

  constructor(host: ReactiveControllerHost, wire: () => AdminWire | undefined) {
    this.#host = host;
    this.#wire = wire;
    host.addController(this);
  }

  /** What is known, by the A-label form. */
  get reach(): ReadonlyMap<string, Reach> {
    return this.#reach;
  }

  get isBusy(): boolean {
    return this.#asking.size > 0;
  }

  isAsking({ ascii }: ListedDomain): boolean {
    return this.#asking.has(ascii);
  }

  hostConnected(): void {
    this.#ends = new AbortController();
  }

  hostDisconnected(): void {
    this.#ends.abort();
  }

  /** Once for a domain, unless there was no telling. */
  async look(domain: ListedDomain): Promise<void> {
    const known = this.#reach.get(domain.ascii);
    if (known === undefined || known === 'unknown') await this.check([domain]);
  }

  /** Anew, a few at a time. */
  async check(domains: readonly ListedDomain[]): Promise<void> {
    const { signal } = this.#ends;
    const wire = this.#wire();
    const queue = domains.filter((domain) => !this.isAsking(domain));
    if (!wire) return;
    for (const { ascii } of queue) this.#asking.add(ascii);
    this.#host.requestUpdate();
    const rest = queue.values();
    const work = async (): Promise<void> => {
      for (const domain of rest) {
        const reach = signal.aborted ? undefined : await reachOf(wire, domain);
        this.#asking.delete(domain.ascii);
        if (reach) this.#reach = new Map([...this.#reach, [domain.ascii, reach]]);
        this.#host.requestUpdate();
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
  }
}
