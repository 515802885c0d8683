/** An organisation with an administrator who manages its accounts, on a server that has all that stock servers have for it. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Accounts } from '../../src/admin/accounts/accounts.js';
import { Ejabberd } from '../servers/ejabberd.js';
import { Prosody } from '../servers/prosody.js';
import { IS_EJABBERD } from '../servers/start-server.js';
import type { XmppServer } from '../servers/xmpp-server.js';
import { AdminAsker } from './admin-asker.js';

export const DOMAIN = 'corp.example';
export const PASSWORD = 'secret';
/** The last one of them signs in in no test but one. */
const PEOPLE = ['admin', 'maya', 'quiet'];

export interface StageOptions {
  /** Modules that Prosody has beside those of every test. */
  readonly prosodyModules?: readonly string[];
  readonly sasl2?: boolean;
}

export class AccountsStage {
  readonly server: XmppServer;
  readonly admin: AdminAsker;
  readonly accounts: Accounts;
  readonly #askers: AdminAsker[] = [];

  private constructor(server: XmppServer, admin: AdminAsker) {
    this.server = server;
    this.admin = admin;
    this.accounts = new Accounts({ wire: admin, signInAs: (jid, password) => this.signInAs(jid, password) });
    this.#askers.push(admin);
  }

  static async open({ prosodyModules = [], sasl2 = false }: StageOptions = {}): Promise<AccountsStage> {
    const hosts = [{ domain: DOMAIN, accounts: PEOPLE.map((username) => ({ username, password: PASSWORD })) }];
    const server = IS_EJABBERD
      ? await Ejabberd.start({ hosts })
      : await Prosody.start({ hosts, sasl2, extraModules: prosodyModules });
    if (server instanceof Ejabberd) await addModules(server, ['mod_last', 'mod_time']);
    const admin = await AdminAsker.signIn({ service: server.service, jid: addressOf('admin'), password: PASSWORD });
    if (!admin) throw new Error('the administrator was refused');
    return new AccountsStage(server, admin);
  }

  /** Undefined where the server refuses. */
  async signInAs(jid: string, password: string): Promise<AdminAsker | undefined> {
    const asker = await AdminAsker.signIn({ service: this.server.service, jid, password });
    if (asker) this.#askers.push(asker);
    return asker;
  }

  /** Somebody who has an account. */
  async signIn(username: string, password = PASSWORD): Promise<AdminAsker> {
    const asker = await this.signInAs(addressOf(username), password);
    if (!asker) throw new Error(`${username} was refused`);
    return asker;
  }

  /** Somebody who has given their password, and is at no device yet. */
  async authenticate(username: string): Promise<AdminAsker> {
    const options = { service: this.server.service, jid: addressOf(username), password: PASSWORD };
    const asker = await AdminAsker.authenticate(options);
    if (!asker) throw new Error(`${username} was refused`);
    this.#askers.push(asker);
    return asker;
  }

  async accepts(username: string, password = PASSWORD): Promise<boolean> {
    const asker = await this.signInAs(addressOf(username), password);
    await asker?.close();
    return asker !== undefined;
  }

  /** A person with an account of their own for one test. */
  async newcomer(username: string): Promise<string> {
    const added = await this.accounts.add({ username, password: PASSWORD });
    if (!added.ok) throw new Error(`${username}: ${JSON.stringify(added.problem)}`);
    return addressOf(username);
  }

  async close(): Promise<void> {
    for (const asker of this.#askers) asker.cut();
    await this.server.stop();
  }
}

export function addressOf(username: string): string {
  return `${username}@${DOMAIN}`;
}

async function addModules(server: Ejabberd, names: readonly string[]): Promise<void> {
  const file = join(server.folder, 'ejabberd.yml');
  const config = JSON.parse(await readFile(file, 'utf8')) as { readonly modules: object };
  const modules = { ...config.modules, ...Object.fromEntries(names.map((name) => [name, {}])) };
  await writeFile(file, JSON.stringify({ ...config, modules }));
  await server.command('reload_config');
}
