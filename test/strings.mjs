/**
 * The texts of the interface, from the code to the catalogues and back. `lit-localize.json` names the languages.
 *
 * | command | what |
 * |---|---|
 * | `npm run strings` | brings `src/ui/strings/locales/*.xlf` in line with the code, and makes `src/generated` of them |
 * | `node test/strings.mjs` | says what is missing, unknown or wrong (part of `npm run lint`) |
 *
 * | what | where |
 * |---|---|
 * | texts of the pages and elements | XLIFF 1.2, `src/ui/strings/locales/<language>.xlf` |
 * | what the browser shows of the extension | `public/extension/_locales/<language>/messages.json` |
 */
import { readConfigFileAndWriteSchema } from '@lit/localize-tools/lib/config.js';
import { RuntimeLitLocalizer } from '@lit/localize-tools/lib/modes/runtime.js';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');
const CATALOGUES = 'src/ui/strings/locales';
const BROWSER_CATALOGUES = 'public/extension/_locales';
const GENERATED = 'src/generated';
const CATEGORIES = ['zero', 'one', 'two', 'few', 'many', 'other'];
/** Longest texts that the stores take. */
const LONGEST = { name: 45, description: 132 };

if (process.argv[1] === fileURLToPath(import.meta.url)) await main(process.argv[2]);

async function main(option) {
  const complaints = await check(option === '--write' ? await write(ROOT) : open(ROOT));
  for (const complaint of complaints) console.error(complaint);
  if (complaints.length > 0) process.exit(1);
}

/** The project in the folder `root`. */
export function open(root) {
  const config = readConfigFileAndWriteSchema(join(root, 'lit-localize.json'));
  return { root, config, languages: config.targetLocales, localizer: new RuntimeLitLocalizer(config) };
}

/** Brings the catalogues in line with the code, and makes modules of them. */
export async function write(root) {
  await open(root).localizer.writeInterchangeFiles();
  const project = open(root);
  await generate(project, join(root, GENERATED));
  return project;
}

/** What is wrong with the catalogues of a project: a line each. */
export async function check(project) {
  const { root, languages, localizer } = project;
  const { messages, errors } = localizer.extractSourceMessages();
  if (errors.length > 0) return errors.map(({ messageText }) => `the code: ${messageText}`);
  const { translations } = localizer.readTranslationsSync();
  const mistakes = [
    ...strayCatalogues(root, languages),
    ...messages.flatMap(({ contents }) => pluralMistakes('en', 'the code', textOf(contents), textOf(contents))),
    ...languages.flatMap((language) => catalogueMistakes(language, messages, translations.get(language) ?? [])),
    ...localizer.validateTranslations().errors,
    ...browserMistakes(root, languages),
  ];
  return mistakes.length > 0 ? mistakes : await outdated(project);
}

function strayCatalogues(root, languages) {
  return listed(join(root, CATALOGUES))
    .map((file) => basename(file, '.xlf'))
    .filter((language) => !languages.includes(language))
    .map((language) => `${CATALOGUES}/${language}.xlf: lit-localize.json does not name ${language}`);
}

/** A catalogue has each text of the code, translated, and no other. */
function catalogueMistakes(language, messages, translated) {
  const file = `${CATALOGUES}/${language}.xlf`;
  const texts = new Map(translated.map(({ name, contents }) => [name, textOf(contents)]));
  const known = new Set(messages.map(({ name }) => name));
  return [
    ...messages
      .filter(({ name }) => !texts.get(name)?.trim())
      .map(({ contents }) => `${file}: not translated: ${textOf(contents)}`),
    ...[...texts]
      .filter(([name]) => !known.has(name))
      .map(([, text]) => `${file}: in no source file: ${text} (run npm run strings)`),
    ...messages.flatMap(({ name, contents }) => pluralMistakes(language, file, textOf(contents), texts.get(name))),
    ...(known.has('language') && texts.get('language') !== language
      ? [`${file}: the text "language" is the tag of the catalogue, ${language}`]
      : []),
  ];
}

function browserMistakes(root, languages) {
  const folder = join(root, BROWSER_CATALOGUES);
  const tagOf = (name) => name.replace('_', '-');
  const source = readMessages(join(folder, 'en'));
  const complaints = [];
  for (const language of languages.filter((tag) => !listed(folder).some((name) => tagOf(name) === tag))) {
    complaints.push(`${BROWSER_CATALOGUES}/${language.replace('-', '_')}/messages.json: is missing`);
  }
  for (const name of listed(folder)) {
    const [file, language] = [`${BROWSER_CATALOGUES}/${name}/messages.json`, tagOf(name)];
    const messages = readMessages(join(folder, name));
    const complain = (what) => complaints.push(`${file}: ${what}`);
    if (language !== 'en' && !languages.includes(language)) complain(`lit-localize.json does not name ${language}`);
    for (const key of Object.keys(source)) if (!messages[key]?.message.trim()) complain(`not translated: ${key}`);
    for (const [key, { message, placeholders }] of Object.entries(messages)) {
      const original = source[key];
      if (!original) {
        complain(`in English there is no ${key}`);
        continue;
      }
      if (marksOf(message) !== marksOf(original.message) || !isSame(placeholders, original.placeholders)) {
        complain(`the placeholders of ${key} are not those of the English text`);
      }
      complaints.push(...pluralMistakes(language, file, original.message, message));
      if (message.length > (LONGEST[key] ?? Infinity)) complain(`${key} is longer than ${LONGEST[key]} characters`);
    }
    if (messages.language?.message !== language) complain(`the text "language" is the tag of the file, ${language}`);
  }
  return complaints;
}

function readMessages(folder) {
  return JSON.parse(readFileSync(join(folder, 'messages.json'), 'utf8'));
}

/** The placeholders of a text for the browser, in any order. */
function marksOf(message) {
  return (message.match(/\$\w+\$/g) ?? [])
    .map((mark) => mark.toLowerCase())
    .sort()
    .join();
}

function isSame(placeholders = {}, original = {}) {
  const contents = (of) =>
    JSON.stringify(
      Object.entries(of)
        .map(([name, { content }]) => [name, content])
        .sort(),
    );
  return contents(placeholders) === contents(original);
}

/** Where the source is a pattern, its translation has a form for each category of its language, and no others. */
function pluralMistakes(language, file, source, text) {
  if (!source.startsWith('{count, plural,') || !text) return [];
  const [, forms = ''] = /^\{count, plural,((?: \w+ \{[^{}]*\})+)\}$/.exec(text) ?? [];
  const found = [...forms.matchAll(/(\w+) \{/g)].map(([, category]) => category);
  const { pluralCategories } = new Intl.PluralRules(language).resolvedOptions();
  const wanted = CATEGORIES.filter((category) => pluralCategories.includes(category));
  return isSameSet(found, wanted) ? [] : [`${file}: needs the forms ${wanted.join(', ')}: ${text}`];
}

function isSameSet(some, others) {
  return some.length === others.length && others.every((one) => some.includes(one));
}

/** The modules are those that the catalogues make. */
async function outdated({ root, ...project }) {
  const folder = mkdtempSync(join(tmpdir(), 'im-strings-'));
  await generate(project, folder);
  const [made, kept] = [folder, join(root, GENERATED)].map(contentOf);
  rmSync(folder, { recursive: true });
  return JSON.stringify(made) === JSON.stringify(kept) ? [] : [`${GENERATED}: run npm run strings`];
}

function contentOf(folder) {
  const files = existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort() : [];
  return files.filter((file) => file.endsWith('.ts')).map((file) => [file, readFileSync(join(folder, file), 'utf8')]);
}

/** A module for each language, and one that says how to load them. */
async function generate({ config, languages, localizer }, folder) {
  rmSync(join(folder, 'locales'), { recursive: true, force: true });
  config.output.outputDir = join(folder, 'locales');
  if (languages.length > 0) await localizer.build();
  for (const language of languages) {
    // What is generated is not linted here.
    const file = join(folder, 'locales', `${language}.ts`);
    writeFileSync(file, readFileSync(file, 'utf8').replace(/^ *\/\* eslint-disable .* \*\/\n/gm, ''));
  }
  const loaders = languages.map((language) => `  '${language}': () => import('./locales/${language}.js'),\n`);
  const text = `// Made by npm run strings from ${CATALOGUES}.
import type { LocaleModule } from '@lit/localize';

/** How to load each translation. */
export const catalogues: Readonly<Record<string, () => Promise<LocaleModule>>> = {
${loaders.join('')}};
`;
  writeFileSync(join(folder, 'catalogues.ts'), text);
}

/** A text with its placeholders as \`{0}\`. */
function textOf(contents) {
  return contents.map((part) => (typeof part === 'string' ? part : `{${part.index}}`)).join('');
}

function listed(folder) {
  return existsSync(folder) ? readdirSync(folder).sort() : [];
}
