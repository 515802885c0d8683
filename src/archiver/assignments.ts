/**
 * Who is on which endpoint. Each change is remembered with the row from which on it counts, so that an endpoint that has
 * been down delivers what was its own at the time, and the one that somebody has moved to begins where the other ends:
 * each message goes to the endpoint that the person was on when it was sent.
 */
import type { BareJid } from '../core/jid.js';

/** Undefined: on none. */
export type EndpointName = string | undefined;

/** From the row after `since` on, `who` is on `endpoint`. */
export interface Assignment {
  readonly since: number;
  /** `everybody`: whoever is not named. */
  readonly who: BareJid | 'everybody';
  /** `default`: as everybody; not for everybody. Null: on none. */
  readonly endpoint: string | null;
}

export const DEFAULT = 'default';

export class Assignments {
  /** The oldest first. */
  readonly #changes = new Map<string, Assignment[]>();

  constructor(changes: readonly Assignment[] = []) {
    for (const change of changes) this.#add(change);
  }

  /** All changes that still matter. */
  get changes(): readonly Assignment[] {
    return [...this.#changes.values()].flat();
  }

  /** These assignments, and more. What no row after `done` needs is left out. */
  with(changes: readonly Assignment[], done: number): Assignments {
    const next = new Assignments([...this.changes, ...changes]);
    for (const [who, list] of next.#changes) {
      const needed = list.filter((_, index) => (list[index + 1]?.since ?? Infinity) > done);
      const [only, ...others] = needed;
      if (others.length === 0 && only?.endpoint === DEFAULT && only.since <= done) next.#changes.delete(who);
      else next.#changes.set(who, needed);
    }
    return next;
  }

  /** On which endpoint somebody of the organisation was when this row was written. */
  endpointOf(who: BareJid, row: number): EndpointName {
    const own = this.#at(who, row);
    const assigned = own === undefined || own === DEFAULT ? this.#at('everybody', row) : own;
    return assigned ?? undefined;
  }

  /** Whether somebody was ever put on it, as far as that still matters. */
  hasNamed(endpoint: string): boolean {
    return this.changes.some((change) => change.endpoint === endpoint);
  }

  /** Whether something was ever said of them. */
  has(who: BareJid | 'everybody'): boolean {
    return this.#changes.has(who);
  }

  /** Who is named for an endpoint now, in alphabetical order. */
  get current(): readonly { readonly who: string; readonly endpoint: string | null }[] {
    return [...this.#changes]
      .map(([who, list]) => ({ who, endpoint: list.at(-1)?.endpoint ?? null }))
      .filter(({ endpoint }) => endpoint !== DEFAULT)
      .sort((a, b) => (a.who < b.who ? -1 : 1));
  }

  #at(who: string, row: number): string | null | undefined {
    return this.#changes.get(who)?.findLast(({ since }) => since < row)?.endpoint;
  }

  #add(change: Assignment): void {
    const list = this.#changes.get(change.who) ?? [];
    // Of two changes at the same row only the later counts.
    const kept = list.filter(({ since }) => since !== change.since);
    this.#changes.set(
      change.who,
      [...kept, change].sort((a, b) => a.since - b.since),
    );
  }
}
