/**
 * The session host: wires state, sign-in and stores together; pages reach it through ports. There is one in the
 * extension's background, and one for a web site, however many of its tabs are open.
 */
import type { Event } from '../core/event.js';
import type { BareJid } from '../core/jid.js';
import type { Link } from '../core/link.js';
import {
  activitySlice,
  isLoaded,
  logPage,
  optionsSlice,
  ownSlice,
  peoplePage,
  requestsSlice,
  sessionSlice,
  settingSlice,
  waitingCount,
  waitingRow,
} from '../core/selectors.js';
import { optionValues, type OptionValues } from '../core/options.js';
import { initialState, type State } from '../core/state.js';
import { step } from '../core/step.js';
import type { RequestRow, View, Window } from '../core/view.js';
import type { Command, CommandResult, Question } from '../ports/protocol.js';
import type { AskToken, Session } from '../ports/session.js';
import { Decisions } from './decisions.js';
import { Login } from './login.js';
import { MessagingSlot, type LoadMessaging } from './messaging-slot.js';
import type { AnnouncedMessage, Unread } from './messaging/part.js';
import { Performer } from './perform.js';
import type { ManagedPreset, Platform } from './platform.js';
import { OK, refusal } from './results.js';
import { SignIn } from './sign-in.js';
import { StateWaits } from './state-waits.js';
import { Store } from './store.js';

export interface HostOptions {
  readonly platform: Platform;
  /** The person is asked about somebody new. */
  readonly announce?: (jids: readonly BareJid[]) => void;
  /** The view may look different now. */
  readonly changed?: () => void;
  /** Gets what contact list, directory and chat need, when a page first shows one of them. */
  readonly loadMessaging?: LoadMessaging;
  /** Whether or not a page shows it: messages are taken as long as somebody is signed in. */
  readonly messaging?: boolean;
  /** Somebody has written. */
  readonly announceMessage?: (message: AnnouncedMessage) => void;
  /** Milliseconds for which a decline or a block can be taken back before it is sent. */
  readonly hold?: number;
}

const HOLD = 6000;

export class SessionHost implements Session {
  readonly #options: HostOptions;
  readonly #platform: Platform;
  readonly #state: State = initialState(null);
  readonly #waits = new StateWaits(this.#state);
  readonly #store: Store;
  readonly #login: Login;
  readonly #performer: Performer;
  readonly #messaging: MessagingSlot;
  #started: Promise<void> | undefined;
  readonly #decisions: Decisions;
  #preset: ManagedPreset = {};

  constructor(options: HostOptions) {
    this.#options = options;
    const { platform } = options;
    this.#platform = platform;
    const dispatch = (event: Event): void => this.#dispatch(event);
    this.#messaging = new MessagingSlot({
      platform,
      state: this.#state,
      dispatch,
      changed: () => options.changed?.(),
      stream: () => this.#login.stream,
      announceMessage: (message) => options.announceMessage?.(message),
      load: options.loadMessaging,
    });
    this.#store = new Store({
      platform,
      state: this.#state,
      position: () => this.#login.stream?.position(),
      keepMore: () => this.#messaging.flush(),
    });
    this.#login = new Login({ platform, state: this.#state, store: this.#store, messaging: this.#messaging, dispatch });
    this.#performer = new Performer({
      state: this.#state,
      store: this.#store,
      now: () => platform.now(),
      dispatch,
      announce: (jids) => options.announce?.(jids),
      waitUntil: (at) => this.#waitUntil(at),
    });
    this.#decisions = new Decisions({
      state: this.#state,
      waits: this.#waits,
      store: this.#store,
      login: this.#login,
      messaging: this.#messaging,
      hold: options.hold ?? HOLD,
      now: () => platform.now(),
      dispatch,
    });
    platform.onOnline(() => this.wake());
  }

  /** Reads what is preset, and continues the session of an earlier worker if there was one. */
  start(): Promise<void> {
    return (this.#started ??= this.#restore().catch((error: unknown) => {
      this.#started = undefined; // what could not be read once may be read the next time
      throw error;
    }));
  }

  get account(): State['account'] {
    return this.#state.account;
  }

  get phase(): Link['phase'] {
    return this.#state.link.phase;
  }

  view(window: Window): View {
    const preset = { domain: this.#preset.domain ?? null, service: this.#preset.service ?? null };
    return {
      session: sessionSlice(this.#state, this.#login.stay, preset),
      setting: settingSlice(this.#state),
      requests: requestsSlice(this.#state, window),
      activity: activitySlice(this.#state),
      options: optionsSlice(this.#state),
      own: ownSlice(this.#state),
      ...this.#messaging.slices(window),
    };
  }

  /** How many requests wait; undefined as long as the server has not said what it takes to tell. */
  get waiting(): number | undefined {
    if (this.#state.link.phase === 'signed-out') return 0;
    return isLoaded(this.#state) ? waitingCount(this.#state) : undefined;
  }

  /** What nobody has read; undefined as long as that is not known. */
  get unread(): Unread | undefined {
    return this.#state.account ? this.#messaging.unread : undefined;
  }

  /** The request of `jid`, as long as it waits for an answer. */
  waitingFrom(jid: BareJid): RequestRow | undefined {
    return waitingRow(this.#state, jid);
  }

  /** What the person has set. */
  get optionValues(): OptionValues {
    return optionValues(this.#state.options);
  }

  /** Connects at once if it is waiting to, and looks whether a connection is alive: after sleep, or when the network is back. */
  wake(): void {
    this.#login.wake();
  }

  get parseMore(): Session['parseMore'] {
    return this.#messaging.parseMore;
  }

  async loadMore(): Promise<void> {
    await this.start();
    await this.#messaging.load();
  }

  looks(port: object, window: Window | undefined): void {
    this.#messaging.looks(port, window);
  }

  watch(watched: boolean): void {
    this.#login.watch(watched);
    // Who opens a page is to see how things are, not how they were when the network went.
    if (watched) this.wake();
  }

  async execute(command: Command, askToken: AskToken): Promise<CommandResult> {
    // A page whose worker died asks the next one at once: it may not know yet who is signed in.
    await this.start();
    switch (command.name) {
      case 'sign-in': {
        const { password, allowPlain } = command;
        return this.#login.signIn(this.#withService(command), () => ({ kind: 'password', password, allowPlain }));
      }
      case 'sign-in-with-token':
        return this.#login.signIn({ ...this.#withService(command), stay: false }, (jid) => ({
          kind: 'bearer',
          fetchToken: () => askToken(jid.bare),
        }));
      case 'sign-out':
        await this.#decisions.seeThrough();
        await this.#login.signOut();
        return OK;
      case 'reconnect':
        return this.#login.reconnect();
      case 'read-log':
      case 'read-people':
      case 'read-profile':
        return this.#state.account ? this.#answer(command) : refusal({ kind: 'not-signed-in' });
      case 'set-availability':
        if (!this.#state.account) return refusal({ kind: 'not-signed-in' });
        this.#dispatch({ type: 'availabilityChosen', own: command.availability, at: this.#platform.now() });
        if (this.#login.proven) await this.#store.flush();
        return OK;
      case 'be-active':
        this.#dispatch({ type: 'personActive', at: this.#platform.now() });
        return OK;
      case 'add-contact':
      case 'edit-contact':
      case 'remove-contact':
      case 'cancel-contact-request':
      case 'send-message':
      case 'retry-message':
      case 'discard-message':
      case 'keep-draft':
      case 'accept-stranger':
      case 'read-older':
      case 'find-people':
      case 'read-archive':
        return this.#state.account ? this.#messaging.execute(command) : refusal({ kind: 'not-signed-in' });
      default:
        return this.#decisions.take(command);
    }
  }

  async #restore(): Promise<void> {
    this.#platform.managed.onChange((preset) => this.#usePreset(preset));
    const [preset, signIn] = await Promise.all([this.#platform.managed.get(), SignIn.restore(this.#platform)]);
    this.#usePreset(preset);
    if (this.#options.messaging) await this.#messaging.load();
    await this.#login.restore(signIn);
  }

  #withService<C extends { readonly service: string | null }>(command: C): C {
    return { ...command, service: command.service ?? this.#preset.service ?? null };
  }

  async #answer(
    question: Exclude<Question, { readonly name: 'find-people' | 'read-archive' }>,
  ): Promise<CommandResult> {
    switch (question.name) {
      case 'read-log':
        return { ok: true, data: logPage(this.#state, question.text, question.offset, question.limit) };
      case 'read-people': {
        const { list, text, offset, limit } = question;
        return { ok: true, data: peoplePage(this.#state, list, text, offset, limit) };
      }
      case 'read-profile': {
        const stream = this.#login.stream;
        if (!stream?.wire.isOpen) return refusal({ kind: 'not-online' });
        const answer = await stream.readProfile(question.jid);
        return answer.ok
          ? { ok: true, data: answer.profile }
          : refusal({ kind: 'refused', condition: answer.condition });
      }
    }
  }

  #dispatch(event: Event): void {
    const effects = step(this.#state, event);
    this.#performer.perform(effects, this.#login.stream);
    this.#messaging.stateChanged();
    this.#waits.changed();
    if (this.#login.proven) this.#store.changed(isOfStream(event) ? 'position' : 'state');
    this.#options.changed?.();
  }

  #waitUntil(at: number): void {
    const pass = (): void => this.#dispatch({ type: 'timePassed', at: Math.max(at, this.#platform.now()) });
    setTimeout(pass, Math.max(0, at - this.#platform.now()));
  }

  #usePreset(preset: ManagedPreset): void {
    this.#preset = preset;
    this.#dispatch({ type: 'managedPolicyChanged', managed: preset.policy });
  }
}

/** Happens all the time, and leaves what is kept of the person as it is. */
function isOfStream({ type }: Event): boolean {
  return type === 'availabilityReceived' || type === 'personActive';
}
