/**
 * What is kept of conversations. All of it is sealed, and what belongs together is written together:
 *
 * | record | what |
 * |---|---|
 * | `chats` | whose they are, the outbox, up to where the archive is known, and all of each conversation but its messages |
 * | `chat-*` | messages, in a fixed number of records, so that one message writes a part of them |
 *
 * Where nothing can be sealed (some private windows) it is kept in the session's store, for the next worker.
 */
import { NO_CHATS, type ChatState, type KeptChats, type Outgoing } from '../../core/chat/chat-state.js';
import { newConversation, type Conversation, type Message } from '../../core/chat/conversation.js';
import type { BareJid } from '../../core/jid.js';
import { isListed } from '../../core/chat/room.js';
import type { Platform } from '../platform.js';
import { SealedStore } from '../sealed-store.js';
import { succeeds } from '../succeeds.js';

/** Raised when the shape of a record changes. What another version has kept is as if it were not there. */
const FORMAT = 1;
const INDEX = 'chats';
const PARTS = Array.from({ length: 32 }, (_, part) => `chat-${part}`);
const ALL = [INDEX, ...PARTS];
/** Milliseconds before what nobody waits for is written. */
const PAUSE = 300;

/** All of a conversation but its messages, and what is of this moment. */
const KEPT = [
  'jid',
  'listedName',
  'older',
  'cursor',
  'stale',
  'unread',
  'draft',
  'letIn',
  'stranger',
  'tellsStates',
  'owesMarker',
  'toldAt',
  'shownAt',
] as const satisfies readonly (keyof Conversation)[];
type KeptConversation = Pick<Conversation, (typeof KEPT)[number]>;
type KeptMessages = readonly (readonly [BareJid, readonly Message[]])[];

interface IndexRecord {
  readonly format: typeof FORMAT;
  readonly account: BareJid;
  /** Of two that were kept in two places, the higher one counts. */
  readonly revision: number;
  readonly outbox: readonly Outgoing[];
  readonly known: readonly string[] | null;
  readonly discarded: readonly string[];
  readonly conversations: readonly KeptConversation[];
}

export interface ChatStoreOptions {
  readonly platform: Platform;
  /** What is to be kept; undefined if there is nothing yet that may be. */
  readonly state: () => ChatState | undefined;
  /** These of the outbox are kept, or could not be. */
  readonly kept: (ids: readonly string[]) => void;
}

export class ChatStore {
  readonly #options: ChatStoreOptions;
  readonly #sealed: SealedStore;
  #revision = 0;
  /** All of it is sealed as it was written last: only what is different since is written. */
  #isSealed = false;
  #known: ChatState['known'];
  /** What was to be written last is nowhere. */
  #failed = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #writing: Promise<unknown> = Promise.resolve();
  #next: Promise<boolean> | undefined;

  constructor(options: ChatStoreOptions) {
    this.#options = options;
    this.#sealed = new SealedStore(options.platform.localStore, options.platform.messageKeyFile);
  }

  /** What was kept for `account`, after what was to be written before. */
  load(account: BareJid): Promise<KeptChats> {
    const loaded = this.#writing.then(() => this.#read(account));
    this.#writing = succeeds(loaded);
    return loaded;
  }

  /** Something is different: it is written soon. */
  changed(): void {
    this.#timer ??= setTimeout(() => void this.flush(), PAUSE);
  }

  /** Writes what is known now. Resolves with whether it is kept. */
  flush(): Promise<boolean> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#next) return this.#next;
    const written = this.#writing.then(() => {
      this.#next = undefined;
      return this.#write();
    });
    this.#next = written;
    this.#writing = written;
    return written;
  }

  async wipe(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const wiped = this.#writing.then(() =>
      Promise.all([this.#sealed.erase(ALL), this.#options.platform.sessionStore.remove(ALL)]),
    );
    this.#isSealed = false;
    this.#writing = succeeds(wiped);
    await wiped;
  }

  async #read(account: BareJid): Promise<KeptChats> {
    const { sessionStore } = this.#options.platform;
    const both = await Promise.all([this.#sealed.getAll(ALL), sessionStore.getAll(ALL)]);
    const [latest] = both
      .flatMap((records) => (isOwn(records[INDEX], account) ? [{ records, index: records[INDEX] }] : []))
      .sort((a, b) => b.index.revision - a.index.revision);
    this.#isSealed = false;
    if (!latest) return NO_CHATS;
    const { records, index } = latest;
    this.#revision = index.revision;
    this.#known = index.known ?? undefined;
    const messages = new Map(PARTS.flatMap((part) => (records[part] ?? []) as KeptMessages));
    return {
      outbox: index.outbox,
      known: this.#known,
      discarded: index.discarded,
      conversations: index.conversations.map((kept) => ({
        ...newConversation(kept.jid),
        ...kept,
        older: kept.older === 'loading' ? 'some' : kept.older,
        messages: [...(messages.get(kept.jid) ?? [])],
      })),
    };
  }

  #differs({ touched, unkept, known }: ChatState): boolean {
    return touched.size > 0 || unkept.size > 0 || known !== this.#known;
  }

  async #write(): Promise<boolean> {
    const state = this.#options.state();
    if (!state || !(this.#failed || this.#differs(state))) return true;
    this.#known = state.known;
    const ids = [...state.unkept];
    const touched = new Set([...state.touched].map(partOf));
    state.touched.clear();
    const all = recordsOf(state, ++this.#revision);
    const parts = Object.fromEntries([...touched].map((part) => [part, all[part]]));
    this.#isSealed = await succeeds(this.#sealed.setAll(this.#isSealed ? { [INDEX]: all[INDEX], ...parts } : all));
    const isKept = this.#isSealed || (await succeeds(this.#options.platform.sessionStore.set(all)));
    this.#failed = !isKept;
    this.#options.kept(ids);
    return isKept;
  }
}

/** All of it, as it is at this moment. */
function recordsOf(state: ChatState, revision: number): Readonly<Record<string, unknown>> {
  const conversations = [...state.conversations.values()].filter((one) => isListed(one) || one.letIn);
  const index: IndexRecord = {
    format: FORMAT,
    account: state.account,
    revision,
    outbox: [...state.outbox.values()],
    known: state.known ?? null,
    discarded: state.discarded,
    conversations: conversations.map(kept),
  };
  const parts = new Map<string, [BareJid, Message[]][]>(PARTS.map((part) => [part, []]));
  for (const { jid, messages } of conversations) parts.get(partOf(jid))?.push([jid, [...messages]]);
  return { [INDEX]: index, ...Object.fromEntries(parts) };
}

function kept(conversation: Conversation): KeptConversation {
  return Object.fromEntries(KEPT.map((field) => [field, conversation[field]])) as unknown as KeptConversation;
}

function partOf(jid: BareJid): string {
  let sum = 0;
  for (let index = 0; index < jid.length; index++) sum = (sum * 31 + jid.charCodeAt(index)) % PARTS.length;
  return PARTS[sum] ?? INDEX;
}

function isOwn(record: unknown, account: BareJid): record is IndexRecord {
  const index = record as Partial<IndexRecord> | undefined;
  return index?.format === FORMAT && index.account === account;
}
