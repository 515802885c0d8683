/**
 * Conversations: wires what is known of them (`core/chat`) to the stream, the store and the pages. What a person writes is kept before
 * it is sent, and before the page hears that it is done; what others write is kept before the server hears that we have it.
 */
import type { ChatEvent } from '../../core/chat/chat-event.js';
import { chatSlice, chatsSlice, givenName, nameOf, unreadCount, unreadOf } from '../../core/chat/chat-selectors.js';
import { isArchived } from '../../core/chat/keeping.js';
import { initialChats, type ChatState } from '../../core/chat/chat-state.js';
import { chatStep } from '../../core/chat/chat-step.js';
import { correctable, discardable } from '../../core/chat/outbox.js';
import { isStranger } from '../../core/chat/strangers.js';
import type { BareJid } from '../../core/jid.js';
import type { Window } from '../../core/view.js';
import type { CommandResult, MessagingCommand } from '../../ports/protocol.js';
import { messageText } from '../../xmpp/characters.js';
import type { Element } from '../../xmpp/element.js';
import { parseMessage } from '../../xmpp/rfc6121-message.js';
import { parseCarbon } from '../../xmpp/xep0280-carbons.js';
import { OK, refusal } from '../results.js';
import type { StreamSession } from '../stream-session.js';
import type { ArchiveReader } from './chat-archive.js';
import { ChatPerformer } from './chat-perform.js';
import { ChatStore } from './chat-store.js';
import type { MessagingOptions, MessagingPart, MessagingRequest, MessagingSlices, Unread } from './part.js';

/** Messages that wait to be sent. */
const MOST_WAITING = 2000;

export class Chat implements MessagingPart {
  readonly #options: MessagingOptions;
  readonly #archive: ArchiveReader;
  readonly #store: ChatStore;
  readonly #performer: ChatPerformer;
  #state: ChatState | undefined;
  #stream: StreamSession | undefined;
  /** The server has taken this person's sign-in, now or before: what others have kept here is not theirs to overwrite. */
  #isProven = false;
  /** What pages looked at last. */
  #looked = '[]';
  readonly #emptied: (() => void)[] = [];

  constructor(options: MessagingOptions, archive: ArchiveReader) {
    this.#options = options;
    const now = (): number => options.platform.now();
    this.#archive = archive;
    this.#store = new ChatStore({
      platform: options.platform,
      state: () => (this.#isProven ? this.#state : undefined),
      kept: (ids) => this.#dispatch({ type: 'outboxKept', ids }),
    });
    this.#performer = new ChatPerformer({
      now,
      archive: this.#archive,
      stream: () => this.#stream,
      dispatch: (event) => this.#dispatch(event),
      keep: () => void this.#store.flush(),
      announce: (message) => options.announceMessage({ ...message, name: this.#nameOf(message.jid) }),
    });
  }

  get unread(): Unread | undefined {
    const state = this.#state;
    if (!state) return undefined;
    const from = [...state.conversations.values()].filter(({ unread }) => unread > 0);
    const hasStrangers = from.some((one) => isStranger(state, one));
    return { count: unreadCount(state), from: new Set(from.map(({ jid }) => jid)), hasStrangers };
  }

  /** Messages of one person that nobody has read. */
  unreadOf(jid: BareJid): number {
    return this.#state ? unreadOf(this.#state, jid) : 0;
  }

  /** What they are called; empty where they have no name. */
  givenName(jid: BareJid): string {
    return this.#state ? givenName(this.#state, jid) : '';
  }

  /** There is a conversation with them. */
  has(jid: BareJid): boolean {
    return this.#state?.conversations.has(jid) ?? false;
  }

  /** A page has found these people in the directory, where they have names. */
  peopleFound(people: readonly { readonly jid: BareJid; readonly name: string }[]): void {
    this.#dispatch({ type: 'peopleFound', people });
  }

  async start(account: BareJid): Promise<void> {
    const kept = await this.#store.load(account);
    this.#isProven = kept.known !== undefined || kept.conversations.length > 0;
    this.#state = initialChats(this.#options.state, account, kept);
    this.#looked = '[]';
  }

  begin(stream: StreamSession, how: 'fresh' | 'resumed' | 'restored'): void {
    this.#stream = stream;
    this.#isProven = true;
    this.#dispatch({ type: 'streamBegan', how, at: this.#options.platform.now() });
  }

  end(): void {
    this.#dispatch({ type: 'streamEnded' });
  }

  receiveMessage(message: Element): boolean {
    const { account } = this.#state ?? {};
    if (!account) return false;
    if (this.#archive.take(message)) return true;
    const carbon = parseCarbon(message, account);
    if (carbon === 'forged') return true;
    const now = this.#options.platform.now();
    const heard = parseMessage(carbon?.message ?? message, { account, source: carbon ? 'carbon' : 'live', now });
    if (heard) this.#dispatch({ type: 'heard', heard, at: now });
    return heard !== undefined;
  }

  acknowledged({ name, attrs: { id } }: Element): void {
    if (name === 'message' && id !== undefined) this.#dispatch({ type: 'acknowledged', id });
  }

  stateChanged(): void {
    const { unanswered, outbox, inFlight } = this.#state ?? {};
    if (unanswered?.length || (outbox && outbox.size > (inFlight?.size ?? 0)))
      this.#dispatch({ type: 'sessionChanged', at: this.#options.platform.now() });
  }

  looks(windows: readonly Window[]): void {
    const chats = windows.flatMap(({ chat }) => chat ?? []);
    const looked = JSON.stringify(chats);
    if (looked === this.#looked || !this.#state) return;
    this.#looked = looked;
    this.#dispatch({ type: 'looked', windows: chats, at: this.#options.platform.now() });
  }

  execute(command: MessagingRequest): Promise<CommandResult> | undefined {
    const state = this.#state;
    if (!state) return undefined;
    const at = this.#options.platform.now();
    switch (command.name) {
      case 'send-message':
        return this.#send(state, command);
      case 'retry-message':
        this.#dispatch({ type: 'retryChosen', jid: command.jid, id: command.id, at });
        return this.#kept();
      case 'discard-message':
        if (!discardable(state, command.jid, command.id)) return Promise.resolve(refusal({ kind: 'not-allowed' }));
        this.#dispatch({ type: 'discardChosen', jid: command.jid, id: command.id });
        return this.#kept();
      case 'keep-draft':
        this.#dispatch({ type: 'draftKept', jid: command.jid, text: command.text, typing: command.typing, at });
        return Promise.resolve(OK);
      case 'accept-stranger':
        this.#dispatch({ type: 'strangerAccepted', jid: command.jid, at });
        return this.#kept();
      case 'read-older':
        this.#dispatch({ type: 'olderWanted', jid: command.jid });
        return Promise.resolve(OK);
      default:
        return undefined;
    }
  }

  slices({ chats, chat }: Window): Partial<MessagingSlices> {
    const state = this.#state;
    if (!state) return {};
    return {
      ...(chats ? { chats: chatsSlice(state, chats) } : {}),
      ...(chat ? { chat: chatSlice(state, chat) } : {}),
    };
  }

  /** Where the server is known to keep an archive of all of it, what does not fit here is read again there. */
  async flush(): Promise<void> {
    const isKept = await this.#store.flush();
    if (!isKept && this.#state && !isArchived(this.#state)) throw new Error('messages could not be kept');
  }

  carriedOut(): Promise<void> {
    if (!this.#state?.outbox.size) return Promise.resolve();
    return new Promise((resolve) => this.#emptied.push(resolve));
  }

  async wipe(): Promise<void> {
    this.#state = undefined;
    this.#stream = undefined;
    this.#isProven = false;
    await this.#store.wipe();
  }

  #nameOf(jid: BareJid): string {
    return this.#state ? nameOf(this.#state, jid) : jid;
  }

  async #send(
    state: ChatState,
    { jid, id, text, corrects }: MessagingCommand & { readonly name: 'send-message' },
  ): Promise<CommandResult> {
    const written = messageText(text);
    const isTaken = state.outbox.size < MOST_WAITING && (corrects === null || correctable(state, jid, corrects));
    if (!isTaken || written.trim() === '') return refusal({ kind: 'not-allowed' });
    const at = this.#options.platform.now();
    this.#dispatch({ type: 'messageWritten', jid, id, text: written, corrects, at });
    const result = await this.#kept();
    // It would be lost with this worker: the page still has it.
    if (!result.ok) this.#dispatch({ type: 'discardChosen', jid, id });
    return result;
  }

  /** What the disk has no room for is safe once the server has it. */
  async #kept(): Promise<CommandResult> {
    return (await this.#store.flush()) || this.#options.state.online ? OK : refusal({ kind: 'failed' });
  }

  #dispatch(event: ChatEvent): void {
    const state = this.#state;
    if (!state) return;
    for (const effect of chatStep(state, event)) this.#performer.perform(effect);
    if (state.touched.size > 0 || state.unkept.size > 0) this.#store.changed();
    if (state.outbox.size === 0) for (const resolve of this.#emptied.splice(0)) resolve();
    this.#options.changed();
  }
}
