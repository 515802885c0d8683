/** Reads the policy node over one stream after the other, and is subscribed to it on each. */
import { POLICY_NODE } from '../../core/policy/schema.js';
import { findPubsubServices } from '../../session/find-pubsub-services.js';
import { itemsGet, parseItems, subscribeSet, unsubscribeSet, type PubsubEvent } from '../../xmpp/xep0060-pubsub.js';
import { done, failed, problemOfCondition, type Outcome } from '../outcome.js';
import type { AdminWire } from '../wire.js';
import { chooseNode, viewNode, type NodeChoice } from './find-node.js';
import { newestFirst, readRevision } from './history.js';
import type { PolicyState, Revision } from './revision.js';

/** Publications may keep coming between two questions; then the order that the server gives will do. */
const MOST_LOOKS = 5;
/** Octets of history that are asked for at once, well below what a frame may have. */
const MOST_OCTETS = 6_000_000;
const MOST_REVISIONS = 1000;
const OFFLINE = { kind: 'offline' } as const;

export class NodeReader {
  readonly #wire: AdminWire;
  #services: readonly string[] = [];
  /** The services at which `#subscriber`, our address on one stream, is subscribed. */
  readonly #subscribed = new Set<string>();
  #subscriber = '';

  constructor(wire: AdminWire) {
    this.#wire = wire;
  }

  /** Whether an event is news of the policy: from exactly one of the services, about the node. */
  concerns(from: string | undefined, event: PubsubEvent): boolean {
    if (event.node !== POLICY_NODE || from === undefined || !this.#services.includes(from)) return false;
    // Whoever makes the node again has no subscribers.
    if (event.kind === 'deleted') this.#subscribed.delete(from);
    return true;
  }

  /** What is there now. Fails without a connection only. */
  async look(): Promise<Outcome<PolicyState>> {
    const wire = this.#wire;
    const found = await findPubsubServices((payload, to) => wire.get(payload, to), wire.domain, this.#services);
    if (found === 'disconnected') return failed(OFFLINE);
    if (found === 'unreachable') {
      return done({ kind: 'unreadable', service: wire.domain, problem: { kind: 'timeout' } });
    }
    this.#services = found;
    // In this order on the wire, so that nothing published in between is missed.
    for (const service of found) void this.#subscribe(service);
    const views = await Promise.all(found.map((service) => viewNode(wire, service)));
    if (views.some((view) => view.kind === 'silent' && view.problem.kind === 'offline')) return failed(OFFLINE);
    return this.#stateOf(chooseNode(views));
  }

  /** No more news; nobody waits for the answer. */
  unsubscribe(): void {
    for (const to of this.#subscribed) {
      if (this.#wire.jid === this.#subscriber)
        void this.#wire.set(unsubscribeSet(POLICY_NODE, this.#subscriber), { to });
    }
    this.#subscribed.clear();
  }

  async #subscribe(to: string): Promise<void> {
    const { jid } = this.#wire;
    if (jid !== this.#subscriber) this.#subscribed.clear();
    this.#subscriber = jid;
    if (jid === '' || this.#subscribed.has(to)) return;
    const answer = await this.#wire.set(subscribeSet(POLICY_NODE, jid), { to });
    if (answer.ok && jid === this.#subscriber) this.#subscribed.add(to);
  }

  async #stateOf(choice: NodeChoice): Promise<Outcome<PolicyState>> {
    if (choice.kind !== 'one') return done(choice);
    const { view } = choice;
    const { service } = view;
    switch (view.kind) {
      case 'absent':
        return done({ kind: 'no-node', service });
      case 'foreign': {
        const revisions = view.counts ? await this.#history(service) : done([]);
        if (!revisions.ok && revisions.problem.kind === 'offline') return revisions;
        return done({ kind: 'foreign', service, owners: view.owners, revisions: revisions.ok ? revisions.value : [] });
      }
      case 'silent':
        return done({ kind: 'unreadable', service, problem: view.problem });
      case 'ours': {
        const revisions = await this.#history(service);
        if (revisions.ok) return done({ kind: 'ready', service, revisions: revisions.value });
        const { problem } = revisions;
        if (problem.kind === 'offline') return revisions;
        return done(
          problem.kind === 'not-found' ? { kind: 'no-node', service } : { kind: 'unreadable', service, problem },
        );
      }
    }
  }

  /** The newest first. */
  async #history(to: string): Promise<Outcome<readonly Revision[]>> {
    for (let look = 1; ; look++) {
      const one = await this.#wire.get(itemsGet(POLICY_NODE, 1), { to });
      if (!one.ok) return failed(problemOfCondition(one.condition));
      const inForce = parseItems(one.stanza, POLICY_NODE).at(-1);
      if (!inForce) return done([]);
      const size = Math.max(1, inForce.payload?.toString().length ?? 1);
      const most = Math.min(MOST_REVISIONS, Math.max(2, Math.floor(MOST_OCTETS / size)));
      const all = await this.#wire.get(itemsGet(POLICY_NODE, most), { to });
      if (!all.ok) return failed(problemOfCondition(all.condition));
      const items = parseItems(all.stanza, POLICY_NODE);
      const ordered = newestFirst(items, inForce.id) ?? (look < MOST_LOOKS ? undefined : items.toReversed());
      if (ordered) return done(ordered.map(readRevision));
    }
  }
}
