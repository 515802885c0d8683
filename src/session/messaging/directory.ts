/** The organisation's directory: whom pages look at, and searching it. */
import { peopleSlice } from '../../core/directory/people-slice.js';
import { parseJid, type BareJid } from '../../core/jid.js';
import type { DirectoryPage, DirectoryRow } from '../../core/people-view.js';
import { isListed } from '../../core/policy/domains.js';
import type { Window } from '../../core/view.js';
import type { CommandResult } from '../../ports/protocol.js';
import { refusal } from '../results.js';
import type { StreamSession } from '../stream-session.js';
import { PeopleSearch } from './people-search.js';
import type { MessagingOptions, MessagingPart, MessagingRequest, MessagingSlices } from './part.js';

type FindPeople = MessagingRequest & { readonly name: 'find-people' };

export class Directory implements MessagingPart {
  readonly #options: MessagingOptions;
  readonly #found: (people: readonly DirectoryRow[]) => void;
  #search: PeopleSearch | undefined;
  #lookedAt: ReadonlySet<BareJid> = new Set();

  /** `found`: hears of each page of people. */
  constructor(options: MessagingOptions, found: (people: readonly DirectoryRow[]) => void) {
    this.#options = options;
    this.#found = found;
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
    return this.#search ? this.#find(this.#search, command) : Promise.resolve(refusal({ kind: 'not-online' }));
  }

  slices({ people }: Window): Partial<MessagingSlices> {
    return people ? { people: peopleSlice(this.#options.state, people) } : {};
  }

  async #find(search: PeopleSearch, { text, after }: FindPeople): Promise<CommandResult<DirectoryPage>> {
    const result = await search.find(text, after);
    if (result.ok && result.data) this.#found(result.data.rows);
    return result;
  }

  /** Of our own domain, or of one that the policy lists. */
  #isOurs(jid: BareJid): boolean {
    const { account, inForce } = this.#options.state;
    const domain = parseJid(jid)?.domain;
    return domain !== undefined && (domain === account?.domain || isListed(domain, inForce?.listed ?? new Set()));
  }
}
