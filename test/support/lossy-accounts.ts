/**
 * A server with accounts whose answers get lost and whose connections drop, at random points: what was asked may have
 * been done all the same. What an import does not use is not there.
 */
import {
  ABILITIES,
  type Abilities,
  type AccountProfile,
  type AccountService,
} from '../../src/admin/accounts/account.js';
import type { AccountSummary, Invitation, NewAccount, Statistics } from '../../src/admin/accounts/account.js';
import type { AdminWire } from '../../src/admin/wire.js';
import { done, failed, type AdminProblem, type Outcome } from '../../src/admin/outcome.js';

export interface ModelAccount {
  password: string;
  profile: AccountProfile;
}

export interface LossyOptions {
  /** From [0, 1); the same for the same seed. */
  readonly random?: () => number;
  /** How many of the answers are lost, or break the connection. */
  readonly loss?: number;
  /** How many are lost at most: who has bad luck for ever waits for ever. */
  readonly most?: number;
  readonly lists?: boolean;
  /** Where it lists nobody, it tells whether somebody is there; unless false. */
  readonly tells?: boolean;
  readonly invites?: boolean;
  /** Nobody but the account itself may write its profile. */
  readonly keepsProfiles?: boolean;
}

const NEVER = new Promise<never>(() => undefined);
const EMPTY: AccountProfile = { firstName: '', lastName: '', mail: '', title: '' };

export class LossyAccounts implements AccountService {
  readonly domain = 'corp.example';
  readonly people = new Map<string, ModelAccount>();
  /** How often each account was made. */
  readonly made = new Map<string, number>();
  readonly invited: string[] = [];
  /** Is answered to whoever asks for an account of this name. */
  readonly refuses = new Map<string, AdminProblem>();
  mostAtOnce = 0;
  drops = 0;
  isOnline = true;
  readonly #options: LossyOptions;
  #atOnce = 0;
  #lastMade: string | undefined;
  #lost = 0;
  readonly #page = { isClosed: false };

  constructor(options: LossyOptions = {}) {
    this.#options = options;
  }

  /** The page is gone, and what it asked for is not answered; the same server, as the next page sees it. */
  close(): LossyAccounts {
    this.#page.isClosed = true;
    const next = new LossyAccounts({ ...this.#options, most: (this.#options.most ?? 0) - this.#lost });
    for (const [name, account] of this.people) next.people.set(name, account);
    for (const [name, times] of this.made) next.made.set(name, times);
    return next;
  }

  /** The connection comes back a moment after it is waited for. */
  get wire(): Pick<AdminWire, 'isOnline' | 'online'> {
    const isOnline = (): boolean => this.isOnline;
    return {
      get isOnline() {
        return isOnline();
      },
      online: async (signal) => {
        await turn();
        if (this.#page.isClosed) await NEVER;
        signal.throwIfAborted();
        this.isOnline = true;
      },
    };
  }

  async abilities(): Promise<Outcome<Abilities>> {
    const { lists = false, invites = false } = this.#options;
    const lacks = [...(lists ? [] : ['list']), ...(invites ? [] : ['invite'])];
    const entries = ABILITIES.map((ability) => [
      ability,
      lacks.includes(ability) ? { why: 'not-offered', needs: 'a module' } : true,
    ]);
    return this.#answer(() => done(Object.fromEntries(entries) as Abilities));
  }

  async list(): Promise<Outcome<readonly AccountSummary[]>> {
    return this.#answer(() =>
      done(
        [...this.people.keys()].map((name) => ({
          jid: `${name}@${this.domain}`,
          profile: undefined,
          isDisabled: undefined,
          sessions: undefined,
        })),
      ),
    );
  }

  async exists(username: string): Promise<Outcome<boolean | undefined>> {
    const { lists = false, tells = true } = this.#options;
    return this.#answer(() => done(tells && !lists ? this.people.has(username) : undefined));
  }

  async add({ username, password, profile = EMPTY }: NewAccount): Promise<Outcome<{ readonly profileSet: boolean }>> {
    return this.#answer(
      () => {
        const refused = this.refuses.get(username);
        if (refused) return failed(refused);
        if (this.people.has(username)) return failed({ kind: 'exists' });
        this.people.set(username, { password, profile: EMPTY });
        this.#lastMade = username;
        this.made.set(username, (this.made.get(username) ?? 0) + 1);
        return done({ profileSet: true });
      },
      () => {
        const account = this.people.get(username);
        if (account?.password === password) account.profile = profile;
      },
    );
  }

  async profile(jid: string): Promise<Outcome<AccountProfile>> {
    return this.#on(jid, (account) => done(account.profile));
  }

  async setPassword(jid: string, password: string): Promise<Outcome> {
    return this.#on(jid, (account) => {
      account.password = password;
      return done(undefined);
    });
  }

  async setProfile(jid: string, profile: AccountProfile): Promise<Outcome> {
    return this.#on(jid, (account) => {
      if (this.#options.keepsProfiles) return failed({ kind: 'not-offered' });
      account.profile = profile;
      return done(undefined);
    });
  }

  async invite(username = ''): Promise<Outcome<Invitation>> {
    return this.#answer(() => {
      const refused = this.refuses.get(`invite ${username}`);
      if (refused) return failed(refused);
      this.invited.push(username);
      return done({ uri: `xmpp:${username}@${this.domain}?register;preauth=x`, page: undefined, expires: undefined });
    });
  }

  async disable(): Promise<Outcome> {
    throw new Error('an import disables nobody');
  }

  async enable(): Promise<Outcome> {
    throw new Error('an import enables nobody');
  }

  async endSessions(): Promise<Outcome> {
    throw new Error('an import ends no sessions');
  }

  async delete(): Promise<Outcome> {
    throw new Error('an import deletes nobody');
  }

  async online(): Promise<Outcome<readonly string[]>> {
    throw new Error('an import does not ask who is online');
  }

  async lastActivity(): Promise<Outcome<number | undefined>> {
    throw new Error('an import does not ask for it');
  }

  async statistics(): Promise<Outcome<Statistics>> {
    throw new Error('an import does not ask for them');
  }

  #on<T>(jid: string, act: (account: ModelAccount) => Outcome<T>): Promise<Outcome<T>> {
    return this.#answer(() => {
      const account = this.people.get(jid.slice(0, jid.indexOf('@')));
      return account ? act(account) : failed({ kind: 'not-found' });
    });
  }

  /** Lost before the server, on the way back, or between the two steps of it. */
  async #answer<T>(act: () => Outcome<T>, afterwards?: () => void): Promise<Outcome<T>> {
    const { random = () => 1, loss = 0, most = 0 } = this.#options;
    this.mostAtOnce = Math.max(this.mostAtOnce, ++this.#atOnce);
    await turn();
    this.#atOnce--;
    if (this.#isClosed()) return NEVER;
    if (!this.isOnline) return failed({ kind: 'offline' });
    const point = this.#lost < most && random() < loss ? Math.floor(random() * 3) : undefined;
    if (point === 0) return this.#lose();
    const outcome = act();
    if (point === 1) return this.#lose();
    const { drops } = this;
    await turn();
    if (outcome.ok) afterwards?.();
    if (drops !== this.drops) return failed({ kind: 'offline' });
    if (this.#isClosed()) return NEVER;
    return point === 2 ? this.#lose() : outcome;
  }

  #isClosed(): boolean {
    return this.#page.isClosed;
  }

  #lose(): Outcome<never> {
    this.#lost++;
    const { random = () => 1 } = this.#options;
    if (random() < 0.3) return failed({ kind: 'timeout' });
    this.isOnline = false;
    this.drops++;
    // As one that was killed before it has written its tables.
    if (this.#lastMade !== undefined && random() < 0.3) {
      this.people.delete(this.#lastMade);
      this.made.delete(this.#lastMade);
    }
    this.#lastMade = undefined;
    return failed({ kind: 'offline' });
  }
}

function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
