/** The organisation's directory: whom pages look at, and searching it. */
import { peopleSlice } from '../../core/directory/people-slice.js';
import type { BareJid } from '../../core/jid.js';
import type { Window } from '../../core/view.js';
import type { CommandResult } from '../../ports/protocol.js';
import type { MessagingOptions, MessagingPart, MessagingRequest, MessagingSlices } from './part.js';

export class Directory implements MessagingPart {
  readonly #options: MessagingOptions;
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

  execute(_command: MessagingRequest): Promise<CommandResult> | undefined {
    return undefined;
  }

  slices({ people }: Window): Partial<MessagingSlices> {
    return people ? { people: peopleSlice(this.#options.state, people) } : {};
  }
}
