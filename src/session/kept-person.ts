/** What the person decided that the server may not have yet, their preference and options; written together. */
import type { BareJid } from '../core/jid.js';
import type { Mark } from '../core/marks.js';
import { unseenAnswers, type Kept, type State } from '../core/state.js';
import { Parts } from './parts.js';
import type { KeyValueStore } from './platform.js';
import { isOwned, owned, type PersonRecord } from './records.js';

const MOST_SEEN = 2000;

/** What is to be written, as it was at one moment. */
export interface PersonSnapshot {
  readonly record: PersonRecord;
  readonly parts: Readonly<Record<string, unknown>>;
}

export class KeptPerson {
  readonly #store: KeyValueStore;
  readonly #marks = new Parts<Mark>('marks', 64);
  readonly #seen = new Parts<number>('seen', 16);
  #unseen: ReadonlySet<BareJid> = new Set();

  constructor(store: KeyValueStore) {
    this.#store = store;
  }

  /** Whom the kept approvals are for whose outcome was not seen. */
  get unseen(): ReadonlySet<BareJid> {
    return this.#unseen;
  }

  async load(account: BareJid): Promise<Partial<Kept>> {
    const records = await this.#store.getAll(this.#keys);
    const record = records.person;
    if (!isOwned(record, account)) {
      for (const parts of [this.#marks, this.#seen]) parts.disregard(records);
      return {};
    }
    return {
      ...(record as PersonRecord),
      marks: [...this.#marks.read(records)] as [BareJid, Mark][],
      seen: [...this.#seen.read(records)] as [BareJid, number][],
    };
  }

  /** Takes what differs from what was last taken; to be written before the next is taken. */
  take(state: State): PersonSnapshot | undefined {
    const { account, written, saving, marks, toComplete, intents, prompts, requests, toBlock, options } = state;
    if (!account) return undefined;
    // Of whom something is decided, it tells whether that was about the request that a fresh stream delivers.
    const decided = [...intents.keys(), ...state.inBulk.keys()];
    const seen = [...[...prompts].slice(0, MOST_SEEN), ...decided].flatMap((jid): [BareJid, number][] => {
      const since = requests.get(jid)?.request.since ?? state.firstSeen.get(jid);
      return since === undefined ? [] : [[jid, since]];
    });
    const record = owned(account, {
      preference: written,
      preferenceUnsaved: saving !== 'no',
      toComplete: [...toComplete],
      intents: [...intents],
      unseen: [...unseenAnswers(state)],
      toBlock: [...toBlock],
      options: [...options],
      invitations: [...state.invitations.values()],
    });
    return { record, parts: { ...this.#marks.take(marks), ...this.#seen.take(new Map(seen)) } };
  }

  /** Rejects where it does not fit; `beside` is written in the same go. */
  async write({ record, parts }: PersonSnapshot, beside: Readonly<Record<string, unknown>>): Promise<void> {
    try {
      await this.#store.set({ person: record, ...parts, ...beside });
    } catch (error) {
      this.#forgetParts();
      throw error;
    }
    this.#unseen = new Set(record.unseen.map(([jid]) => jid));
  }

  async forget(): Promise<void> {
    this.#unseen = new Set();
    this.#forgetParts();
    await this.#store.remove(this.#keys);
    for (const parts of [this.#marks, this.#seen]) parts.disregard({});
  }

  get #keys(): readonly string[] {
    return ['person', ...this.#marks.keys, ...this.#seen.keys];
  }

  #forgetParts(): void {
    this.#marks.forget();
    this.#seen.forget();
  }
}
