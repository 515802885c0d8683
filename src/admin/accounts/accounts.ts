/**
 * The organisation's accounts, managed by ad-hoc commands over the administrator's own session: the server is the one
 * that says who may, and what there is.
 *
 * Servers tell some failures in words only, or not at all (see `xep0133-service-administration.ts`). Words are not read
 * here: where something may not have happened, the server is asked how things are now.
 */
import type { BareJid } from '../../core/jid.js';
import { ACCOUNT_COMMANDS, inviteTo } from '../../xmpp/account-commands.js';
import { ADMIN_COMMANDS, addUser, changePassword, onAccount } from '../../xmpp/xep0133-service-administration.js';
import { createAccountInvitation, readInvitation } from '../../xmpp/xep0401-invitations.js';
import { done, failed, type AdminProblem, type Outcome } from '../outcome.js';
import type { AdminWire } from '../wire.js';
import { abilitiesOf } from './abilities.js';
import { isKnown, runOn, saysInWords } from './account-command.js';
import type { Abilities, AccountProfile, AccountService, AccountSummary, Invitation } from './account.js';
import type { NewAccount, Statistics } from './account.js';
import { lastActivityOf, statisticsOf } from './activity.js';
import { addressOf, ownAddress } from './addresses.js';
import { deleteAccount } from './delete-account.js';
import { listEverybody } from './list-accounts.js';
import { readOffer, type Offer } from './offer.js';
import { onlineSessions } from './online-sessions.js';
import { isPassword, unknownPassword } from './passwords.js';
import { readProfile, writeAs, writeProfile, type SignInAs } from './profiles.js';
import { runCommand } from './run-command.js';

export interface AccountsOptions {
  readonly wire: AdminWire;
  /** As a new account, whose password is known: where nobody else may write its profile, it does so itself. */
  readonly signInAs?: SignInAs;
}

const NO_ACCOUNT: AdminProblem = { kind: 'not-found' };
const NOT_OFFERED: AdminProblem = { kind: 'not-offered' };
const FORBIDDEN: AdminProblem = { kind: 'forbidden' };
const NO_NAME: AdminProblem = { kind: 'refused', condition: 'jid-malformed' };
const NO_PASSWORD: AdminProblem = { kind: 'refused', condition: 'not-acceptable' };

export class Accounts implements AccountService {
  readonly #wire: AdminWire;
  readonly #signInAs: SignInAs | undefined;
  #offer: Promise<Outcome<Offer>> | undefined;
  /** Seen once: its invitations are for whoever comes. */
  #invitesNobodyByName = false;
  /** Seen once: what is told of accounts is not told of those that are not there. */
  #missesNobody = false;

  constructor({ wire, signInAs }: AccountsOptions) {
    this.#wire = wire;
    this.#signInAs = signInAs;
  }

  get domain(): string {
    return this.#wire.domain;
  }

  async abilities(): Promise<Outcome<Abilities>> {
    this.#offer = undefined;
    const offer = await this.#offered();
    return offer.ok ? done(abilitiesOf(offer.value)) : offer;
  }

  /** Rejects with the reason of the signal. */
  list(signal: AbortSignal): Promise<Outcome<readonly AccountSummary[]>> {
    return this.#with((offer) => listEverybody(this.#wire, offer, signal));
  }

  /** By its statistics, where the server has none of somebody who is not there. */
  async exists(username: string): Promise<Outcome<boolean | undefined>> {
    const address = addressOf(username, this.domain);
    const nobody = addressOf(`nobody-${crypto.randomUUID()}`, this.domain);
    if (!address || !nobody) return failed(NO_NAME);
    if (!this.#missesNobody && (await isKnown(this.#wire, nobody)) === false) this.#missesNobody = true;
    const isThere = this.#missesNobody ? await isKnown(this.#wire, address) : undefined;
    return isThere === undefined && !this.#wire.isOnline ? failed({ kind: 'offline' }) : done(isThere);
  }

  profile(jid: string): Promise<Outcome<AccountProfile>> {
    return this.#on(jid, (address) => this.#with((offer) => readProfile(this.#wire, offer, address)));
  }

  async add({ username, password, profile }: NewAccount): Promise<Outcome<{ readonly profileSet: boolean }>> {
    const address = addressOf(username, this.domain);
    if (!address) return failed(NO_NAME);
    if (!isPassword(password)) return failed(NO_PASSWORD);
    const added = await runCommand(this.#wire, addUser(address, password));
    if (!added.ok) {
      const isTaken = saysInWords(added) && (await isKnown(this.#wire, address));
      return failed(isTaken ? { kind: 'exists' } : whyNotAdded(added.problem));
    }
    return done({ profileSet: !profile || (await this.#writeFirst(address, password, profile)) });
  }

  setProfile(jid: string, profile: AccountProfile): Promise<Outcome> {
    return this.#on(jid, (address) => writeProfile(this.#wire, address, profile));
  }

  disable(jid: string): Promise<Outcome> {
    return this.#with(async (offer) => {
      if (this.#isOurs(jid)) return failed(FORBIDDEN);
      const verdict = abilitiesOf(offer).disable;
      if (verdict !== true) return failed({ kind: verdict.why });
      const locked = offer.commands.has(ADMIN_COMMANDS.disableUser)
        ? await this.#command(ADMIN_COMMANDS.disableUser, jid)
        : await this.setPassword(jid, unknownPassword());
      // Not before: whoever was only disconnected signs in again.
      return locked.ok && offer.commands.has(ADMIN_COMMANDS.endUserSession) ? this.endSessions(jid) : locked;
    });
  }

  enable(jid: string): Promise<Outcome> {
    return this.#command(ADMIN_COMMANDS.reenableUser, jid);
  }

  setPassword(jid: string, password: string): Promise<Outcome> {
    return this.#on(jid, async (address) => {
      if (!isPassword(password)) return failed(NO_PASSWORD);
      return nothingMore(await runOn(this.#wire, address, changePassword(address, password)));
    });
  }

  endSessions(jid: string): Promise<Outcome> {
    return this.#command(ADMIN_COMMANDS.endUserSession, jid);
  }

  delete(jid: string): Promise<Outcome> {
    return this.#on(jid, async (address) =>
      this.#isOurs(jid) ? failed(FORBIDDEN) : deleteAccount(this.#wire, address),
    );
  }

  async invite(username?: string): Promise<Outcome<Invitation>> {
    if (username !== undefined && !addressOf(username, this.domain)) return failed(NO_NAME);
    if (username !== undefined && this.#invitesNobodyByName) return failed(NOT_OFFERED);
    const offer = await this.#offered();
    const byName = username !== undefined && offer.ok && offer.value.commands.has(ACCOUNT_COMMANDS.invite);
    const answer = await runCommand(this.#wire, byName ? inviteTo(username) : createAccountInvitation(username));
    if (!answer.ok) return answer;
    const link = readInvitation(answer.value.form);
    if (!link) return failed({ kind: 'refused', condition: 'bad-payload' });
    // One that lets anybody have any name is not what was asked for, and is given to nobody.
    this.#invitesNobodyByName ||= username !== undefined && link.username !== username;
    if (username !== undefined && link.username !== username) return failed(NOT_OFFERED);
    return done({ uri: link.uri, page: link.page, expires: link.expires });
  }

  online(): Promise<Outcome<readonly string[]>> {
    return this.#with((offer) => onlineSessions(this.#wire, offer));
  }

  lastActivity(jid: string): Promise<Outcome<number | undefined>> {
    return this.#on(jid, (address) => this.#with((offer) => lastActivityOf(this.#wire, offer, address)));
  }

  statistics(): Promise<Outcome<Statistics>> {
    return this.#with((offer) => statisticsOf(this.#wire, offer));
  }

  /** Nobody locks themselves out, however they write their name: another administrator can do it. */
  #isOurs(jid: string): boolean {
    return ownAddress(jid.normalize('NFKC').toLowerCase(), this.domain) === this.#wire.account;
  }

  async #writeFirst(address: BareJid, password: string, profile: AccountProfile): Promise<boolean> {
    const offer = await this.#offered();
    if (offer.ok && offer.value.commands.has(ACCOUNT_COMMANDS.setProfile)) {
      return (await writeProfile(this.#wire, address, profile)).ok;
    }
    return writeAs(this.#signInAs, { address, password, profile });
  }

  #command(node: string, jid: string): Promise<Outcome> {
    return this.#on(jid, async (address) => nothingMore(await runOn(this.#wire, address, onAccount(node, address))));
  }

  /** The server is never told to do anything with accounts that are not its own. */
  async #on<T>(jid: string, act: (address: BareJid) => Promise<Outcome<T>>): Promise<Outcome<T>> {
    const address = ownAddress(jid, this.domain);
    return address ? act(address) : failed(NO_ACCOUNT);
  }

  async #with<T>(act: (offer: Offer) => Promise<Outcome<T>>): Promise<Outcome<T>> {
    const offer = await this.#offered();
    return offer.ok ? act(offer.value) : offer;
  }

  /** Asked once for all that is done, and again when the abilities are. */
  async #offered(): Promise<Outcome<Offer>> {
    const asked = (this.#offer ??= readOffer(this.#wire));
    const offer = await asked;
    if (!offer.ok && this.#offer === asked) this.#offer = undefined;
    return offer;
  }
}

/** ejabberd says `item-not-found` of whatever it did not expect, and nothing was to be found. */
function whyNotAdded(problem: AdminProblem): AdminProblem {
  return problem.kind === 'not-found' ? { kind: 'refused', condition: 'item-not-found' } : problem;
}

function nothingMore(outcome: Outcome<unknown>): Outcome {
  return outcome.ok ? done(undefined) : outcome;
}
