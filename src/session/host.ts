/**
 * The session host: wires state, connection and stores together; pages reach it through ports. There is one in the
 * extension's background, and one for a web site, however many of its tabs are open.
 */
import type { Event } from '../core/event.js';
import { typedJid, type BareJid, type Domain, type Jid } from '../core/jid.js';
import type { LinkProblem } from '../core/link.js';
import { activitySlice, isCarriedOut, requestsSlice, sessionSlice, settingSlice } from '../core/selectors.js';
import { initialState, type State } from '../core/state.js';
import { step } from '../core/step.js';
import type { View, Window } from '../core/view.js';
import type { Command, CommandProblem, CommandResult } from '../ports/protocol.js';
import type { AskToken, Session } from '../ports/session.js';
import { PRIVATE_NODE } from '../xmpp/private-node.js';
import { serviceUrl } from '../xmpp/service-url.js';
import type { ResumePoint, Stream } from '../xmpp/stream.js';
import { Capabilities } from '../xmpp/xep0030-disco.js';
import { Connection } from './connection.js';
import { Performer } from './perform.js';
import { personEvent } from './person-event.js';
import type { ManagedPreset, Platform } from './platform.js';
import { revokeToken } from './revoke-token.js';
import { SignIn, type Credential } from './sign-in.js';
import { Store } from './store.js';
import { StreamSession } from './stream-session.js';

export interface HostOptions {
  readonly platform: Platform;
  /** The person is asked about somebody new. */
  readonly announce?: (jids: readonly BareJid[]) => void;
  /** The view may look different now. */
  readonly changed?: () => void;
}

const OK: CommandResult = { ok: true };
/** Milliseconds that a sign-out waits for what the person decided to reach the server. */
const CARRY_OUT_DEADLINE = 2000;

export class SessionHost implements Session {
  readonly #options: HostOptions;
  readonly #platform: Platform;
  readonly #state: State = initialState(null);
  readonly #store: Store;
  readonly #performer: Performer;
  readonly #capabilities = new Capabilities([PRIVATE_NODE]);
  #preset: ManagedPreset = {};
  #signIn: SignIn | undefined;
  #connection: Connection | undefined;
  #stream: StreamSession | undefined;
  /** The server has taken the sign-in, now or before: until then nothing is kept, nor anything of others overwritten. */
  #proven = false;
  /** Somebody waits for everything to be carried out. */
  #whenCarriedOut: (() => void) | undefined;
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
    });
    this.#platform.onOnline(() => this.wake());
  }

  /** Reads what is preset, and continues the session of an earlier worker if there was one. */
  async start(): Promise<void> {
    this.#platform.managed.onChange((preset) => this.#usePreset(preset));
    this.#usePreset(await this.#platform.managed.get());
    const signIn = await SignIn.restore(this.#platform);
    if (this.#signIn) return;
    if (signIn) await this.#begin(signIn);
    else this.#dispatch({ type: 'linkChanged', link: { phase: 'signed-out' } });
  }

  get account(): State['account'] {
    return this.#state.account;
  }

  view(window: Window): View {
    const preset = { domain: this.#preset.domain ?? null, service: this.#preset.service ?? null };
    return {
      session: sessionSlice(this.#state, this.#signIn?.stay ?? 'no', preset),
      setting: settingSlice(this.#state),
      requests: requestsSlice(this.#state, window),
      activity: activitySlice(this.#state),
    };
  }

  /** Connects at once if it is waiting to: after sleep, or when the network is back. */
  wake(): void {
    this.#connection?.wake();
  }

  async execute(command: Command, askToken: AskToken): Promise<CommandResult> {
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
      default:
        if (!this.#state.account) return refusal({ kind: 'not-signed-in' });
        this.#dispatch(personEvent(command, this.#platform.now()));
        return OK;
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
      this.#connection = undefined;
      await this.#signIn?.forget();
      this.#signIn = undefined;
      await this.#store.forgetStream();
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
    await this.#carriedOut();
    const [signIn, connection, stream, account] = [this.#signIn, this.#connection, this.#stream, this.#state.account];
    const token = signIn?.token;
    this.#signIn = this.#connection = this.#stream = undefined;
    stream?.sayGoodbye();
    this.#dispatch({ type: 'sessionEnded', link: { phase: 'signed-out' } });
    await Promise.all([signIn?.forget(), this.#store.wipe(), connection?.stop()]);
    if (signIn && token && account) {
      await revokeToken(this.#platform, signIn.record, account.domain, token, await this.#deviceId());
    }
    await this.#platform.localStore.remove(['device']);
    this.#settle(OK);
  }

  #carriedOut(): Promise<void> {
    if (!this.#state.online || isCarriedOut(this.#state)) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, CARRY_OUT_DEADLINE);
      this.#whenCarriedOut = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  #dispatch(event: Event): void {
    const effects = step(this.#state, event);
    this.#performer.perform(effects, this.#stream);
    if (this.#whenCarriedOut && isCarriedOut(this.#state)) this.#whenCarriedOut();
    if (this.#proven) this.#store.changed();
    this.#options.changed?.();
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
