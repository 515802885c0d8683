/** The organisation's directory: whom pages look at, and searching it. */
import { peopleSlice } from '../../core/directory/people-slice.js';
import { parseJid, type BareJid } from '../../core/jid.js';
import { isListed } from '../../core/policy/domains.js';
import type { Window } from '../../core/view.js';
import type { CommandResult } from '../../ports/protocol.js';
import { refusal } from '../results.js';
import type { StreamSession } from '../stream-session.js';
import { PeopleSearch } from './people-search.js';
import type { MessagingOptions, MessagingPart, MessagingRequest, MessagingSlices } from './part.js';

export class Directory implements MessagingPart {
  readonly #options: MessagingOptions;
  #search: PeopleSearch | undefined;
  #lookedAt: ReadonlySet<BareJid> = new Set();

  constructor(options: MessagingOptions) {
    this.#options = options;
  }

  /** Whom pages look at is asked for their availability (see `core/directory/asking.ts`). */
  looks(windows: readonly Window[]): void {
    const jids = new Set(windows.flatMap(({ people }) => people ?? []));
    if (jids.size === this.#lookedAt.size && [...jids].every((jid) => this.#lookedAt.has(jid))) return;
    this.#lookedAt = jids;
    this.#options.dispatch({ type: 'peopleLookedAt', jids, at: this.#options.platform.now() });
  }

  begin(stream: StreamSession): void {
    this.#search = new PeopleSearch(stream.wire, (jid) => this.#isOurs(jid));
  }

  end(): void {
    this.#search = undefined;
  }

  execute(command: MessagingRequest): Promise<CommandResult> | undefined {
    if (command.name !== 'find-people') return undefined;
    return this.#search?.find(command.text, command.after) ?? Promise.resolve(refusal({ kind: 'not-online' }));
  }

  slices({ people }: Window): Partial<MessagingSlices> {
    return people ? { people: peopleSlice(this.#options.state, people) } : {};
  }

  /** Of our own domain, or of one that the policy lists. */
  #isOurs(jid: BareJid): boolean {
    const { account, inForce } = this.#options.state;
    const domain = parseJid(jid)?.domain;
    return domain !== undefined && (domain === account?.domain || isListed(domain, inForce?.listed ?? new Set()));
  }
}
