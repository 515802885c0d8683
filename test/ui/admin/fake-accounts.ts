/** Accounts that are held here: does what a server does, at once. */
import {
  ABILITIES,
  type Abilities,
  type AccountProfile,
  type AccountService,
  type AccountSummary,
  type Invitation,
  type NewAccount,
  type Statistics,
} from '../../../src/admin/accounts/account.js';
import { done, failed, type AdminProblem, type Outcome } from '../../../src/admin/outcome.js';

export const ALL = Object.fromEntries(ABILITIES.map((ability) => [ability, true])) as Abilities;

export function person(name: string, more: Partial<AccountSummary> = {}): AccountSummary {
  return { jid: `${name}@acme.example`, profile: profileOf(name), isDisabled: false, sessions: 1, ...more };
}

export function profileOf(name: string): AccountProfile {
  return { firstName: name, lastName: 'Smith', mail: `${name}@mail.example`, title: 'Engineer' };
}

export class FakeAccounts implements AccountService {
  readonly domain = 'acme.example';
  can: Abilities = ALL;
  people: readonly AccountSummary[];
  /** Answered instead to whatever is asked next, once. */
  fails: AdminProblem | undefined;
  /** What was asked for, in order. */
  readonly asked: string[] = [];
  readonly passwords = new Map<string, string>();
  profileSet = true;

  constructor(people: readonly AccountSummary[]) {
    this.people = people;
  }

  async abilities(): Promise<Outcome<Abilities>> {
    return this.#answer('abilities', () => this.can);
  }

  async list(): Promise<Outcome<readonly AccountSummary[]>> {
    return this.#answer('list', () => this.people);
  }

  async profile(jid: string): Promise<Outcome<AccountProfile>> {
    const profile = this.people.find((one) => one.jid === jid)?.profile;
    this.asked.push(`profile ${jid}`);
    return profile ? done(profile) : failed({ kind: 'not-found' });
  }

  async add({ username, password, profile }: NewAccount): Promise<Outcome<{ readonly profileSet: boolean }>> {
    const jid = `${username}@acme.example`;
    if (this.people.some((one) => one.jid === jid)) return failed({ kind: 'exists' });
    return this.#answer(`add ${username} ${profile?.firstName ?? '-'}`, () => {
      this.people = [...this.people, person(username, { profile })];
      this.passwords.set(jid, password);
      return { profileSet: this.profileSet };
    });
  }

  setProfile(jid: string, { firstName }: AccountProfile): Promise<Outcome> {
    return this.#do(`setProfile ${jid} ${firstName}`);
  }

  disable(jid: string): Promise<Outcome> {
    return this.#do(`disable ${jid}`);
  }

  enable(jid: string): Promise<Outcome> {
    return this.#do(`enable ${jid}`);
  }

  async setPassword(jid: string, password: string): Promise<Outcome> {
    const outcome = await this.#do(`setPassword ${jid}`);
    if (outcome.ok) this.passwords.set(jid, password);
    return outcome;
  }

  endSessions(jid: string): Promise<Outcome> {
    return this.#do(`endSessions ${jid}`);
  }

  delete(jid: string): Promise<Outcome> {
    return this.#do(`delete ${jid}`);
  }

  async invite(username?: string): Promise<Outcome<Invitation>> {
    return this.#answer(`invite ${username ?? 'anybody'}`, () => ({
      uri: 'xmpp:acme.example?register;preauth=TOKEN',
      page: 'https://acme.example/invite?TOKEN',
      expires: Date.UTC(2030, 0, 2, 12),
    }));
  }

  async online(): Promise<Outcome<readonly string[]>> {
    return done([]);
  }

  async lastActivity(): Promise<Outcome<number | undefined>> {
    return done(undefined);
  }

  async statistics(): Promise<Outcome<Statistics>> {
    return done({ registered: this.people.length, online: undefined });
  }

  #do(what: string): Promise<Outcome> {
    return this.#answer(what, () => undefined);
  }

  async #answer<T>(what: string, make: () => T): Promise<Outcome<T>> {
    this.asked.push(what);
    const problem = this.fails;
    this.fails = undefined;
    return problem ? failed(problem) : done(make());
  }
}
