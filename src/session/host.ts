/**
 * The session host: wires state, connection and stores together; pages reach it through ports. There is one in the
 * extension's background, and one for a web site, however many of its tabs are open.
 */
import type { Event } from '../core/event.js';
import { typedJid, type BareJid, type Domain, type Jid } from '../core/jid.js';
import type { Link, LinkProblem } from '../core/link.js';
import {
  activitySlice,
  hasHeardAll,
  isCarriedOut,
  isLoaded,
  logPage,
  optionsSlice,
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
import type { Command, CommandProblem, CommandResult, Question } from '../ports/protocol.js';
import type { AskToken, Session } from '../ports/session.js';
import { PRIVATE_NODE } from '../xmpp/private-node.js';
import { serviceUrl } from '../xmpp/service-url.js';
import type { ResumePoint, Stream } from '../xmpp/stream.js';
import { Capabilities } from '../xmpp/xep0030-disco.js';
import { Connection } from './connection.js';
import { Performer } from './perform.js';
import { isKnown, newInvitation, personEvent } from './person-event.js';
import type { ManagedPreset, Platform } from './platform.js';
import { revokeToken } from './revoke-token.js';
import { SignIn, type Credential } from './sign-in.js';
import { StateWaits } from './state-waits.js';
import { Store } from './store.js';
import { StreamSession } from './stream-session.js';

export interface HostOptions {
  readonly platform: Platform;
  /** The person is asked about somebody new. */
  readonly announce?: (jids: readonly BareJid[]) => void;
  /** The view may look different now. */
  readonly changed?: () => void;
  /** Milliseconds for which a decline or a block can be taken back before it is sent. */
  readonly hold?: number;
}

const OK: CommandResult = { ok: true };
const HOLD = 6000;
/** Milliseconds that a sign-out waits for what the person decided to reach the server. */
const CARRY_OUT_DEADLINE = 2000;

export class SessionHost implements Session {
  readonly #options: HostOptions;
  readonly #platform: Platform;
  readonly #state: State = initialState(null);
  readonly #waits = new StateWaits(this.#state);
  readonly #store: Store;
  readonly #performer: Performer;
  readonly #capabilities = new Capabilities([PRIVATE_NODE]);
  #started: Promise<void> | undefined;
  #preset: ManagedPreset = {};
  #signIn: SignIn | undefined;
  #connection: Connection | undefined;
  #stream: StreamSession | undefined;
  /** The server has taken the sign-in, now or before: until then nothing is kept, nor anything of others overwritten. */
  #proven = false;
  /** Tell those who asked for it what became of a sign-in. */
  readonly #outcomes: ((result: CommandResult) => void)[] = [];

  constructor(options: HostOptions) {
    this.#options = options;
    this.#platform = options.platform;
    this.#store = new Store(options.platform, this.#state, () => this.#stream?.position());
    this.#performer = new Performer({
      state: this.#state,
      store: this.#store,
      now: () => this.#platform.now(),
      dispatch: (event) => this.#dispatch(event),
      announce: (jids) => options.announce?.(jids),
      waitUntil: (at) => this.#waitUntil(at),
    });
    this.#platform.onOnline(() => this.wake());
  }

  /** Reads what is preset, and continues the session of an earlier worker if there was one. */
  start(): Promise<void> {
    return (this.#started ??= this.#restore());
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
      session: sessionSlice(this.#state, this.#signIn?.stay ?? 'no', preset),
      setting: settingSlice(this.#state),
      requests: requestsSlice(this.#state, window),
      activity: activitySlice(this.#state),
      options: optionsSlice(this.#state),
    };
  }

  /** How many requests wait; undefined as long as the server has not said what it takes to tell. */
  get waiting(): number | undefined {
    if (this.#state.link.phase === 'signed-out') return 0;
    return isLoaded(this.#state) ? waitingCount(this.#state) : undefined;
  }

  /** The request of `jid`, as long as it waits for an answer. */
  waitingFrom(jid: BareJid): RequestRow | undefined {
    return waitingRow(this.#state, jid);
  }

  /** What the person has set. */
  get optionValues(): OptionValues {
    return optionValues(this.#state.options);
  }

  /** Connects at once if it is waiting to: after sleep, or when the network is back. */
  wake(): void {
    this.#connection?.wake();
  }

  async execute(command: Command, askToken: AskToken): Promise<CommandResult> {
    // A page whose worker died asks the next one at once: it may not know yet who is signed in.
    await this.#started;
    switch (command.name) {
      case 'sign-in': {
        const { password, allowPlain } = command;
        return this.#signInAs(command, () => ({ kind: 'password', password, allowPlain }));
      }
      case 'sign-in-with-token':
        return this.#signInAs({ ...command, stay: false }, (jid) => ({
          kind: 'bearer',
          fetchToken: () => askToken(jid.bare),
        }));
      case 'sign-out':
        await this.#signOut();
        return OK;
      case 'reconnect':
        return this.#reconnect();
      case 'invite': {
        if (!this.#state.account) return refusal({ kind: 'not-signed-in' });
        const data = newInvitation(command, crypto.randomUUID(), this.#platform.now());
        this.#dispatch({ type: 'invitationMade', invitation: data });
        await this.#performer.settled();
        const isKept = this.#state.invitations.has(data.token);
        return isKept ? { ok: true, data } : refusal({ kind: 'not-allowed' });
      }
      case 'read-log':
      case 'read-people':
      case 'read-profile':
        return this.#state.account ? this.#answer(command) : refusal({ kind: 'not-signed-in' });
      default:
        if (!this.#state.account) return refusal({ kind: 'not-signed-in' });
        await this.#waits.until((state) => isKnown(command, state) || hasHeardAll(state));
        if (command.name === 'unblock' && !this.#state.online) return refusal({ kind: 'not-online' });
        this.#dispatch(personEvent(command, this.#platform.now(), this.#options.hold ?? HOLD));
        // A page that has heard `done` does not ask again, should this worker die.
        await this.#store.flush();
        return OK;
    }
  }

  async #restore(): Promise<void> {
    this.#platform.managed.onChange((preset) => this.#usePreset(preset));
    this.#usePreset(await this.#platform.managed.get());
    const signIn = await SignIn.restore(this.#platform);
    if (signIn) await this.#begin(signIn);
    else this.#dispatch({ type: 'linkChanged', link: { phase: 'signed-out' } });
  }

  async #answer(question: Question): Promise<CommandResult> {
    switch (question.name) {
      case 'read-log':
        return { ok: true, data: logPage(this.#state, question.text, question.offset, question.limit) };
      case 'read-people': {
        const { list, text, offset, limit } = question;
        return { ok: true, data: peoplePage(this.#state, list, text, offset, limit) };
      }
      case 'read-profile': {
        const stream = this.#stream;
        if (!stream?.wire.isOpen) return refusal({ kind: 'not-online' });
        const answer = await stream.readProfile(question.jid);
        return answer.ok
          ? { ok: true, data: answer.profile }
          : refusal({ kind: 'refused', condition: answer.condition });
      }
    }
  }

  async #signInAs(
    { jid: typed, service, stay }: { readonly jid: string; readonly service: string | null; readonly stay: boolean },
    credentialFor: (jid: Jid) => Credential,
  ): Promise<CommandResult> {
    const jid = typedJid(typed);
    if (!jid) return linkRefusal({ kind: 'invalid-address' });
    const given = service ?? this.#preset.service ?? null;
    const url = given === null ? null : serviceUrl(given);
    if (url === undefined) return linkRefusal({ kind: 'insecure-service', service: given ?? '' });
    const { account } = this.#state;
    if (account && account.jid !== jid.bare) return refusal({ kind: 'account-mismatch', account: account.jid });
    // Attributes and forms do not switch a session that is open.
    if (account && this.#state.link.phase === 'online') return OK;
    const credential = credentialFor(jid);
    const bearer = credential.kind === 'bearer';
    // Several pages of a site may want the same at once.
    const isUnderWay =
      bearer && this.#outcomes.length > 0 && this.#signIn?.usesBearer && this.#signIn.record.jid === jid.bare;
    if (!isUnderWay) {
      await this.#connection?.stop();
      this.#settle(OK);
    }
    const result = new Promise<CommandResult>((resolve) => this.#outcomes.push(resolve));
    if (!isUnderWay) {
      const record = { jid: jid.bare, username: jid.local, service: url, stay, bearer };
      await this.#begin(new SignIn(this.#platform, record, credential));
    }
    return result;
  }

  async #begin(signIn: SignIn): Promise<void> {
    const { jid } = signIn.record;
    const domain = typedJid(jid)?.domain;
    if (!domain) return;
    this.#signIn = signIn;
    this.#proven = signIn.wasTaken;
    const { kept, resume } = await this.#store.load(jid);
    if (this.#signIn !== signIn) return;
    this.#dispatch({ type: 'sessionStarted', account: { jid, domain }, kept });
    await this.#connect(signIn, domain, resume);
  }

  async #connect(signIn: SignIn, domain: Domain, resume: ResumePoint | undefined): Promise<void> {
    const deviceId = await this.#deviceId();
    if (this.#signIn !== signIn) return;
    this.#connection = new Connection({
      platform: this.#platform,
      signIn,
      domain,
      deviceId,
      resume,
      proven: this.#proven,
      linkChanged: (link) => this.#dispatch({ type: 'linkChanged', link }),
      onStream: (stream, restored) => this.#useStream(stream, restored),
      onStanza: (stanza) => {
        this.#stream?.receive(stanza);
        this.#store.changed('position');
      },
      onStreamLost: () => this.#loseStream(),
      onTick: () => void this.#stream?.keepAlive(),
      onOver: (problem, over) => void this.#over(problem, over),
    });
    void this.#connection.run();
  }

  #useStream(stream: Stream, restored: boolean): void {
    const { account } = this.#state;
    if (!account) return;
    const how = !stream.resumed ? 'fresh' : restored ? 'restored' : 'resumed';
    this.#stream = new StreamSession({
      stream,
      account,
      state: this.#state,
      capabilities: this.#capabilities,
      knownServices: this.#store.knownServices,
      now: () => this.#platform.now(),
      dispatch: (event) => this.#dispatch(event),
      servicesFound: (services) => this.#store.keepServices(services),
    });
    this.#proven = true;
    if (how === 'fresh') void this.#store.forgetStream();
    this.#stream.begin(how);
    this.#settle(OK);
  }

  async #loseStream(): Promise<void> {
    this.#stream?.end();
    this.#dispatch({ type: 'streamLost' });
    // What it has delivered must be safe before another stream tells the server that it is.
    await this.#store.flush();
    this.#stream = undefined;
  }

  async #over(problem: LinkProblem, { expired, proven }: { expired: boolean; proven: boolean }): Promise<void> {
    if (proven && !expired) {
      this.#dispatch({ type: 'linkChanged', link: { phase: 'offline', problem, retryAt: null } });
    } else {
      const signIn = this.#signIn;
      this.#connection = undefined;
      await signIn?.forget();
      await this.#store.forgetStream();
      // Another sign-in has begun meanwhile: this one is over, and that one goes on.
      if (this.#signIn !== signIn) return;
      this.#signIn = undefined;
      this.#dispatch({ type: 'sessionEnded', link: { phase: 'signed-out', problem } });
    }
    this.#settle(linkRefusal(problem));
  }

  async #reconnect(): Promise<CommandResult> {
    const { link, account } = this.#state;
    if (!this.#signIn || !account) return refusal({ kind: 'not-signed-in' });
    if (link.phase === 'offline' && link.retryAt === null) await this.#connect(this.#signIn, account.domain, undefined);
    else this.wake();
    return OK;
  }

  /**
   * Leaves nothing behind that could sign in, nor anything about the account. What the person decided a
   * moment ago is seen through first: it would be forgotten with the rest.
   */
  async #signOut(): Promise<void> {
    this.#dispatch({ type: 'timePassed', at: Number.POSITIVE_INFINITY });
    await this.#carriedOut();
    const [signIn, connection, stream, account] = [this.#signIn, this.#connection, this.#stream, this.#state.account];
    const token = signIn?.token;
    this.#signIn = this.#connection = this.#stream = undefined;
    stream?.sayGoodbye();
    this.#dispatch({ type: 'sessionEnded', link: { phase: 'signed-out' } });
    // Before anybody waits: who signs in from now on is told what becomes of that.
    this.#settle(OK);
    const deviceId = await this.#deviceId();
    await Promise.all([
      signIn?.forget(),
      this.#store.wipe(),
      this.#platform.localStore.remove(['device']),
      connection?.stop(),
    ]);
    if (signIn && token && account) {
      await revokeToken(this.#platform, signIn.record, account.domain, token, deviceId);
    }
  }

  async #carriedOut(): Promise<void> {
    if (!this.#state.online) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const deadline = new Promise<void>((resolve) => (timer = setTimeout(resolve, CARRY_OUT_DEADLINE)));
    await Promise.race([this.#waits.until(isCarriedOut), deadline]);
    clearTimeout(timer);
  }

  #dispatch(event: Event): void {
    const effects = step(this.#state, event);
    this.#performer.perform(effects, this.#stream);
    this.#waits.changed();
    if (this.#proven) this.#store.changed();
    this.#options.changed?.();
  }

  #waitUntil(at: number): void {
    setTimeout(() => this.#dispatch({ type: 'timePassed', at }), Math.max(0, at - this.#platform.now()));
  }

  #settle(result: CommandResult): void {
    for (const tell of this.#outcomes.splice(0)) tell(result);
  }

  #usePreset(preset: ManagedPreset): void {
    this.#preset = preset;
    this.#dispatch({ type: 'managedPolicyChanged', managed: preset.policy });
  }

  /** Names this device to the server; random, and of this installation only. */
  async #deviceId(): Promise<string> {
    const known = await this.#platform.localStore.get('device');
    if (typeof known === 'string') return known;
    const device = crypto.randomUUID();
    // Where the disk is full, each worker is a device of its own.
    await this.#platform.localStore.set({ device }).catch(() => undefined);
    return device;
  }
}

function refusal(problem: CommandProblem): CommandResult {
  return { ok: false, problem };
}

function linkRefusal(problem: LinkProblem): CommandResult {
  return refusal({ kind: 'link', problem });
}
