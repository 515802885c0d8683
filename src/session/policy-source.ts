/**
 * Where the policy comes from: the pubsub service that our own server names as its own, asked over
 * our own stream. Subscribe first, then fetch; a fetch is authoritative, a push counts only from
 * exactly that service.
 */
import type { Event } from '../core/event.js';
import type { NoPolicy } from '../core/policy/handling.js';
import { POLICY_NODE } from '../core/policy/schema.js';
import { readPolicyForm } from '../xmpp/policy-form.js';
import {
  itemsGet,
  parseItems,
  subscribeSet,
  unsubscribeSet,
  type PubsubEvent,
  type PubsubItem,
} from '../xmpp/xep0060-pubsub.js';
import type { IqAnswer } from '../xmpp/iq.js';
import { findPubsubServices, isPassing } from './find-pubsub-services.js';
import type { Wire } from './wire.js';

export interface PolicySourceOptions {
  readonly wire: Wire;
  /** The services found at the last sign-in of this account, so that nobody waits for the search. */
  readonly knownServices: readonly string[];
  readonly dispatch: (event: Event) => void;
  readonly servicesFound: (services: readonly string[]) => void;
}

/** News may keep coming; then it is read later. */
const MOST_ROUNDS = 5;
const RETRY_DELAYS = [5000, 30_000, 60_000, 120_000, 300_000];

type Outcome =
  | { readonly kind: 'event'; readonly event: Event }
  | { readonly kind: 'no-node' }
  | { readonly kind: 'unreachable' }
  | { readonly kind: 'disconnected' };

export class PolicySource {
  readonly #options: PolicySourceOptions;
  #services: readonly string[];
  /** The service that had the policy when it was last fetched. */
  #home: string | undefined;
  #fetching: Promise<void> | undefined;
  /** Counts what was said, and what was to be asked anew. */
  #news = 0;
  /** Services that have not answered yet, with what they published meanwhile. */
  readonly #asked = new Map<string, string | undefined>();
  #retries = 0;
  #retry: ReturnType<typeof setTimeout> | undefined;

  constructor(options: PolicySourceOptions) {
    this.#options = options;
    this.#services = options.knownServices;
  }

  /** Reads the policy, from where it was last time if that is known, and looks whether it still is there. */
  async read(): Promise<void> {
    const known = this.#services;
    const [, found] = await Promise.all([known.length > 0 ? this.#follow() : undefined, this.#findServices()]);
    if (found === 'disconnected' || !this.#options.wire.isOpen) return;
    if (found === 'unreachable') {
      if (known.length === 0) this.#missing({ why: 'unreachable' });
      return;
    }
    const isNoNews = found.length === known.length && found.every((service) => known.includes(service));
    if (isNoNews && known.length > 0) return;
    this.#services = found;
    this.#options.servicesFound(found);
    await this.#follow();
  }

  /** A pubsub event, by its raw `from`. */
  receive(from: string | undefined, event: PubsubEvent): void {
    if (event.node !== POLICY_NODE || from === undefined || !this.#services.includes(from)) return;
    const last = event.kind === 'items' ? event.items.at(-1) : undefined;
    // ejabberd sends what there is to whoever subscribes: no news, if the answer that is still to come says the same.
    const isBeforeAnswer = last !== undefined && this.#asked.has(from);
    if (isBeforeAnswer) this.#asked.set(from, whatItSays(last));
    else this.#news++;
    // Another service of the domain, where anybody may make nodes, does not publish for the one that has it.
    if (from !== this.#home) {
      if (!isBeforeAnswer) void this.#fetchAll();
      return;
    }
    switch (event.kind) {
      case 'items':
        if (last) this.#options.dispatch({ type: 'policyPushed', parsed: readPolicyForm(last.payload) });
        return;
      case 'retracted':
        void this.#fetchAll();
        return;
      case 'deleted':
        this.#home = undefined;
        this.#options.dispatch({ type: 'policyDeleted' });
        this.#readLater();
        return;
    }
  }

  /** No more news, please; at sign-out, so nobody waits for the answer. */
  unsubscribe(): void {
    const { wire } = this.#options;
    for (const to of this.#services) void wire.iq.set(unsubscribeSet(POLICY_NODE, wire.jid), { to });
  }

  stop(): void {
    clearTimeout(this.#retry);
  }

  /** In this order on the wire, so that nothing published in between is missed. */
  #follow(): Promise<void> {
    const { iq, jid } = this.#options.wire;
    for (const to of this.#services) void iq.set(subscribeSet(POLICY_NODE, jid), { to });
    return this.#fetchAll();
  }

  /** Asks all services, once at a time: who asks meanwhile waits for answers that are no older than that. */
  #fetchAll(): Promise<void> {
    this.#news++;
    return (this.#fetching ??= this.#fetchFresh().finally(() => (this.#fetching = undefined)));
  }

  /** One service may be slower than the other: what was said meanwhile is newer than what that one had answered. */
  async #fetchFresh(): Promise<void> {
    for (let round = 1; ; round++) {
      const before = this.#news;
      const services = this.#services;
      const outcomes = await Promise.all(services.map((service) => this.#fetch(service)));
      if (!this.#options.wire.isOpen || outcomes.some(({ kind }) => kind === 'disconnected')) return;
      const isOvertaken = before !== this.#news;
      if (isOvertaken && round < MOST_ROUNDS) continue;
      // What was said since stands, until all is quiet; who has nothing yet takes what there is.
      if (isOvertaken && this.#home !== undefined) this.#readLater();
      else this.#take(services, outcomes);
      return;
    }
  }

  #take(services: readonly string[], outcomes: readonly Outcome[]): void {
    const having = services.filter((_, index) => outcomes[index]?.kind === 'event');
    if (having.length > 1) {
      this.#missing({ why: 'ambiguous', services: having });
      return;
    }
    const found = outcomes.find((outcome) => outcome.kind === 'event');
    const isSilent = outcomes.some(({ kind }) => kind === 'unreachable');
    // Where one does not answer, another that has a policy may not be the one that counts.
    const counts = found && (!isSilent || having[0] === this.#home);
    if (counts) {
      this.#home = having[0];
      this.#retries = 0;
      this.#options.dispatch(found.event);
    } else if (isSilent) {
      this.#missing({ why: 'unreachable' });
    } else {
      this.#missing({ why: services.length === 0 ? 'no-service' : 'never-published' });
    }
  }

  async #fetch(to: string): Promise<Outcome> {
    this.#asked.set(to, undefined);
    const answer = await this.#options.wire.iq.get(itemsGet(POLICY_NODE, 1), { to });
    const item = answer.ok ? parseItems(answer.stanza, POLICY_NODE).at(-1) : undefined;
    const published = this.#asked.get(to);
    this.#asked.delete(to);
    if (answer.ok && published !== undefined && published !== whatItSays(item)) this.#news++;
    if (!answer.ok) return failure(answer);
    if (!item) return { kind: 'no-node' };
    const parsed = readPolicyForm(item.payload);
    return {
      kind: 'event',
      event: parsed.ok
        ? { type: 'policyFetched', policy: parsed.policy }
        : { type: 'policyMissing', reason: { why: 'unreadable', errors: parsed.errors } },
    };
  }

  #findServices(): Promise<readonly string[] | 'unreachable' | 'disconnected'> {
    const { iq, domain } = this.#options.wire;
    return findPubsubServices((payload, options) => iq.get(payload, options), domain, this.#services);
  }

  #missing(reason: NoPolicy): void {
    this.#options.dispatch({ type: 'policyMissing', reason });
    this.#readLater();
  }

  /** Nobody tells us when a node comes into being: what is not there now is looked for again. */
  #readLater(): void {
    const delay = RETRY_DELAYS[Math.min(this.#retries++, RETRY_DELAYS.length - 1)];
    clearTimeout(this.#retry);
    this.#retry = setTimeout(() => void this.read(), delay);
  }
}

/** An item to be compared: servers write the same in more than one way. */
function whatItSays(item: PubsubItem | undefined): string {
  return JSON.stringify(readPolicyForm(item?.payload));
}

function failure({ condition }: IqAnswer & { readonly ok: false }): Outcome {
  if (condition === 'disconnected') return { kind: 'disconnected' };
  if (condition === 'item-not-found') return { kind: 'no-node' };
  if (isPassing(condition)) return { kind: 'unreachable' };
  return { kind: 'event', event: { type: 'policyMissing', reason: { why: 'refused', condition } } };
}
