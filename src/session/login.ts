/** One account at a time: signs it in, keeps it connected, and forgets it when it signs out. */
import type { Event } from '../core/event.js';
import { typedJid, type Domain, type Jid } from '../core/jid.js';
import type { LinkProblem } from '../core/link.js';
import type { State } from '../core/state.js';
import type { StaySignedIn } from '../core/view.js';
import type { CommandResult } from '../ports/protocol.js';
import { PRIVATE_NODE } from '../xmpp/private-node.js';
import { serviceUrl } from '../xmpp/service-url.js';
import type { ResumePoint, Stream } from '../xmpp/stream.js';
import { Capabilities } from '../xmpp/xep0030-disco.js';
import { Connection } from './connection.js';
import type { MessagingSlot } from './messaging-slot.js';
import type { Platform } from './platform.js';
import { linkRefusal, OK, refusal } from './results.js';
import { revokeToken } from './revoke-token.js';
import { SignIn, type Credential } from './sign-in.js';
import type { Store } from './store.js';
import { StreamSession } from './stream-session.js';

export interface LoginOptions {
  readonly platform: Platform;
  readonly state: State;
  readonly store: Store;
  readonly messaging: MessagingSlot;
  readonly dispatch: (event: Event) => void;
}

/** Who signs in, as they or their site wrote it. */
export interface Applicant {
  readonly jid: string;
  /** A `wss://` URL; found by XEP-0156 if it is null. */
  readonly service: string | null;
  readonly stay: boolean;
}

export class Login {
  readonly #options: LoginOptions;
  readonly #capabilities = new Capabilities([PRIVATE_NODE]);
  #signIn: SignIn | undefined;
  #connection: Connection | undefined;
  #stream: StreamSession | undefined;
  #proven = false;
  #watched = false;
  /** What the server knows this browser by. */
  #device: Promise<string> | undefined;
  /** The last attempt to connect that was begun. */
  #attempt: object | undefined;
  /** Tell those who asked for it what became of a sign-in. */
  readonly #outcomes: ((result: CommandResult) => void)[] = [];

  constructor(options: LoginOptions) {
    this.#options = options;
  }

  get stream(): StreamSession | undefined {
    return this.#stream;
  }

  get stay(): StaySignedIn {
    return this.#signIn?.stay ?? 'no';
  }

  /** The server has taken the sign-in, now or before: until then nothing is kept, nor anything of others overwritten. */
  get proven(): boolean {
    return this.#proven;
  }

  /** Continues the session of an earlier worker, if a sign-in was kept. */
  async restore(signIn: SignIn | undefined): Promise<void> {
    if (signIn) await this.#begin(signIn);
    else this.#options.dispatch({ type: 'linkChanged', link: { phase: 'signed-out' } });
  }

  /** Resolves when the person is signed in, or cannot be. */
  async signIn(applicant: Applicant, credentialFor: (jid: Jid) => Credential): Promise<CommandResult> {
    const { account, link } = this.#options.state;
    const jid = typedJid(applicant.jid);
    if (!jid) return linkRefusal({ kind: 'invalid-address' });
    const service = applicant.service === null ? null : serviceUrl(applicant.service);
    if (service === undefined) return linkRefusal({ kind: 'insecure-service', service: applicant.service ?? '' });
    if (account && account.jid !== jid.bare) return refusal({ kind: 'account-mismatch', account: account.jid });
    // Attributes and forms do not switch a session that is open.
    if (account && link.phase === 'online') return OK;
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
      const record = { jid: jid.bare, username: jid.local, service, stay: applicant.stay, bearer };
      await this.#begin(new SignIn(this.#options.platform, record, credential)).catch((error: unknown) => {
        // Whoever asks again is not to wait for this one.
        this.#signIn = undefined;
        this.#settle(refusal({ kind: 'not-signed-in' }));
        throw error;
      });
    }
    return result;
  }

  /** Connects at once if it is waiting to, or has given up. */
  async reconnect(): Promise<CommandResult> {
    const { link, account } = this.#options.state;
    if (!this.#signIn || !account) return refusal({ kind: 'not-signed-in' });
    if (link.phase === 'offline' && link.retryAt === null) await this.#connect(this.#signIn, account.domain, undefined);
    else this.wake();
    return OK;
  }

  /** Connects at once if it is waiting to; makes sure that the connection it has is alive. */
  wake(): void {
    this.#connection?.wake();
  }

  /** A page is open, or none is. */
  watch(watched: boolean): void {
    this.#watched = watched;
    this.#stream?.watch(watched);
  }

  /** Leaves nothing behind that could sign in, nor anything about the account. */
  async signOut(): Promise<void> {
    const { platform, state, store, dispatch } = this.#options;
    const [signIn, connection, stream, account] = [this.#signIn, this.#connection, this.#stream, state.account];
    const token = signIn?.token;
    this.#signIn = this.#connection = this.#stream = undefined;
    stream?.sayGoodbye();
    dispatch({ type: 'sessionEnded', link: { phase: 'signed-out' } });
    // Before anybody waits: who signs in from now on is told what becomes of that.
    this.#settle(OK);
    const deviceId = this.#deviceId();
    this.#device = undefined;
    // In the line of what is read and written before anybody signs in again.
    const forgotten = Promise.all([
      signIn?.forget(),
      store.wipe(),
      this.#options.messaging.wipe(),
      deviceId.then(() => platform.localStore.remove(['device'])),
      connection?.stop(),
    ]);
    // Where something could not be erased, a token is of no use all the same.
    await forgotten.catch(() => undefined);
    if (signIn && token && account) await revokeToken(platform, signIn.record, account.domain, token, await deviceId);
    await forgotten;
  }

  async #begin(signIn: SignIn): Promise<void> {
    const { jid } = signIn.record;
    const domain = typedJid(jid)?.domain;
    if (!domain) return;
    this.#signIn = signIn;
    this.#proven = signIn.wasTaken;
    const { store, messaging } = this.#options;
    const [{ kept, resume }] = await Promise.all([store.load(jid), messaging.start(jid), this.#deviceId()]);
    if (this.#signIn !== signIn) return;
    this.#options.dispatch({ type: 'sessionStarted', account: { jid, domain }, kept });
    await this.#connect(signIn, domain, resume);
  }

  async #connect(signIn: SignIn, domain: Domain, resume: ResumePoint | undefined): Promise<void> {
    const { platform, store, messaging, dispatch } = this.#options;
    const attempt = (this.#attempt = {});
    const deviceId = await this.#deviceId();
    // Two pages may have asked for it at once.
    if (this.#signIn !== signIn || this.#attempt !== attempt) return;
    this.#connection = new Connection({
      platform,
      signIn,
      domain,
      deviceId,
      resume,
      proven: this.#proven,
      linkChanged: (link) => dispatch({ type: 'linkChanged', link }),
      onStream: (stream, restored) => this.#useStream(stream, restored),
      onStanza: (stanza) => {
        this.#stream?.receive(stanza);
        store.changed('position');
      },
      onAcknowledged: (stanza) => messaging.acknowledged(stanza),
      onResuming: () => store.resuming(),
      onStreamLost: () => this.#loseStream(),
      onOver: (problem, over) => void this.#over(problem, over),
    });
    void this.#connection.run();
  }

  #useStream(stream: Stream, restored: boolean): void {
    const { platform, state, store, messaging, dispatch } = this.#options;
    const { account } = state;
    if (!account) return;
    const how = !stream.resumed ? 'fresh' : restored ? 'restored' : 'resumed';
    this.#stream = new StreamSession({
      stream,
      account,
      state,
      capabilities: this.#capabilities,
      knownServices: store.knownServices,
      now: () => platform.now(),
      dispatch,
      servicesFound: (services) => store.keepServices(services),
      watched: this.#watched,
      receiveMessage: (message) => messaging.receiveMessage(message),
    });
    this.#proven = true;
    if (how === 'fresh') void store.forgetStream();
    this.#stream.begin(how);
    messaging.begin(this.#stream, how);
    this.#settle(OK);
  }

  async #loseStream(): Promise<void> {
    this.#stream?.end();
    this.#options.messaging.end();
    this.#options.dispatch({ type: 'streamLost' });
    // What it has delivered must be safe before another stream tells the server that it is.
    await this.#options.store.flush();
    this.#stream = undefined;
  }

  async #over(problem: LinkProblem, { expired, proven }: { expired: boolean; proven: boolean }): Promise<void> {
    const { store, dispatch } = this.#options;
    if (proven && !expired) {
      dispatch({ type: 'linkChanged', link: { phase: 'offline', problem, retryAt: null } });
    } else {
      const signIn = this.#signIn;
      this.#connection = undefined;
      // Where the store fails, the person is told all the same.
      await signIn?.forget().catch(() => undefined);
      await store.forgetStream();
      // Another sign-in has begun meanwhile: this one is over, and that one goes on.
      if (this.#signIn !== signIn) return;
      this.#signIn = undefined;
      dispatch({ type: 'sessionEnded', link: { phase: 'signed-out', problem } });
    }
    this.#settle(linkRefusal(problem));
  }

  #settle(result: CommandResult): void {
    for (const tell of this.#outcomes.splice(0)) tell(result);
  }

  /** Names this device to the server; random, and of this installation only. */
  #deviceId(): Promise<string> {
    return (this.#device ??= this.#readDeviceId().catch((error: unknown) => {
      this.#device = undefined;
      throw error;
    }));
  }

  async #readDeviceId(): Promise<string> {
    const { localStore } = this.#options.platform;
    const known = await localStore.get('device');
    if (typeof known === 'string') return known;
    const device = crypto.randomUUID();
    // Nobody waits for that. Where the disk is full, each worker is a device of its own.
    localStore.set({ device }).catch(() => undefined);
    return device;
  }
}
