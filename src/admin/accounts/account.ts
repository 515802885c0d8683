/** The organisation's people, as far as the server lets an administrator manage them. */
import type { Outcome } from '../outcome.js';

/** What a person's vCard says of them (XEP-0054). */
export interface AccountProfile {
  readonly firstName: string;
  readonly lastName: string;
  readonly mail: string;
  readonly title: string;
}

export interface AccountSummary {
  /** Bare. */
  readonly jid: string;
  /** Undefined where the server does not tell. */
  readonly profile: AccountProfile | undefined;
  readonly isDisabled: boolean | undefined;
  /** How many sessions are open now; undefined where the server does not tell. */
  readonly sessions: number | undefined;
}

export const ABILITIES = [
  'list',
  'add',
  'read-profile',
  'edit-profile',
  'disable',
  'enable',
  'set-password',
  'end-sessions',
  'delete',
  'invite',
  'online',
  'last-activity',
  'statistics',
] as const;
export type Ability = (typeof ABILITIES)[number];

/** Why something is not offered. */
export type Inability =
  /** The server has no command for it; `needs` names what would add it, such as a module. */
  | { readonly why: 'not-offered'; readonly needs: string }
  /** The server has it, and not for this account. */
  | { readonly why: 'forbidden' };

/** What this account may do on this server: `true`, or why not. */
export type Abilities = Readonly<Record<Ability, true | Inability>>;

export interface NewAccount {
  readonly username: string;
  readonly password: string;
  readonly profile?: AccountProfile;
}

export interface Invitation {
  /** An `xmpp:` URI, and a web page where the server has one (XEP-0401). */
  readonly uri: string;
  readonly page: string | undefined;
  /** Milliseconds since 1970. */
  readonly expires: number | undefined;
}

export interface Statistics {
  readonly registered: number | undefined;
  readonly online: number | undefined;
}

export interface AccountService {
  readonly domain: string;
  /** Asks the server what it offers to this account. */
  abilities(): Promise<Outcome<Abilities>>;
  /** Everybody, sorted by address; profiles as far as they come with the list. */
  list(signal: AbortSignal): Promise<Outcome<readonly AccountSummary[]>>;
  /** Whether there is an account of this name; undefined where the server does not tell. For servers that list nobody. */
  exists?(username: string): Promise<Outcome<boolean | undefined>>;
  profile(jid: string): Promise<Outcome<AccountProfile>>;
  /** `exists` if there is one. What fails after the account was made (its profile) is told as a value. */
  add(account: NewAccount): Promise<Outcome<{ readonly profileSet: boolean }>>;
  setProfile(jid: string, profile: AccountProfile): Promise<Outcome>;
  /** Nobody can sign in with it any more, and its sessions end; nothing of it is lost. */
  disable(jid: string): Promise<Outcome>;
  enable(jid: string): Promise<Outcome>;
  setPassword(jid: string, password: string): Promise<Outcome>;
  endSessions(jid: string): Promise<Outcome>;
  delete(jid: string): Promise<Outcome>;
  /** `username`: for exactly this account; any new one without it. */
  invite(username?: string): Promise<Outcome<Invitation>>;
  /** Full JIDs. */
  online(): Promise<Outcome<readonly string[]>>;
  /** Milliseconds since 1970 of the last sign-out or sign-in, as the server tells it; undefined if never. */
  lastActivity(jid: string): Promise<Outcome<number | undefined>>;
  statistics(): Promise<Outcome<Statistics>>;
}
