/**
 * A real Prosody for demo, tests and benchmarks: on free loopback ports, in a folder of its own.
 * One process may serve several domains; several can federate (see `test/support/federation.ts`).
 */
import { mkdtemp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ChildProcess } from 'node:child_process';
import { accepts, freePort, start, stop, until } from './processes.js';
import { parseStoredRoster, type StoredRoster } from './stored-roster.js';
import {
  administratorsOf,
  type Account,
  type Failure,
  type FederationPlace,
  type HostConfig,
  type Lack,
  type ServerConfig,
  type XmppServer,
} from './xmpp-server.js';

/** What Prosody alone is asked for. */
export interface ProsodyHost extends HostConfig {
  readonly extraConfig?: string;
}

export interface ProsodyConfig extends ServerConfig {
  readonly hosts: readonly ProsodyHost[];
  /** Where data, logs and configuration go; a temporary folder, removed at the end, if left out. */
  readonly folder?: string;
  /** SASL2, Bind 2 and FAST, by mended copies of the installed modules (see `MENDED`). */
  readonly sasl2?: boolean;
  readonly passwordHash?: 'SHA-256' | 'SHA-1';
  /** All of the server kit, and Prosody's own invitations. */
  readonly kit?: boolean;
  readonly extraModules?: readonly string[];
  readonly extraConfig?: string;
  /** A file that configures the hosts and their modules, in place of what tests have for that; the accounts of `hosts` are made. */
  readonly include?: string;
  /** Also listens for clients that come by TCP (RFC 6120), on `tcpPort`. */
  readonly tcp?: boolean;
  /** Tried first; another one is found if it is taken. */
  readonly preferredPort?: number;
  readonly federation?: FederationPlace;
}

const MODULES = [
  'admin_adhoc', 'blocklist', 'carbons', 'csi_simple', 'dialback', 'disco', 'mam', 'offline', 'pep', 'ping', 'posix',
  'private', 'roster', 'saslauth', 'smacks', 'tls', 'vcard', 'websocket',
]; // prettier-ignore
const MODULE_OF: Readonly<Record<Lack, string>> = { blocking: 'blocklist', pep: 'pep' };
const KIT = [
  'account_commands', 'federation_policy', 'host_meta', 'invites', 'invites_adhoc', 'invites_register', 'logging_policy',
  'user_directory',
]; // prettier-ignore
const HERE = dirname(fileURLToPath(import.meta.url));
const OWN_MODULES = join(HERE, 'prosody-modules');
/** Where the modules of the server kit are. */
export const SERVER_KIT = join(HERE, '../../src/server-kit/prosody');
const SYSTEM_MODULES = ['/usr/lib/prosody/modules', '/usr/local/lib/prosody/modules'];

export class Prosody implements XmppServer {
  readonly folder: string;
  readonly config: ProsodyConfig;
  readonly nodeAccess = 'whitelist';
  readonly keepsWholeRequests = true;
  #port = 0;
  #componentPort = 0;
  #tcpPort = 0;
  #process: ChildProcess | undefined;

  private constructor(config: ProsodyConfig, folder: string) {
    this.config = config;
    this.folder = folder;
  }

  /** Starts a server and resolves when it accepts connections. */
  static async start(config: ProsodyConfig): Promise<Prosody> {
    const folder = config.folder ?? (await mkdtemp(join(tmpdir(), 'im-prosody-')));
    const server = new Prosody(config, folder);
    await mkdir(join(folder, 'data'), { recursive: true });
    for (const host of config.hosts) for (const account of host.accounts) await server.addAccount(host.domain, account);
    if (config.sasl2) await mendSasl2(join(folder, 'mended'));
    server.#port =
      config.preferredPort && (await isFree(config.preferredPort)) ? config.preferredPort : await freePort();
    server.#componentPort = await freePort();
    server.#tcpPort = await freePort();
    await server.run();
    return server;
  }

  /** The WebSocket endpoint of all its domains. */
  get service(): string {
    return `ws://127.0.0.1:${this.#port}/xmpp-websocket`;
  }

  get port(): number {
    return this.#port;
  }

  get componentPort(): number {
    return this.#componentPort;
  }

  get tcpPort(): number {
    return this.#tcpPort;
  }

  get pid(): number {
    return this.#process?.pid ?? 0;
  }

  /** Starts the process, for the first time or again, on the same port and data. */
  async run(): Promise<void> {
    const file = join(this.folder, 'prosody.cfg.lua');
    const included = join(this.folder, 'included.cfg.lua');
    const { include } = this.config;
    if (include !== undefined) await writeFile(included, include);
    const hosts = include === undefined ? this.#hosts() : [`Include ${lua(included)}`];
    await writeFile(file, [...this.#base(), ...hosts].join('\n'));
    const child = start('prosody', ['--config', file, '-F']);
    const output: string[] = [];
    child.stdout?.on('data', (data: Buffer) => output.push(String(data)));
    child.stderr?.on('data', (data: Buffer) => output.push(String(data)));
    this.#process = child;
    await until(async () => {
      if (child.exitCode !== null) throw new Error(`Prosody did not start:\n${output.join('')}`);
      return accepts(this.#port);
    }, 'Prosody to accept connections');
  }

  /** As a crash would. */
  async kill(): Promise<void> {
    const child = this.#process;
    child?.kill('SIGKILL');
    await until(() => child?.signalCode !== null, 'Prosody to be gone');
  }

  async quit(): Promise<void> {
    if (this.#process) await stop(this.#process);
  }

  async stop(): Promise<void> {
    if (this.#process) await stop(this.#process);
    if (!this.config.folder) await rm(this.folder, { recursive: true, force: true });
  }

  /** Writes an account straight into the store; Prosody hashes the password at the first sign-in. */
  async addAccount(domain: string, { username, password }: Account): Promise<void> {
    const folder = join(this.folder, 'data', encode(domain), 'accounts');
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, `${encode(username)}.dat`), `return { ["password"] = ${lua(password)}; };\n`);
  }

  /** The contact list of an account as the server keeps it. */
  async storedRoster(jid: string): Promise<StoredRoster> {
    return parseStoredRoster(await this.stored('roster', jid));
  }

  /** What one of its stores holds for an account, as it is written; empty if there is nothing. */
  async stored(store: 'accounts' | 'archive' | 'fast_tokens' | 'roster', jid: string): Promise<string> {
    return readFile(this.fileOf(store, jid), 'utf8').catch(() => '');
  }

  /** Where that is, while it keeps its data in files. */
  fileOf(store: string, jid: string): string {
    const [username = '', domain = ''] = jid.split('@');
    const type = store === 'archive' ? 'list' : 'dat';
    return join(this.folder, 'data', encode(domain), store, `${encode(username)}.${type}`);
  }

  /** It writes files before it answers. */
  async written(): Promise<void> {
    return Promise.resolve();
  }

  /** How often clients of `from` have sent `to` a presence of this type, whatever became of it. */
  async timesSent(type: string, from: string, to: string): Promise<number> {
    const line = `outbound presence ${type} from ${from} for ${to}\n`;
    return (await this.log()).split(line).length - 1;
  }

  /** How often a client has resumed its stream (XEP-0198). */
  async resumptions(): Promise<number> {
    return (await this.log()).split('mod_smacks resuming existing session').length - 1;
  }

  /** From now on a pubsub service, or the private nodes of a domain's people, fail (see `mod_outage`). */
  async fail(host: string, failure: Failure): Promise<void> {
    await mkdir(join(this.folder, 'outages'), { recursive: true });
    await writeFile(join(this.folder, 'outages', host), `${failure}\n`);
  }

  async recover(host: string): Promise<void> {
    await rm(join(this.folder, 'outages', host), { force: true });
  }

  log(): Promise<string> {
    return readFile(join(this.folder, 'prosody.log'), 'utf8').catch(() => '');
  }

  /** What has to do with this machine and its loopback addresses. */
  #base(): readonly string[] {
    const { config, folder } = this;
    const root = process.getuid?.() === 0;
    return [
      root ? 'run_as_root = true; prosody_user = "root"; prosody_group = "root"' : '',
      `pidfile = ${lua(join(folder, 'prosody.pid'))}`,
      `data_path = ${lua(join(folder, 'data'))}`,
      `log = { debug = ${lua(join(folder, 'prosody.log'))} }`,
      `certificates = ${lua(join(folder, 'certs'))}`,
      `interfaces = { "127.0.0.1" }; c2s_ports = { ${config.tcp ? this.#tcpPort : ''} }; https_ports = {}`,
      `http_ports = { ${this.#port} }; http_interfaces = { "127.0.0.1" }`,
      `component_ports = { ${config.components ? this.#componentPort : ''} }; component_interfaces = { "127.0.0.1" }`,
      this.#federation(),
      `http_default_host = ${lua(config.hosts[0]?.domain ?? 'localhost')}`,
      // Nobody listens between two processes of one machine, so SCRAM and PLAIN are offered over ws://.
      'consider_websocket_secure = true; c2s_require_encryption = false; cross_domain_websocket = true',
      `authentication = "internal_hashed"; password_hash = ${lua(config.passwordHash ?? 'SHA-256')}`,
    ];
  }

  #hosts(): readonly string[] {
    const { config, folder } = this;
    const lacking = config.lacks?.map((lack) => MODULE_OF[lack]);
    const modules = [
      ...MODULES.filter((name) => !lacking?.includes(name)),
      ...(config.reports ? ['reports'] : []),
      ...(config.sasl2 ? ['sasl2', 'sasl2_bind2', 'sasl2_fast'] : []),
      ...(config.directory ? ['user_directory'] : []),
      ...(config.federation ? ['known_names'] : []),
      ...(config.kit ? KIT : []),
      ...(config.extraModules ?? []),
      'outage',
    ];
    return [
      `plugin_paths = { ${[join(folder, 'mended'), OWN_MODULES, SERVER_KIT].map(lua).join(', ')} }`,
      `storage = { ${storages(config).join(', ')} }; smacks_hibernation_time = 300; default_archive_policy = true; limits = {}`,
      `modules_enabled = { ${modules.map(lua).join(', ')} }`,
      'allow_registration = false',
      // Small answers are not held back for an acknowledgement that comes after 40 ms.
      config.crowded ? 'log = { info = "*console" }; network_settings = { nagle = false }' : '',
      config.asShipped ? 'log = { info = "*console" }' : 'gc = { mode = "generational" }',
      sqlArchive(config),
      config.extraConfig ?? '',
      ...config.hosts.flatMap((host) => hostConfiguration(host)),
      config.rooms
        ? `Component ${lua(config.rooms)} "muc"\n  modules_enabled = { "muc_mam" }; muc_log_by_default = true; muc_room_locking = false`
        : '',
      ...Object.entries(config.components ?? {}).map(
        ([domain, secret]) => `Component ${lua(domain)}\n  component_secret = ${lua(secret)}`,
      ),
    ];
  }

  #federation(): string {
    const { federation } = this.config;
    if (!federation) return 's2s_ports = {}; modules_disabled = { "s2s" }';
    const ports = Object.entries(federation.ports).map(([domain, port]) => `[${lua(domain)}] = ${port}`);
    const { certificate, key } = federation;
    return [
      `s2s_interfaces = { "127.0.0.1" }; s2s_ports = { ${federation.port} }; s2s_direct_tls_ports = {}`,
      `known_names = { ${ports.join(', ')} }`,
      `ssl = { certificate = ${lua(certificate)}, key = ${lua(key)}, cafile = ${lua(federation.authority)} }`,
      's2s_secure_auth = true; s2s_require_encryption = true',
    ].join('\n');
  }
}

const MECHANISMS: Readonly<Record<NonNullable<HostConfig['bestMechanism']>, string>> = {
  'SCRAM-SHA-1': 'password_hash = "SHA-1"',
  PLAIN: 'disable_sasl_mechanisms = { "SCRAM-SHA-1", "SCRAM-SHA-256" }',
};

function hostConfiguration(host: ProsodyHost): string[] {
  const { domain, pubsub, otherPubsub = [], bestMechanism, extraConfig = '' } = host;
  const admins = `  admins = { ${administratorsOf(host).map(lua).join(', ')} }`;
  const services = [...(pubsub ? [`pubsub.${domain}`] : []), ...otherPubsub];
  return [
    `VirtualHost ${lua(domain)}\n${admins}\n  ${extraConfig}`,
    bestMechanism ? `  ${MECHANISMS[bestMechanism]}` : '',
    `  disco_items = { ${services.map((service) => `{ ${lua(service)}, "Policy" }`).join(', ')} }`,
    ...services.map((service) =>
      [
        `Component ${lua(service)} "pubsub"`,
        admins,
        '  autocreate_on_publish = false; autocreate_on_subscribe = false; expose_publisher = true',
        '  modules_disabled = { "s2s" }; modules_enabled = { "pubsub_local_readers", "outage" }',
        `  pubsub_local_readers_host = ${lua(domain)}`,
      ].join('\n'),
    ),
  ];
}

/** What is not kept in files, as all else is. */
function storages({ kit, crowded, archive }: ProsodyConfig): string[] {
  return [
    ...(kit ? ['roster = "roster_journal"'] : []),
    ...(crowded ? ['roster = "made_up"', 'archive = "made_up"'] : []),
    ...(archive ? ['archive = "sql"', 'muc_log = "sql"'] : []),
  ];
}

/** Where the archives of people and rooms are. */
function sqlArchive({ archive }: ServerConfig): string {
  if (!archive) return '';
  const database =
    archive.type === 'sqlite'
      ? `driver = "SQLite3", database = ${lua(archive.file)}`
      : `driver = "PostgreSQL", host = "127.0.0.1", port = ${archive.port}, database = ${lua(archive.database)}, username = ${lua(archive.user)}`;
  return `sql = { ${database} }`;
}

async function isFree(port: number): Promise<boolean> {
  return !(await accepts(port));
}

/** Prosody's encoding of names in its store. */
function encode(name: string): string {
  return [...new TextEncoder().encode(name)]
    .map((octet) => {
      const character = String.fromCharCode(octet);
      return /[A-Za-z0-9]/.test(character) ? character : `%${octet.toString(16).padStart(2, '0')}`;
    })
    .join('');
}

function lua(text: string): string {
  return `"${text.replace(/[\\"\n\r]/g, (character) => `\\${character.charCodeAt(0).toString().padStart(3, '0')}`)}"`;
}

/** Debian 12's copies of these modules do not run on its Prosody 0.12.3; these replacements make them. */
const MENDED: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  sasl2: [
    // After Bind 2 there is nothing left to bind.
    [
      'session.send(features);',
      'if session.resource then features:maptags(function (tag) if tag.name ~= "bind" and tag.name ~= "session" then return tag; end end); end session.send(features);',
    ],
  ],
  sasl2_bind2: [],
  sasl2_fast: [
    // The event carries no stream here, and the handler needs no name.
    ['if not username then return; end', ''],
    ['username = jid.node(event.stream.from);', ''],
    ['auth:get_child_attr("user-agent", nil, "id")', 'auth:get_child("user-agent").attr.id'],
    ['expires_at = issued_at + fast_token_ttl', 'expires_at = math.floor(issued_at + fast_token_ttl)'],
  ],
};

async function mendSasl2(folder: string): Promise<void> {
  for (const [name, replacements] of Object.entries(MENDED)) {
    let source = await readModule(`mod_${name}`);
    for (const [broken, mended] of replacements) {
      if (!source.includes(broken)) throw new Error(`mod_${name} is not the one that was to be mended: ${broken}`);
      source = source.replace(broken, mended);
    }
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, `mod_${name}.lua`), source);
  }
}

async function readModule(name: string): Promise<string> {
  for (const folder of SYSTEM_MODULES) {
    const source = await readFile(join(folder, name, `${name}.lua`), 'utf8').catch(() => undefined);
    if (source !== undefined) return source;
  }
  throw new Error(`${name} is not installed (package prosody-modules)`);
}
