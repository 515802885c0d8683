/**
 * Builds everything that is shipped:
 *
 * | folder | what |
 * |---|---|
 * | dist/widget | the module that a site loads, and its worker |
 * | dist/admin | the administration console, and a page that shows it |
 * | dist/archiver | the archiver, a program for Node.js |
 * | dist/extension | the extension, to be loaded unpacked in Chrome and Firefox |
 * | dist/*.zip | the extension, for each store |
 */
import commonjs from '@rollup/plugin-commonjs';
import resolve from '@rollup/plugin-node-resolve';
import terser from '@rollup/plugin-terser';
import { minifyTemplateLiterals } from 'rollup-plugin-minify-template-literals';
import ts from 'typescript';
import { zipSync } from 'fflate';
import { cpSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve as resolvePath } from 'node:path';

/** As the editor reads it. */
const { compilerOptions: TYPESCRIPT } = ts.readConfigFile('tsconfig.json', ts.sys.readFile).config;

/** What stands in the bundles for modules of libraries that do more than we need, by their place in `node_modules`. */
const INSTEAD = {
  // xmpp.js works with our elements, and has our emitter for that of Node.js.
  '@xmpp/xml/index.js': `export { xml as default } from '${resolvePath('src/xmpp/element.ts')}';`,
  'events/events.js': `export { Emitter as EventEmitter } from '${resolvePath('src/xmpp/emitter.ts')}';`,
};

const instead = {
  name: 'instead',
  load: (id) => INSTEAD[id.split('/node_modules/').at(-1)],
};

/** The console and the archiver say which version they are. */
const version = {
  name: 'version',
  load: (id) =>
    ['src/admin/version.ts', 'src/archiver/version.ts'].some((file) => id === resolvePath(file))
      ? `export const VERSION = '${readJson('package.json').version}';`
      : null,
};

/** What TypeScript makes of a decorator: ours stand alone, on a field or on a class. */
const DECORATE = `export const __decorate = ([decorate], target, key) =>
  key ? void decorate(target, key) : (decorate(target) ?? target);`;

/**
 * Takes the types off and applies decorators. The rest is left as it is: the browsers we serve know it
 * (esbuild would make a WeakMap of each private name of a decorated class).
 */
const typescript = {
  name: 'typescript',
  resolveId(source, importer) {
    if (source === 'tslib') return '\0tslib';
    const isOurs = importer?.endsWith('.ts') && /^\.{1,2}\/.*\.js$/.test(source);
    return isOurs ? this.resolve(source.replace(/js$/, 'ts'), importer, { skipSelf: true }) : null;
  },
  load: (id) => (id === '\0tslib' ? DECORATE : null),
  transform(code, id) {
    if (!id.endsWith('.ts')) return null;
    const compilerOptions = { ...TYPESCRIPT, sourceMap: true, importHelpers: true };
    const { outputText, sourceMapText } = ts.transpileModule(code, { fileName: id, compilerOptions });
    return { code: outputText, map: sourceMapText };
  },
};

/** Nothing of an earlier build is shipped with this one. */
const clean = {
  name: 'clean',
  buildStart: () => rmSync('dist', { recursive: true, force: true }),
};

/** Packages that are bundled into each folder. */
const bundled = new Map();

/** What is bundled asks that its licence goes with it. */
const licenses = {
  name: 'licenses',
  writeBundle({ dir }, bundle) {
    const names = bundled.get(dir) ?? new Set();
    bundled.set(dir, names);
    for (const { modules = {} } of Object.values(bundle)) {
      for (const [id, { renderedLength }] of Object.entries(modules)) {
        const [, name] = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(id) ?? [];
        if (name && renderedLength > 0) names.add(name);
      }
    }
    const texts = new Map();
    for (const name of [...names].sort()) {
      const folder = join('node_modules', name);
      const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
      const { license, repository } = readJson(join(folder, 'package.json'));
      const text = file
        ? readFileSync(join(folder, file), 'utf8').trim()
        : `${license}: ${repository.url ?? repository}`;
      texts.set(text, [...(texts.get(text) ?? []), name]);
    }
    const notices = [...texts].map(([text, packages]) => `${packages.join(', ')}\n\n${text}\n`);
    writeFileSync(join(dir, 'licenses.txt'), notices.join(`\n${'-'.repeat(72)}\n\n`));
  },
};

const plugins = [
  instead,
  version,
  resolve({ dedupe: ['lit'], browser: true, preferBuiltins: false, exportConditions: ['production', 'browser'] }),
  commonjs(),
  minifyTemplateLiterals({
    include: ['src/ui/**', 'src/admin/**', 'src/widget/**', 'src/extension/**'],
    // In SVG, what is not closed holds whatever follows, and that is not drawn.
    options: { minifyOptions: { keepClosingSlash: true } },
  }),
  typescript,
  terser({ module: true, ecma: 2022, compress: { passes: 3 }, format: { comments: false } }),
  licenses,
];

/** For Node.js: one file that can be read, for nobody downloads it while they wait. */
const nodePlugins = [
  version,
  resolve({ preferBuiltins: true, exportConditions: ['node', 'production'] }),
  // What pg asks for only where it is there.
  commonjs({ ignore: ['pg-native', 'pg-cloudflare'], ignoreDynamicRequires: true }),
  typescript,
  licenses,
];

/** A build fails on what is not resolved, or goes round in a circle. */
function onwarn(warning, warn) {
  if (warning.code === 'CIRCULAR_DEPENDENCY' && warning.ids?.every((id) => id.includes('node_modules'))) return;
  if (['UNRESOLVED_IMPORT', 'CIRCULAR_DEPENDENCY', 'MISSING_EXPORT'].includes(warning.code))
    throw new Error(warning.message);
  warn(warning);
}

/** Pages, icons and texts as they are, and the manifest with the version of the package. */
const extensionFiles = {
  name: 'extension-files',
  writeBundle() {
    const { version } = readJson('package.json');
    cpSync('public/extension', 'dist/extension', { recursive: true });
    writeFileSync('dist/extension/manifest.json', JSON.stringify({ ...readJson('manifest.json'), version }, null, 2));
  },
};

/** The page around the console as it is. */
const adminFiles = {
  name: 'admin-files',
  writeBundle: () => cpSync('public/admin', 'dist/admin', { recursive: true }),
};

/** One manifest serves both browsers; each store refuses what is for the other. */
const STORES = {
  chrome: ({ key, browser_specific_settings, sidebar_action, background: { scripts, ...background }, ...rest }) => ({
    ...rest,
    background,
  }),
  firefox: ({
    key,
    minimum_chrome_version,
    side_panel,
    permissions,
    background: { service_worker, ...background },
    ...rest
  }) => ({
    ...rest,
    permissions: permissions.filter((permission) => permission !== 'sidePanel'),
    background,
  }),
};

/** A zip for each store, the same to the octet for the same content. */
const storeZips = {
  name: 'store-zips',
  writeBundle() {
    const manifest = readJson('dist/extension/manifest.json');
    const files = readdirSync('dist/extension', { recursive: true, encoding: 'utf8' }).sort();
    for (const [store, adapt] of Object.entries(STORES)) {
      const content = {};
      for (const file of files) {
        const path = join('dist/extension', file);
        if (statSync(path).isDirectory() || file.endsWith('.map') || file.endsWith('.svg')) continue;
        content[file] = [
          file === 'manifest.json' ? encode(adapt(manifest)) : readFileSync(path),
          { mtime: '1980-01-02' },
        ];
      }
      writeFileSync(`dist/im-contact-requests-${store}-${manifest.version}.zip`, zipSync(content, { level: 9 }));
    }
  },
};

function readJson(file) {
  return JSON.parse(readFileSync(file, 'utf8'));
}

function encode(value) {
  return new TextEncoder().encode(JSON.stringify(value, null, 2));
}

/** The translation runtime is imported by its package's index, and used only where it is asked for. */
const treeshake = { moduleSideEffects: (id) => !id.includes('/@lit/localize/') };

/**
 * Whatever the inbox is made of comes with it, in one file: it is the first that is wanted by everybody who is signed
 * in, and one file after the other would come late. What was there before anybody signed in stays where it is.
 */
export function inboxInOne(...before) {
  let known;
  let inbox;
  return (id, { getModuleInfo }) => {
    known ??= madeOf(before, getModuleInfo);
    inbox ??= madeOf(['src/ui/components/inbox.ts'], getModuleInfo);
    return inbox.has(id) && !known.has(id) ? 'inbox' : undefined;
  };
}

/** Files and all that they load with themselves. */
function madeOf(files, getModuleInfo) {
  const found = new Set();
  const visit = (id) => {
    if (found.has(id)) return;
    found.add(id);
    getModuleInfo(id).importedIds.forEach(visit);
  };
  files.forEach((file) => visit(resolvePath(file)));
  return found;
}

export const common = { plugins, onwarn, treeshake };
export const output = {
  format: 'es',
  sourcemap: 'hidden', // beside the files, and not shipped: no file names one that is not there
  chunkFileNames: ({ facadeModuleId }) =>
    facadeModuleId?.includes('/generated/locales/') ? 'im-locale-[name].js' : 'im-[name].js',
  hoistTransitiveImports: false,
  experimentalMinChunkSize: 1000, // what is smaller goes where it is used
};

export default [
  {
    ...common,
    input: { 'im-contact-requests': 'src/widget/define.ts' },
    // One file, though its parts are used by what is loaded later: a file beside it would be one more to wait for.
    preserveEntrySignatures: 'allow-extension',
    output: {
      ...output,
      dir: 'dist/widget',
      manualChunks: inboxInOne('src/widget/define.ts', 'src/ui/components/sign-in-form.ts'),
      onlyExplicitManualChunks: true,
    },
    plugins: [clean, ...plugins],
  },
  {
    ...common,
    input: { 'im-worker': 'src/widget/worker.ts' },
    output: { ...output, dir: 'dist/widget' },
  },
  {
    ...common,
    input: { 'im-admin-console': 'src/admin/define.ts', console: 'src/admin/page.ts' },
    output: { ...output, dir: 'dist/admin' },
    plugins: [...plugins, adminFiles],
  },
  {
    // The driver for SQLite is native: whoever needs it installs it.
    input: { 'im-archiver': 'src/archiver/main.ts' },
    external: [/^node:/, 'libsql'],
    onwarn,
    output: { format: 'es', dir: 'dist/archiver', sourcemap: 'hidden' },
    plugins: nodePlugins,
  },
  {
    ...common,
    input: { background: 'src/extension/background.ts' },
    output: { ...output, dir: 'dist/extension' },
  },
  {
    // By itself: what it had in common with the popup would be files that the popup waits for.
    ...common,
    input: { admin: 'src/extension/admin.ts' },
    output: { ...output, dir: 'dist/extension', chunkFileNames: 'im-admin-[name].js' },
  },
  {
    ...common,
    input: { popup: 'src/extension/popup.ts', panel: 'src/extension/panel.ts', options: 'src/extension/options.ts' },
    output: { ...output, dir: 'dist/extension' },
    plugins: [...plugins, extensionFiles, storeZips],
  },
];
