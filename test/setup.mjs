/**
 * Makes a bare clone ready: `node test/setup.mjs demo` before `npm start`, `node test/setup.mjs test`
 * before `npm test`. Installs npm packages by the lockfile, and from the system's packages what is
 * missing, where that is possible; else it says exactly what to run. Plain JavaScript without
 * packages, because nothing is installed yet.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');

/** What each purpose needs: a command or a file that shows that it is there, and the package that has it. */
const NEEDS = {
  prosody: {
    found: () => hasCommand('prosody'),
    apt: ['prosody'],
    dnf: ['prosody'],
    brew: ['prosody/prosody/prosody'],
    why: 'the XMPP server',
  },
  modules: {
    found: () =>
      existsSync('/usr/lib/prosody/modules/mod_sasl2') || existsSync('/usr/local/lib/prosody/modules/mod_sasl2'),
    apt: ['prosody-modules'],
    why: "the server's community modules",
  },
  ejabberd: {
    found: () => hasCommand('ejabberdctl'),
    apt: ['ejabberd'],
    dnf: ['ejabberd'],
    brew: ['ejabberd'],
    why: 'the other XMPP server, started by tests alone',
  },
  prosodySqlite: {
    found: () => hasLuaDriver('sqlite3'),
    apt: ['lua-dbi-sqlite3'],
    dnf: ['lua-dbi'],
    why: "the XMPP server's driver for SQLite",
  },
  prosodySql: {
    found: () => hasLuaDriver('sqlite3') && hasLuaDriver('postgresql'),
    apt: ['lua-dbi-sqlite3', 'lua-dbi-postgresql'],
    dnf: ['lua-dbi'],
    why: "the XMPP server's drivers for SQL; on macOS run luarocks install luadbi-sqlite3 luadbi-postgresql",
  },
  ejabberdSql: {
    found: () => hasErlangLibrary('p1_sqlite3') && hasErlangLibrary('p1_pgsql'),
    apt: ['erlang-p1-sqlite3', 'erlang-p1-pgsql'],
    why: "the other server's drivers for SQL",
  },
  postgresql: {
    found: () => hasCommand('initdb') || findPostgresql() !== undefined,
    apt: ['postgresql'],
    dnf: ['postgresql-server'],
    brew: ['postgresql@16'],
    why: 'a database, of which tests start a cluster of their own',
  },
  exim: {
    found: () => hasCommand('exim4') || hasCommand('exim'),
    apt: ['exim4-daemon-light'],
    dnf: ['exim'],
    brew: ['exim'],
    why: 'a mail server, started by tests alone',
  },
  openssl: {
    found: () => hasCommand('openssl'),
    apt: ['openssl'],
    dnf: ['openssl'],
    brew: ['openssl'],
    why: 'certificates for tests',
  },
  chromium: {
    found: () => findChromium() !== undefined,
    apt: ['chromium', 'fonts-noto-core'],
    dnf: ['chromium'],
    brew: ['--cask', 'chromium'],
    why: 'the browser that tests run in',
  },
  firefox: {
    found: () => findFirefox() !== undefined,
    apt: ['firefox-esr'],
    dnf: ['firefox'],
    brew: ['--cask', 'firefox'],
    why: 'the other browser that tests run in',
  },
  profanity: {
    found: () => hasCommand('profanity'),
    apt: ['profanity'],
    dnf: ['profanity'],
    brew: ['profanity'],
    why: 'another client, to send requests that are not ours',
  },
};
const PURPOSES = {
  demo: ['prosody', 'modules', 'prosodySqlite'],
  test: [
    'prosody', 'modules', 'ejabberd', 'prosodySql', 'ejabberdSql', 'postgresql', 'exim', 'openssl', 'chromium', 'firefox', 'profanity',
  ], // prettier-ignore
};
/**
 * Community modules serve the tests of SASL2 alone, and are packaged by Debian and its kin only. Without SQLite the demo has no
 * archiver, and says so.
 */
const OPTIONAL = new Set(['modules', 'prosodySqlite']);

if (process.argv[1] === fileURLToPath(import.meta.url)) main(process.argv[2] ?? 'demo');

function main(purpose) {
  const names = PURPOSES[purpose];
  if (!names) fail(`Usage: node test/setup.mjs ${Object.keys(PURPOSES).join(' | ')}`);
  const [major] = process.versions.node.split('.').map(Number);
  if (major < 20) fail(`Node.js 20 or later is needed; this is ${process.version}.`);
  installNpmPackages();
  installSystemPackages(names.filter((name) => !NEEDS[name].found()));
}

function installNpmPackages() {
  const stamp = join(ROOT, 'node_modules', '.lockfile-hash');
  const hash = createHash('sha256')
    .update(readFileSync(join(ROOT, 'package-lock.json')))
    .digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return;
  console.log('Installing npm packages by the lockfile …');
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: ROOT,
    stdio: 'inherit',
  });
  if (status !== 0) fail('npm ci failed; see above. Once it succeeds, run this again.');
  writeFileSync(stamp, hash);
}

function installSystemPackages(missing) {
  if (missing.length === 0) return;
  if (hasCommand('apt-get') && process.getuid?.() === 0) {
    const packages = missing.flatMap((name) => NEEDS[name].apt ?? []);
    console.log(`Installing ${packages.join(', ')} from the system's packages …`);
    apt('update');
    apt('install', '-y', '--no-install-recommends', ...packages);
  }
  const still = missing.filter((name) => !NEEDS[name].found());
  const needed = still.filter((name) => !OPTIONAL.has(name));
  if (needed.length === 0) return;
  fail(
    [
      `Still missing: ${needed.map((name) => `${name} (${NEEDS[name].why})`).join(', ')}. Install with`,
      line('Debian, Ubuntu', 'sudo apt-get install', still, 'apt'),
      line('Fedora', 'sudo dnf install', still, 'dnf'),
      line('macOS', 'brew install', still, 'brew'),
      'and run this again.',
    ].join('\n'),
  );
}

function apt(...args) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const { status, stderr } = spawnSync('apt-get', ['-qq', ...args], {
    env,
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  if (status !== 0) console.error(stderr);
}

function line(system, command, names, manager) {
  const packages = names.flatMap((name) => NEEDS[name][manager] ?? []);
  return `  ${`${system}:`.padEnd(17)}${command} ${packages.join(' ')}`;
}

/** The first Chromium or Chrome of this machine. */
export function findChromium() {
  const commands = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];
  const files = [
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  ];
  return commands.map(pathOf).find((path) => path !== undefined) ?? files.find((file) => existsSync(file));
}

/** The first Firefox of this machine. */
export function findFirefox() {
  const files = ['/Applications/Firefox.app/Contents/MacOS/firefox'];
  return (
    ['firefox-esr', 'firefox'].map(pathOf).find((path) => path !== undefined) ?? files.find((file) => existsSync(file))
  );
}

/** The newest PostgreSQL as Debian has them, side by side. */
function findPostgresql() {
  const folder = '/usr/lib/postgresql';
  return existsSync(folder)
    ? readdirSync(folder).find((version) => existsSync(join(folder, version, 'bin/initdb')))
    : undefined;
}

/** A driver of luadbi, for any version of Lua. */
export function hasLuaDriver(name) {
  const folders = ['/usr/lib', '/usr/lib64', '/usr/local/lib', '/opt/homebrew/lib', ...subfolders('/usr/lib')];
  const files = folders.flatMap((folder) =>
    ['5.4', '5.3', '5.2', '5.1'].map((version) => join(folder, 'lua', version, 'dbd', `${name}.so`)),
  );
  return files.some((file) => existsSync(file));
}

function hasErlangLibrary(name) {
  const folders = [
    '/usr/lib/erlang/lib',
    '/usr/lib64/erlang/lib',
    '/opt/homebrew/lib/erlang/lib',
    ...subfolders('/usr/lib'),
  ];
  return folders.some(
    (folder) => existsSync(folder) && readdirSync(folder).some((entry) => entry.startsWith(`${name}-`)),
  );
}

function subfolders(folder) {
  return existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : [];
}

function hasCommand(name) {
  return pathOf(name) !== undefined;
}

function pathOf(name) {
  const folders = [...(process.env.PATH ?? '').split(':'), '/usr/sbin', '/usr/local/sbin'];
  return folders.map((folder) => join(folder, name)).find((file) => existsSync(file));
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
