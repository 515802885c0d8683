/**
 * How a person proves who they are, and what is kept of it.
 *
 * | asked to stay | server gives tokens | kept | where |
 * |---|---|---|---|
 * | no | – | salted password | session store: gone with the browser, or with the site's last tab |
 * | yes | yes | token | local store, sealed; the server can revoke it |
 * | yes | no | salted password | local store, sealed; never on a web site |
 *
 * What is sealed cannot be opened any more after signing out, whatever is left of it on the disk. The password
 * itself is never kept. The strongest mechanism a domain has offered is remembered,
 * and weaker ones are not used there any more.
 */
import { domainOf } from '../core/jid.js';
import type { StaySignedIn } from '../core/view.js';
import {
  OAUTH_MECHANISM,
  oauthMechanism,
  PLAIN_MECHANISM,
  plainMechanism,
  tokenMechanism,
} from '../xmpp/sasl-mechanisms.js';
import {
  deserialiseSecret,
  SCRAM_NAMES,
  ScramMechanism,
  serialiseSecret,
  type ScramName,
  type ScramSecret,
  type SerialisedSecret,
} from '../xmpp/scram.js';
import type { FastToken, Mechanism, SaslChoice } from '../xmpp/sasl.js';
import type { Platform } from './platform.js';
import { SealedStore } from './sealed-store.js';
import { keptSignIn, RECORD, type SignInRecord } from './sign-in-record.js';

/** Our mechanisms, the strongest first. */
export const MECHANISMS: readonly string[] = [OAUTH_MECHANISM, ...SCRAM_NAMES, PLAIN_MECHANISM];

/** What a person typed, or a site handed over; kept in memory until the first stream is open. */
export type Credential =
  | { readonly kind: 'password'; readonly password: string; readonly allowPlain: boolean }
  | { readonly kind: 'bearer'; fetchToken(): Promise<string | undefined> }
  | { readonly kind: 'kept' };

const SECRET = 'secret';
const TOKEN = 'token';

/** There is no mechanism in common, or only ones that are not strong enough. */
export class NoMechanism extends Error {
  override readonly name = 'NoMechanism';
}

/** Nothing is kept that this server would take, or the site gave no token. */
export class NoCredential extends Error {
  override readonly name = 'NoCredential';
}

export class SignIn {
  readonly record: SignInRecord;
  readonly #platform: Platform;
  readonly #sealed: SealedStore;
  #credential: Credential;
  #scram: ScramMechanism | undefined;
  #secret: ScramSecret | undefined;
  #token: FastToken | undefined;
  /** What stays is kept; undefined until that was tried: a browser closed before that asks again. */
  #isSealed: boolean | undefined;
  /** What is being written. */
  #keeping: Promise<void> = Promise.resolve();
  #forgotten = false;

  constructor(platform: Platform, record: SignInRecord, credential: Credential) {
    this.#platform = platform;
    this.#sealed = new SealedStore(platform.localStore, platform.keyFile);
    this.record = record;
    this.#credential = credential;
  }

  /** The sign-in that an earlier worker, or an earlier run of the browser, has kept. */
  static async restore(platform: Platform): Promise<SignIn | undefined> {
    const record = await keptSignIn(platform);
    if (!record) return undefined;
    const signIn = new SignIn(platform, record, { kind: 'kept' });
    await signIn.#load();
    return signIn;
  }

  get stay(): StaySignedIn {
    if (!this.record.stay || this.#isSealed === undefined) return 'no';
    if (!this.#isSealed) return 'unavailable';
    if (this.#token) return 'token';
    return this.#platform.mayKeepSecrets && this.#secret ? 'key' : 'unavailable';
  }

  get isNew(): boolean {
    return this.#credential.kind === 'password';
  }

  get usesBearer(): boolean {
    return this.#credential.kind === 'bearer';
  }

  /** The server has taken what there is to sign in with before. */
  get wasTaken(): boolean {
    return this.#credential.kind === 'kept';
  }

  /** Something is at hand to sign in with again, without asking anybody. */
  get canRepeat(): boolean {
    return this.usesBearer || this.#token !== undefined || this.#secret !== undefined;
  }

  /** Chooses a mechanism among those offered. Throws NoMechanism or NoCredential. */
  async choose(offered: readonly string[]): Promise<SaslChoice> {
    const { username } = this.record;
    const mechanism = await this.#mechanism(offered);
    const token = this.#token && { value: this.#token, mechanism: await tokenMechanism(username, this.#token) };
    if (!mechanism && !token) throw new NoCredential();
    const wantToken = this.record.stay && this.#credential.kind !== 'bearer';
    return { mechanism, token, wantToken };
  }

  tokenSaved(token: FastToken): void {
    this.#token = token;
  }

  tokenRefused(): void {
    this.#token = undefined;
  }

  /** The stream is open: forgets the password and keeps what may be kept. */
  async succeeded(): Promise<void> {
    if (this.#forgotten) return;
    this.#keeping = this.#succeed();
    await this.#keeping;
  }

  async #succeed(): Promise<void> {
    this.#secret = this.#scram?.secret ?? this.#secret;
    if (this.#scram) await this.#rememberStrength(this.#scram.name).catch(() => undefined); // the disk is full
    this.#scram = undefined;
    if (this.#credential.kind === 'password') this.#credential = { kind: 'kept' };
    await this.#keep();
  }

  /** What there is for the server to revoke; forgotten here with the rest. */
  get token(): FastToken | undefined {
    return this.#token;
  }

  /** Forgets everything that could sign in. */
  async forget(): Promise<void> {
    this.#forgotten = true;
    // What is being kept at this very moment would stay behind.
    await this.#keeping.catch(() => undefined);
    this.#credential = { kind: 'kept' };
    this.#secret = this.#token = this.#scram = undefined;
    const { sessionStore, localStore } = this.#platform;
    await Promise.all([
      this.#sealed.erase([SECRET, TOKEN]),
      sessionStore.remove([RECORD, SECRET]),
      localStore.remove([RECORD]),
    ]);
  }

  async #mechanism(offered: readonly string[]): Promise<Mechanism | undefined> {
    const credential = this.#credential;
    const { username, jid } = this.record;
    if (credential.kind === 'bearer') {
      if (!offered.includes(OAUTH_MECHANISM)) throw new NoMechanism();
      const token = await credential.fetchToken();
      if (!token) throw new NoCredential();
      return oauthMechanism(jid, token);
    }
    const name = SCRAM_NAMES.find((candidate) => offered.includes(candidate));
    const weakest = await this.#weakestAllowed();
    if (credential.kind === 'kept') return this.#secret && this.#repeat(this.#secret, offered);
    if (name && SCRAM_NAMES.indexOf(name) <= weakest) {
      this.#scram = new ScramMechanism(name, username, this.#passwordFor(credential.password), nonce());
      return this.#scram;
    }
    if (!name && weakest === SCRAM_NAMES.length && credential.allowPlain && offered.includes(PLAIN_MECHANISM)) {
      return plainMechanism(username, credential.password);
    }
    throw new NoMechanism();
  }

  #repeat(secret: ScramSecret, offered: readonly string[]): Mechanism | undefined {
    if (!offered.includes(secret.mechanism)) return undefined;
    this.#scram = new ScramMechanism(secret.mechanism, this.record.username, { kind: 'secret', secret }, nonce());
    return this.#scram;
  }

  #passwordFor(password: string): { kind: 'password'; password: string; extractable: boolean } {
    const { mayKeepSecrets, sessionStoreHoldsKeys } = this.#platform;
    // Only what has to be written out to outlive the worker may be read out.
    return { kind: 'password', password, extractable: this.record.stay ? mayKeepSecrets : !sessionStoreHoldsKeys };
  }

  async #load(): Promise<void> {
    const { sessionStore, sessionStoreHoldsKeys } = this.#platform;
    this.#isSealed = this.record.stay;
    this.#token = (await this.#sealed.get(TOKEN)) as FastToken | undefined;
    const kept = await sessionStore.get(SECRET);
    if (kept !== undefined) {
      this.#secret = sessionStoreHoldsKeys
        ? (kept as ScramSecret)
        : await deserialiseSecret(kept as SerialisedSecret, true);
    } else if (this.record.stay) {
      const sealed = (await this.#sealed.get(SECRET)) as SerialisedSecret | undefined;
      this.#secret = sealed && (await deserialiseSecret(sealed, false));
    }
  }

  /** The record goes after its secret: a worker that dies meanwhile has kept what it takes, or nothing. */
  async #keep(): Promise<void> {
    const { sessionStore } = this.#platform;
    this.#isSealed = this.record.stay && (await this.#keepForLater().catch(() => false));
    await sessionStore.set({ ...(await this.#secretOfSession()), [RECORD]: this.record });
  }

  /** False if there is nothing that may be kept. Rejects where nothing can be. */
  async #keepForLater(): Promise<boolean> {
    if (!(await this.#seal())) return false;
    await this.#platform.localStore.set({ [RECORD]: this.record });
    return true;
  }

  async #seal(): Promise<boolean> {
    if (this.#token) {
      await this.#sealed.set(TOKEN, this.#token);
      await this.#platform.localStore.remove([SECRET]); // a token can be revoked, so it is enough
    } else if (this.#platform.mayKeepSecrets && this.#secret) {
      // One that cannot be read out was sealed before.
      if (this.#secret.key.extractable) await this.#sealed.set(SECRET, await serialiseSecret(this.#secret));
    } else {
      return false;
    }
    return true;
  }

  async #secretOfSession(): Promise<Readonly<Record<string, unknown>>> {
    if (this.#secret && this.#platform.sessionStoreHoldsKeys) return { [SECRET]: this.#secret };
    // What stays is not kept twice.
    if (!this.#secret?.key.extractable || this.#isSealed) return {};
    return { [SECRET]: await serialiseSecret(this.#secret) };
  }

  async #weakestAllowed(): Promise<number> {
    const known = (await this.#platform.localStore.get(this.#strengthKey)) as ScramName | undefined;
    return known ? SCRAM_NAMES.indexOf(known) : SCRAM_NAMES.length;
  }

  async #rememberStrength(name: ScramName): Promise<void> {
    if (SCRAM_NAMES.indexOf(name) < (await this.#weakestAllowed())) {
      await this.#platform.localStore.set({ [this.#strengthKey]: name });
    }
  }

  get #strengthKey(): string {
    return `strength:${domainOf(this.record.jid)}`;
  }
}

function nonce(): string {
  return crypto.randomUUID().replace(/-/g, '') + crypto.randomUUID().replace(/-/g, '');
}
