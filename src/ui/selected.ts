/** Which requests are selected: some of the page that is shown, or all that the filter lets through. */
import type { BareJid } from '../core/jid.js';
import type { Filter, RequestsSlice } from '../core/view.js';
import type { Selection } from '../ports/protocol.js';

export class Selected {
  readonly all: boolean;
  readonly #jids: ReadonlySet<BareJid>;

  constructor(jids: Iterable<BareJid>, all = false) {
    this.#jids = new Set(jids);
    this.all = all;
  }

  count(requests: RequestsSlice): number {
    return this.all ? requests.matching : this.#jids.size;
  }

  /** Those of the page. */
  shown(requests: RequestsSlice): ReadonlySet<BareJid> {
    return this.all ? open(requests) : this.#jids;
  }

  /** What is left of it when the page is another: what is gone, or answered, is not selected any more. */
  among(requests: RequestsSlice): Selected {
    if (this.all) return requests.matching > 0 ? this : NOTHING;
    if (this.#jids.size === 0) return this;
    const there = open(requests);
    const left = [...this.#jids].filter((jid) => there.has(jid));
    return left.length === this.#jids.size ? this : new Selected(left);
  }

  with(which: BareJid | 'page' | 'matching', selected: boolean, requests: RequestsSlice): Selected {
    if (which === 'page') return selected ? new Selected(open(requests)) : NOTHING;
    if (which === 'matching') return selected ? new Selected([], true) : NOTHING;
    const jids = new Set(this.shown(requests));
    if (selected) jids.add(which);
    else jids.delete(which);
    return new Selected(jids);
  }

  /** As a command wants it. */
  selection(requests: RequestsSlice, filter: Filter): Selection {
    return this.all ? { filter } : { jids: [...this.shown(requests)] };
  }
}

export const NOTHING = new Selected([]);

/** Those of the page that wait for an answer. */
function open({ rows }: RequestsSlice): Set<BareJid> {
  return new Set(rows.filter(({ pending }) => pending === null).map(({ jid }) => jid));
}
