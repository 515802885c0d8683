/**
 * The configuration file: JSON, read once at the start. Every mistake in it is named, with what to do.
 *
 * ```json
 * {
 *   "domain": "example.com",
 *   "rooms": ["conference.example.com"],
 *   "server": "prosody",
 *   "database": { "type": "sqlite", "file": "/var/lib/prosody/prosody.sqlite" },
 *   "component": { "name": "archiver.example.com", "host": "127.0.0.1", "port": 5347, "secretFile": "/etc/im-archiver/secret" },
 *   "administrators": ["admin@example.com"],
 *   "state": "/var/lib/im-archiver",
 *   "folders": ["/srv/archive"]
 * }
 * ```
 *
 * | field | what |
 * |---|---|
 * | `domain` | whose people are archived |
 * | `rooms` | the services of rooms (XEP-0045) whose archives are read, too; none if left out |
 * | `server` | `prosody` or `ejabberd`: how its archive is laid out |
 * | `database` | `{type: "sqlite", file}`, or `{type: "postgresql", host, port, database, user, password or passwordFile, tls, caFile}`; `tls` is `verify` unless the host is this machine |
 * | `component` | how it is reached from the console: an external component (XEP-0114) of the server |
 * | `administrators` | who may give commands: accounts of `domain`, for only those are vouched for by the server |
 * | `state` | a folder of its own for what it keeps: endpoints with their passwords, how far each has come |
 * | `folders` | where endpoints of type folder may write, also where links lead; none if left out |
 */
import { readFileSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import { parseDomain, typedJid, type BareJid, type Domain } from '../core/jid.js';
import { Fields } from './config-fields.js';

export type ServerKind = 'prosody' | 'ejabberd';

export type DatabaseConfig =
  | { readonly type: 'sqlite'; readonly file: string }
  | {
      readonly type: 'postgresql';
      readonly host: string;
      readonly port: number;
      readonly database: string;
      readonly user: string;
      readonly password: string;
      readonly tls: 'verify' | 'none';
      readonly caFile: string | undefined;
    };

export interface ArchiverConfig {
  readonly domain: Domain;
  readonly rooms: readonly Domain[];
  readonly server: ServerKind;
  readonly database: DatabaseConfig;
  readonly component: {
    readonly name: Domain;
    readonly host: string;
    readonly port: number;
    readonly secret: string;
  };
  readonly administrators: readonly BareJid[];
  readonly state: string;
  readonly folders: readonly string[];
}

export type ReadConfig =
  { readonly ok: true; readonly config: ArchiverConfig } | { readonly ok: false; readonly mistakes: readonly string[] };

/** With it, which files hold its secrets: those that it names, or itself. */
export type ReadConfigFile =
  | { readonly ok: true; readonly config: ArchiverConfig; readonly secretFiles: readonly string[] }
  | { readonly ok: false; readonly mistakes: readonly string[] };

/** Reads the file, and the files with secrets that it names. */
export function readConfigFile(file: string): ReadConfigFile {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    return { ok: false, mistakes: [`The configuration ${file} cannot be read: ${String(error)}`] };
  }
  const named: string[] = [];
  const read = readConfig(text, (path) => {
    named.push(path);
    return readFileSync(path, 'utf8');
  });
  if (!read.ok) return read;
  const secrets = read.config.database.type === 'postgresql' ? 2 : 1;
  return { ...read, secretFiles: named.length < secrets ? [...named, file] : named };
}

/** Reads the text of a configuration; `readSecret` reads a file that it names, and throws if it cannot. */
export function readConfig(text: string, readSecret: (file: string) => string): ReadConfig {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return { ok: false, mistakes: [`The configuration is no JSON${placeOf(error, text)}: look for a missing comma, quotation mark or bracket`] }; // prettier-ignore
  }
  const fields = new Fields(value, '', readSecret);
  const domain = fields.domain('domain');
  const config: ArchiverConfig = {
    domain,
    rooms: fields.texts('rooms').flatMap((room) => {
      const parsed = parseDomain(room);
      if (!parsed)
        fields.mistaken('rooms', `“${room}” is no domain; write the service, as in "conference.example.com"`);
      return parsed ?? [];
    }),
    server: fields.oneOf('server', ['prosody', 'ejabberd'] as const),
    database: readDatabase(fields.inside('database')),
    component: readComponent(fields.inside('component')),
    administrators: fields.texts('administrators').flatMap((jid) => {
      const parsed = typedJid(jid);
      if (parsed?.domain === domain) return parsed.bare;
      fields.mistaken('administrators', `“${jid}” is no account of “${domain}”; write it as "admin@${domain}"`);
      return [];
    }),
    state: fields.folder('state'),
    folders: fields.texts('folders').filter((folder) => {
      if (isAbsolute(folder)) return true;
      fields.mistaken('folders', `“${folder}” has to begin with /`);
      return false;
    }),
  };
  if (config.administrators.length === 0)
    fields.mistaken('administrators', 'nobody is named; without one, nobody can set it up');
  fields.unknown();
  return fields.mistakes.length > 0 ? { ok: false, mistakes: fields.mistakes } : { ok: true, config };
}

/** The line of a mistake, where it is told. What else the error says may quote a password. */
function placeOf(error: unknown, text: string): string {
  const position = /at position (\d+)/.exec(String(error))?.[1];
  return position === undefined ? '' : ` (line ${text.slice(0, Number(position)).split('\n').length})`;
}

function readDatabase(fields: Fields): DatabaseConfig {
  if (fields.oneOf('type', ['sqlite', 'postgresql'] as const) === 'sqlite') {
    const file = fields.folder('file');
    fields.unknown();
    return { type: 'sqlite', file };
  }
  const host = fields.text('host', 'localhost');
  const database: DatabaseConfig = {
    type: 'postgresql',
    host,
    port: fields.port('port', 5432),
    database: fields.text('database'),
    user: fields.text('user'),
    password: fields.secret('password'),
    tls: fields.oneOf('tls', ['verify', 'none'] as const, isHere(host) ? 'none' : 'verify'),
    caFile: fields.text('caFile', '') || undefined,
  };
  if (database.tls === 'none' && !isHere(host)) {
    fields.mistaken('tls', 'without TLS, only a database on this machine is read; leave it out, or write "verify"');
  }
  fields.unknown();
  return database;
}

function readComponent(fields: Fields): ArchiverConfig['component'] {
  const host = fields.text('host', '127.0.0.1');
  const component = {
    name: fields.domain('name'),
    host,
    port: fields.port('port', 5347),
    secret: fields.secret('secret'),
  };
  fields.unknown();
  return component;
}

/** XEP-0114 has no encryption of its own; PostgreSQL's is needed on the way to another machine alone. */
function isHere(host: string): boolean {
  return host === 'localhost' || host === '::1' || host.startsWith('127.') || host.startsWith('/');
}
