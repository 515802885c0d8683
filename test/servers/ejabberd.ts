/**
 * A real ejabberd for tests: on free loopback ports, in a folder of its own, without system services. It is no
 * node of a network, and starts no port mapper, unless it is to be one of a cluster (see `ejabberd-cluster.ts`).
 */
import type { ChildProcess } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { APPLY_FEDERATION_RULES, FEDERATION_RULES_FILE as RULES } from '../../src/admin/deployment/federation-rules.js';
import { APPLY_LOGGING_RULES, LOGGING_RULES_FILE } from '../../src/admin/deployment/logging-rules.js';
import { OWN_MODULES, ejabberdBase, ejabberdConfig, ejabberdFederation } from './ejabberd-config.js';
import { parseRosterDump } from './ejabberd-roster.js';
import { NameServer } from './name-server.js';
import { freePort, start, until } from './processes.js';
import type { StoredRoster } from './stored-roster.js';
import type { Account, Failure, FederationPlace, ServerConfig, XmppServer } from './xmpp-server.js';

/** What makes it a node among others. */
export interface NodeOptions {
  /** Its name; the same domain name must not have two of them. */
  readonly name: string;
  /** Where the port mapper of these nodes listens. */
  readonly epmdPort: number;
  readonly cookie: string;
  /** Joins the cluster that this node is in. */
  readonly join?: string;
}

const SOURCES = join(dirname(fileURLToPath(import.meta.url)), 'ejabberd-modules');
const COMMANDS = ['/usr/sbin/ejabberdctl', '/usr/local/sbin/ejabberdctl', '/opt/homebrew/sbin/ejabberdctl'];
/** The account is there already. */
const CONFLICT = 409;

export interface EjabberdOptions extends ServerConfig {
  /** A file that configures the hosts and their modules, in place of what tests have for that; the accounts of `hosts` are made. */
  readonly include?: string;
  readonly federation?: FederationPlace;
  /** A file that is included, too, and can be replaced (`replaceRules`). */
  readonly rules?: string;
  /** The same, by `replaceLogging`: it has the archive, which tests have otherwise. */
  readonly logging?: string;
}

export class Ejabberd implements XmppServer {
  readonly folder: string;
  readonly config: EjabberdOptions;
  /** What keeps others away from its policy service is `s2s_access`. */
  readonly nodeAccess = 'open';
  readonly keepsWholeRequests = false;
  readonly #node: NodeOptions | undefined;
  #port = 0;
  #componentPort = 0;
  #names: NameServer | undefined;
  #process: ChildProcess | undefined;
  #hasJoined = false;

  private constructor(config: EjabberdOptions, folder: string, node?: NodeOptions) {
    this.config = config;
    this.folder = folder;
    this.#node = node;
  }

  /** Starts a server and resolves when it accepts connections. */
  static async start(config: EjabberdOptions, node?: NodeOptions): Promise<Ejabberd> {
    const server = new Ejabberd(config, await mkdtemp(join(tmpdir(), 'im-ejabberd-')), node);
    server.#port = await freePort();
    server.#componentPort = await freePort();
    if (config.federation) server.#names = await NameServer.start(config.federation.ports);
    await server.run();
    if (!node?.join) {
      for (const { domain, accounts } of config.hosts) {
        for (const account of accounts) await server.addAccount(domain, account);
      }
    }
    return server;
  }

  get service(): string {
    return `ws://127.0.0.1:${this.#port}/ws`;
  }

  get port(): number {
    return this.#port;
  }

  get componentPort(): number {
    return this.#componentPort;
  }

  get pid(): number {
    return this.#process?.pid ?? 0;
  }

  async run(): Promise<void> {
    const { folder } = this;
    const file = join(folder, 'ejabberd.yml');
    await mkdir(join(folder, 'data'), { recursive: true });
    await writeFile(file, await this.#configuration());
    if (this.#names) await writeFile(join(folder, 'inetrc'), resolvedBy(this.#names));
    const modules = OWN_MODULES.map((name) => join(SOURCES, name));
    const compile = `[{ok, _} = compile:file(F, [{outdir, ${term(folder)}}]) || F <- [${modules.map(term).join(', ')}]].`;
    const child = start(
      'erl',
      [
        '-noinput', ...this.#distribution(), '-pa', folder, '-mnesia', 'dir', term(join(folder, 'data')),
        '-eval', compile, '-s', 'ejabberd', ...this.#join(),
      ],
      {
        ...(await librariesOfEjabberd()),
        HOME: folder,
        TEST_FOLDER: folder,
        EJABBERD_CONFIG_PATH: file,
        EJABBERD_LOG_PATH: join(folder, 'ejabberd.log'),
        ERL_CRASH_DUMP_BYTES: '0',
        ...(this.#names ? { ERL_INETRC: join(folder, 'inetrc') } : {}),
        ...(this.#node ? { ERL_EPMD_PORT: String(this.#node.epmdPort) } : {}),
      },
    ); // prettier-ignore
    const output: string[] = [];
    child.stdout?.on('data', (data: Buffer) => output.push(String(data)));
    child.stderr?.on('data', (data: Buffer) => output.push(String(data)));
    this.#process = child;
    await until(async () => {
      if (child.exitCode !== null) throw new Error(`ejabberd did not start:\n${output.join('')}`);
      return this.#isReady();
    }, 'ejabberd to be there');
    this.#hasJoined = true;
  }

  async kill(): Promise<void> {
    const child = this.#process;
    child?.kill('SIGKILL');
    await until(() => child?.signalCode !== null, 'ejabberd to be gone');
  }

  async quit(): Promise<void> {
    const child = this.#process;
    await this.command('stop');
    await until(() => child?.exitCode !== null, 'ejabberd to have ended');
  }

  /** Nothing of its data is wanted afterwards, so that nobody waits for it to close its tables. */
  async stop(): Promise<void> {
    if (this.#process?.signalCode === null && this.#process.exitCode === null) await this.kill();
    this.#names?.stop();
    await rm(this.folder, { recursive: true, force: true });
  }

  async addAccount(domain: string, { username, password }: Account): Promise<void> {
    const { status } = await this.command('register', { user: username, host: domain, password }, [CONFLICT]);
    if (status === CONFLICT) await this.command('change_password', { user: username, host: domain, newpass: password });
  }

  async storedRoster(jid: string): Promise<StoredRoster> {
    const file = join(this.folder, `roster-${crypto.randomUUID()}`);
    await this.command('dump_table', { file, table: 'roster' });
    return parseRosterDump(await readFile(file, 'latin1'), jid);
  }

  /** Mnesia writes its log every two seconds or so. */
  written(jid: string, contact: string): Promise<void> {
    const [username = '', domain = ''] = jid.split('@');
    const [other = ''] = contact.split('@');
    // Names of Erlang's external term format: "m", a length, the octets; the contact is a tuple ("h") of three.
    const entry = new RegExp(`${username}m[^]{4}${domain}h\\x03m[^]{4}${other}m`);
    const logs = ['LATEST.LOG', 'roster.DAT'].map((name) => join(this.folder, 'data', name));
    return until(async () => {
      const texts = await Promise.all(logs.map((file) => readFile(file, 'latin1').catch(() => '')));
      return texts.some((text) => entry.test(text));
    }, `${contact} to be written to the disk`);
  }

  async timesSent(type: string, from: string, to: string): Promise<number> {
    return (await this.#witness()).filter((line) => line === `${type} ${from} ${to}`).length;
  }

  /** How many of them it has taken, those that it repeated itself included. */
  async timesTaken(type: string, from: string, to: string): Promise<number> {
    return (await this.#witness()).filter((line) => line === `took ${type} ${from} ${to}`).length;
  }

  async resumptions(): Promise<number> {
    return (await this.#witness()).filter((line) => line.startsWith('resumed ')).length;
  }

  async fail(host: string, failure: Failure): Promise<void> {
    await mkdir(join(this.folder, 'outages'), { recursive: true });
    await writeFile(join(this.folder, 'outages', host), `${failure}\n`);
  }

  async recover(host: string): Promise<void> {
    await rm(join(this.folder, 'outages', host), { force: true });
  }

  log(): Promise<string> {
    return readFile(join(this.folder, 'ejabberd.log'), 'utf8').catch(() => '');
  }

  /** Replaces the file `rules`, and has it count as an administrator does. */
  async replaceRules(rules: string): Promise<void> {
    await this.#write(RULES, rules);
    await this.#run(APPLY_FEDERATION_RULES);
  }

  /** Replaces the file `logging`, in the same way. */
  async replaceLogging(rules: string): Promise<void> {
    await this.#write(LOGGING_RULES_FILE, rules);
    await this.#run(APPLY_LOGGING_RULES);
  }

  /** Runs a command of ejabberdctl (by mod_http_api), and fails if it does, but for the statuses that are expected. */
  async command(
    name: string,
    args: Readonly<Record<string, string | number>> = {},
    expected: readonly number[] = [],
  ): Promise<{ readonly status: number; readonly body: unknown }> {
    const response = await fetch(`http://127.0.0.1:${this.#port}/api/${name}`, {
      method: 'POST',
      body: JSON.stringify(args),
    });
    const body: unknown = await response.json();
    if (!response.ok && !expected.includes(response.status)) {
      throw new Error(`${name}: ${response.status} ${JSON.stringify(body)}`);
    }
    return { status: response.status, body };
  }

  async #configuration(): Promise<string> {
    const { include, rules, logging } = this.config;
    const ports = { port: this.#port, componentPort: this.#componentPort };
    const files: string[] = [];
    if (include !== undefined) files.push(await this.#write('included.yml', include));
    if (rules !== undefined) files.push(await this.#write(RULES, rules));
    if (logging !== undefined) files.push(await this.#write(LOGGING_RULES_FILE, logging));
    const own =
      include === undefined ? ejabberdConfig(this.config, ports, logging === undefined) : ejabberdBase(this.#port);
    return JSON.stringify({
      ...own,
      ...ejabberdFederation(own, this.config.federation),
      ...(files.length > 0 ? { include_config_file: files } : {}),
    });
  }

  /** Runs what an administrator types, without arguments. */
  async #run(line: string): Promise<void> {
    for (const command of line.split('&&')) await this.command(command.trim().split(' ').at(-1) ?? '');
  }

  async #write(name: string, text: string): Promise<string> {
    const file = join(this.folder, name);
    await writeFile(file, text);
    return file;
  }

  async #witness(): Promise<readonly string[]> {
    return (await readFile(join(this.folder, 'witness.txt'), 'utf8').catch(() => '')).split('\n');
  }

  /** All its modules have been started, and the others of its cluster are known. */
  async #isReady(): Promise<boolean> {
    const answer = await this.command('status').catch(() => undefined);
    if (!JSON.stringify(answer?.body ?? '').includes('is running')) return false;
    if (!this.#node?.join || this.#hasJoined) return true;
    const cluster = await this.command('list_cluster').catch(() => undefined);
    return Array.isArray(cluster?.body) && cluster.body.includes(`${this.#node.join}@localhost`);
  }

  #distribution(): readonly string[] {
    if (!this.#node) return [];
    const { name, cookie } = this.#node;
    return [
      '-sname', `${name}@localhost`, '-setcookie', cookie, '-start_epmd', 'false',
      '-kernel', 'inet_dist_use_interface', '{127,0,0,1}',
    ]; // prettier-ignore
  }

  #join(): readonly string[] {
    if (!this.#node?.join || this.#hasJoined) return [];
    return ['-eval', `ok = ejabberd_admin:join_cluster(<<"${this.#node.join}@localhost">>).`];
  }
}

/** Erlang's own way to look up names, and nothing of this machine's; a name server may have any port there. */
function resolvedBy({ port }: NameServer): string {
  return [
    '{resolv_conf, ""}.',
    '{hosts_file, ""}.',
    '{host, {127,0,0,1}, ["localhost"]}.',
    '{lookup, [file, dns]}.',
    `{nameserver, {127,0,0,1}, ${port}}.`,
  ].join('\n');
}

/** Where the packages of the system keep ejabberd and what it is made of, by the script that they start it with. */
async function librariesOfEjabberd(): Promise<{ readonly ERL_LIBS?: string }> {
  for (const command of COMMANDS) {
    const script = await readFile(command, 'utf8').catch(() => '');
    const [, folder] = /^ERL_LIBS=['"]?([^'"\n]+)['"]?$/m.exec(script) ?? [];
    if (folder) return { ERL_LIBS: folder };
  }
  return {};
}

/** A string of Erlang. */
function term(text: string): string {
  return JSON.stringify(text);
}
