/** What is shipped: the npm package and the zips for the stores, as `npm run build` has made them. */
import { build } from 'esbuild';
import { strFromU8, unzipSync } from 'fflate';
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';

interface Named {
  readonly name: string;
}

/** An element as `custom-elements.json` describes it. */
interface ElementDescription {
  readonly tagName: string;
  readonly summary: string;
  /** A method has no type of its own. */
  readonly members: readonly (Named & { readonly kind: string; readonly type?: { readonly text: string } })[];
  readonly attributes: readonly (Named & { readonly type: { readonly text: string } })[];
  readonly events?: readonly (Named & { readonly type: { readonly text: string } })[];
  readonly cssParts: readonly Named[];
  readonly cssProperties: readonly Named[];
}

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '../..');
const { version: VERSION } = readJson(join(ROOT, 'package.json')) as { version: string };
const { targetLocales: LANGUAGES } = readJson(join(ROOT, 'lit-localize.json')) as { targetLocales: readonly string[] };
const README = readFileSync(join(ROOT, 'README.md'), 'utf8');
const INSTALLED = 'node_modules/im-contact-requests';

let consumer: string;

before(() => {
  consumer = mkdtempSync(join(tmpdir(), 'im-consumer-'));
  writeFileSync(join(consumer, 'package.json'), JSON.stringify({ private: true, type: 'module' }));
  const { stdout } = run('npm', ['pack', '--silent', '--pack-destination', consumer], ROOT);
  run('npm', ['install', '--offline', '--no-audit', '--no-fund', `./${stdout.trim()}`], consumer);
});

after(() => rmSync(consumer, { recursive: true, force: true }));

test('the package holds the module, its worker, and what describes them; no maps, no sources', async () => {
  const inputs = [
    await bundled('./im-contact-requests.js', './im-worker.js'),
    await bundled('./im-admin-console.js', './console.js'),
  ].flatMap(({ inputs }) => Object.keys(inputs));
  assert.deepEqual(
    filesIn(join(consumer, INSTALLED)),
    [
      'CHANGELOG.md',
      'LICENSE',
      'README.md',
      'custom-elements.json',
      ...['im-archiver.js', 'licenses.txt'].map((file) => `dist/archiver/${file}`),
      ...['console.css', 'index.html', 'licenses.txt'].map((file) => `dist/admin/${file}`),
      'dist/widget/licenses.txt',
      'dist/widget/types/ui/page-events.d.ts',
      'dist/widget/types/widget/api.d.ts',
      'package.json',
      ...LANGUAGES.map((language) => `dist/widget/im-locale-${language}.js`),
      // Whatever else the entries load, at once or later, and nothing that they do not.
      ...inputs.map((file) => file.slice(INSTALLED.length + 1)).filter((file) => !file.includes('/im-locale-')),
    ].sort(),
  );
});

test('nothing else is needed to run it, but by the archiver where the archive is in SQLite', () => {
  const { dependencies, peerDependencies, peerDependenciesMeta, optionalDependencies } = readJson(
    join(consumer, INSTALLED, 'package.json'),
  ) as Record<string, unknown>;
  assert.deepEqual([dependencies, optionalDependencies], [undefined, undefined]);
  assert.deepEqual(Object.keys(peerDependencies as object), ['libsql']);
  assert.deepEqual(peerDependenciesMeta, { libsql: { optional: true } });
  assert.deepEqual(
    readdirSync(join(consumer, 'node_modules')).filter((name) => !name.startsWith('.')),
    ['im-contact-requests'],
  );
});

test('the archiver runs by its name, and says what is missing', () => {
  const program = join(consumer, 'node_modules/.bin/im-archiver');
  assert.equal(run(program, ['--version'], consumer).stdout.trim(), VERSION);
  const config = join(consumer, 'archiver.json');
  writeFileSync(
    config,
    JSON.stringify({
      domain: 'example.com',
      server: 'prosody',
      database: { type: 'sqlite', file: join(consumer, 'none.sqlite') },
      component: { name: 'archiver.example.com', secret: 'secret' },
      administrators: ['admin@example.com'],
      state: join(consumer, 'state'),
    }),
  );
  const { status, stderr } = spawnSync(program, ['--config', config, '--check'], { encoding: 'utf8' });
  assert.deepEqual(
    [status, stderr],
    [1, 'The driver for the database is not installed: run npm install libsql beside this package.\n'],
  );
});

test('a strict TypeScript project compiles against it, and is told of mistakes', () => {
  writeFileSync(
    join(consumer, 'use.ts'),
    `
    import 'im-contact-requests';
    import type { Credentials } from 'im-contact-requests';

    const element = document.querySelector('im-contact-requests');
    if (!element) throw new Error();
    element.credentials = async ({ jid }): Promise<Credentials> => ({ token: await fetch(jid).then((it) => it.text()) });
    // @ts-expect-error a token is text
    element.credentials = () => ({ token: 1 });
    element.addEventListener('im-requests-changed', ({ detail }) => detail.count.toFixed());
    document.addEventListener('im-session-changed', ({ detail }) => detail.account?.at(0) ?? detail.phase === 'online');
    // @ts-expect-error there is no such phase
    document.addEventListener('im-session-changed', ({ detail }) => detail.phase === 'asleep');
    element.addEventListener('im-options-wanted', (event) => event.detail.section !== 'log' || event.preventDefault());
    ${describedElements()
      .flatMap(({ tagName, members }) =>
        members.map(
          ({ name, type }) => `document.createElement('${tagName}').${name} satisfies ${type?.text ?? 'unknown'};`,
        ),
      )
      .join('\n')}
    type CredentialsCallback = import('im-contact-requests').CredentialsCallback;
    `,
  );
  const options = ['--strict', '--noEmit', '--target', 'es2022'];
  for (const resolution of ['bundler', 'nodenext']) {
    const module = resolution === 'bundler' ? 'esnext' : resolution;
    const flags = ['--module', module, '--moduleResolution', resolution];
    run(join(ROOT, 'node_modules/.bin/tsc'), [...options, ...flags, 'use.ts'], consumer);
  }
});

test('custom-elements.json describes the elements, with types, and the README names all that it describes', () => {
  const elements = describedElements();
  assert.deepEqual(elements.map(({ tagName }) => tagName).sort(), [
    'im-chat',
    'im-contact-list',
    'im-contact-requests',
    'im-directory-search',
    'im-options',
  ]);
  for (const { tagName, summary, attributes, members, events = [], cssParts, cssProperties } of elements) {
    assert.ok(summary, `${tagName} has a summary`);
    const fields = members.filter(({ kind }) => kind === 'field');
    for (const { name, type } of [...attributes, ...fields, ...events]) assert.ok(type?.text, `${name} has a type`);
    for (const { name } of [...attributes, ...events, ...cssParts, ...cssProperties]) {
      assert.ok(README.includes(`\`${name}\``), `the README names ${name}`);
    }
  }
});

test('custom-elements.json describes what the README promises, and nothing that is internal', () => {
  const element = new Map(describedElements().map((described) => [described.tagName, described]));
  const inEach = ['allowsPlain', 'credentials', 'domain', 'jid', 'service', 'workerSrc'];
  for (const tag of ['im-contact-requests', 'im-contact-list', 'im-directory-search']) {
    assert.deepEqual(names(element.get(tag)?.attributes), rowsUnder('attribute'), tag);
    assert.deepEqual(names(element.get(tag)?.members), inEach, tag);
  }
  assert.deepEqual(names(element.get('im-chat')?.attributes), [...rowsUnder('attribute'), 'with'].sort());
  assert.deepEqual(names(element.get('im-chat')?.members), [...inEach, 'open', 'with'].sort());
  assert.deepEqual(names(element.get('im-options')?.attributes), ['domain', 'jid', 'worker-src']);
  const events = [...element.values()].flatMap((described) => names(described.events));
  assert.deepEqual([...new Set(events)].sort(), rowsUnder('event'));
});

for (const store of ['chrome', 'firefox'] as const) {
  test(`the zip for ${store} holds what the extension loads, and nothing for developers`, async () => {
    const files = zip(store);
    const { inputs } = await bundled('./background.js', './popup.js', './panel.js', './options.js', './admin.js');
    assert.deepEqual(
      Object.keys(files).sort(),
      [
        ...['en', ...LANGUAGES].map((language) => `_locales/${language}/messages.json`),
        ...LANGUAGES.map((language) => `im-locale-${language}.js`),
        ...[16, 32, 48, 128].map((size) => `icons/icon-${size}.png`),
        'licenses.txt',
        'managed-schema.json',
        'manifest.json',
        'page.css',
        ...['admin', 'options', 'panel', 'popup'].flatMap((page) => [`${page}.css`, `${page}.html`]),
        ...Object.keys(inputs).filter((name) => !name.startsWith('im-locale-')),
      ].sort(),
    );
  });

  test(`no code of the zip for ${store} comes from elsewhere, or from text`, () => {
    for (const [name, content] of Object.entries(zip(store))) {
      const text = strFromU8(content);
      if (name.endsWith('.js')) {
        assert.doesNotMatch(text, /\beval\s*\(|\bFunction\s*\(|importScripts|import\s*\(\s*[^"\s]/, name);
        assert.doesNotMatch(text, /sourceMappingURL/, name);
      }
      if (name.endsWith('.html')) {
        assert.doesNotMatch(text, /(?:src|href)="(?!(?:page\.css|(?:admin|panel|popup|options)\.(?:js|css))")/, name);
        assert.doesNotMatch(text, /<script(?![^>]*\bsrc=)|\bon\w+=|style=/, name);
      }
    }
  });

  test(`the manifest for ${store} asks for permissions that are used, and no others, and opens nothing to others`, () => {
    const files = zip(store);
    const manifest = manifestOf(files);
    const everywhere = ['storage', 'alarms', 'notifications', 'idle'];
    assert.deepEqual(manifest.permissions, store === 'chrome' ? [...everywhere, 'sidePanel'] : everywhere);
    const code = ['background.js', 'popup.js'].map((file) => strFromU8(files[file] ?? new Uint8Array())).join('');
    for (const permission of manifest.permissions) assert.match(code, new RegExp(`\\b${permission}\\b`));
    for (const key of [
      'host_permissions',
      'optional_permissions',
      'optional_host_permissions',
      'content_scripts',
      'externally_connectable',
      'web_accessible_resources',
    ]) {
      assert.ok(!(key in manifest), key);
    }
    assert.match(manifest.content_security_policy.extension_pages, /default-src 'none'; script-src 'self';/);
    assert.match(manifest.content_security_policy.extension_pages, /require-trusted-types-for 'script'/);
    assert.equal(manifest.version, VERSION);
  });
}

test('Chrome gets a service worker, a side panel, and no key: the store signs with its own', () => {
  const { background, key, browser_specific_settings, side_panel, sidebar_action } = manifestOf(zip('chrome'));
  assert.deepEqual([side_panel?.default_path, sidebar_action], ['panel.html', undefined]);
  assert.deepEqual(background, { service_worker: 'background.js', type: 'module' });
  assert.deepEqual([key, browser_specific_settings], [undefined, undefined]);
});

test('Firefox gets an event page, a sidebar, and the id that its store asks for', () => {
  const { background, key, browser_specific_settings, side_panel, sidebar_action } = manifestOf(zip('firefox'));
  assert.deepEqual([side_panel, sidebar_action?.default_panel], [undefined, 'panel.html']);
  assert.deepEqual(background, { scripts: ['background.js'], type: 'module' });
  assert.equal(key, undefined);
  assert.equal(browser_specific_settings?.gecko.id, 'im-contact-requests@im-contact-requests.example');
});

test('the background is one file: a service worker may not import later', async () => {
  const { inputs } = await bundled('./background.js');
  assert.deepEqual(Object.keys(inputs), ['background.js']);
});

test('the licence of everything that is bundled goes with it', () => {
  const widget = readFileSync(join(consumer, INSTALLED, 'dist/widget/licenses.txt'), 'utf8');
  for (const name of ['lit-html', '@lit/localize', '@xmpp/client-core', '@xmpp/sasl2', 'punycode']) {
    assert.ok(widget.includes(name), name);
  }
  assert.match(strFromU8(zip('firefox')['licenses.txt'] ?? new Uint8Array()), /webextension-polyfill\n\nMozilla/);
});

/** What a bundler makes of these files, of the package or the extension: it fails on what it cannot resolve. */
async function bundled(...entries: string[]): Promise<{ readonly inputs: Readonly<Record<string, unknown>> }> {
  const isExtension = entries.includes('./background.js');
  const part = entries.includes('./console.js') ? 'dist/admin' : 'dist/widget';
  const folder = isExtension ? join(ROOT, 'dist/extension') : join(consumer, INSTALLED, part);
  const { metafile } = await build({
    absWorkingDir: isExtension ? folder : consumer,
    entryPoints: entries.map((entry) => join(folder, entry)),
    bundle: true,
    splitting: true,
    format: 'esm',
    outdir: join(consumer, 'out'),
    write: false,
    metafile: true,
    logLevel: 'silent',
  });
  return metafile;
}

function describedElements(): readonly ElementDescription[] {
  const { modules } = readJson(join(consumer, INSTALLED, 'custom-elements.json')) as {
    modules: { declarations: ElementDescription[] }[];
  };
  return modules.flatMap(({ declarations }) => declarations);
}

/** The names in the first column of the README's table that begins with this word. */
function rowsUnder(heading: string): string[] {
  const [, table = ''] = new RegExp(`^\\| ${heading} +\\|.*\\n\\|[ -|]*\\n((?:\\|.*\\n)+)`, 'm').exec(README) ?? [];
  return [...table.matchAll(/^\| `([^`]+)`/gm)].map(([, name = '']) => name).sort();
}

function names(described: readonly Named[] = []): string[] {
  return described.map(({ name }) => name).sort();
}

function zip(store: 'chrome' | 'firefox'): Record<string, Uint8Array> {
  return unzipSync(readFileSync(join(ROOT, `dist/im-contact-requests-${store}-${VERSION}.zip`)));
}

interface Manifest {
  readonly version: string;
  readonly permissions: readonly string[];
  readonly content_security_policy: { readonly extension_pages: string };
  readonly background: unknown;
  readonly key?: string;
  readonly side_panel?: { readonly default_path: string };
  readonly sidebar_action?: { readonly default_panel: string };
  readonly browser_specific_settings?: { readonly gecko: { readonly id: string } };
}

function manifestOf(files: Record<string, Uint8Array>): Manifest {
  return JSON.parse(strFromU8(files['manifest.json'] ?? new Uint8Array())) as Manifest;
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(file, 'utf8'));
}

function run(file: string, args: readonly string[], cwd: string): { readonly stdout: string } {
  const { status, stdout, stderr } = spawnSync(file, args, { cwd, encoding: 'utf8' });
  assert.equal(status, 0, `${file} ${args.join(' ')}\n${stdout}${stderr}`);
  return { stdout };
}
