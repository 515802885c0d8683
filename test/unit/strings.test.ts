/** The check of the catalogues, on a small project with a catalogue in each state. */
import assert from 'node:assert/strict';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, beforeEach, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { check, open, write } from '../strings.mjs';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '../..');
const CODE = `
import { msg, str } from '@lit/localize';
export const greet = (name: string) => msg(str\`Hello \${name}!\`, { id: 'greet' });
export const ask = () => msg('{count, plural, one {# asks} other {# ask}}', { id: 'ask' });
export const language = () => msg('en', { id: 'language' });
`;
const TRANSLATED = {
  greet: 'Guten Tag <x id="0" equiv-text="${name}"/>!',
  ask: '{count, plural, one {# fragt} other {# fragen}}',
  language: 'de',
};
const MESSAGES = {
  language: { message: 'en' },
  name: { message: 'Requests' },
  asks: { message: '$JID$ asks.', placeholders: { jid: { content: '$1' } } },
  waiting: { message: '{count, plural, one {# waits} other {# wait}}' },
};

let project: string;
let pristine: string;

before(async () => {
  pristine = mkdtempSync(join(tmpdir(), 'im-strings-pristine-'));
  project = mkdtempSync(join(tmpdir(), 'im-strings-project-'));
  for (const folder of ['src/ui/strings/locales', 'src/generated', 'public/extension/_locales/en']) {
    mkdirSync(join(pristine, folder), { recursive: true });
  }
  symlinkSync(join(ROOT, 'node_modules'), join(pristine, 'node_modules'));
  const config = JSON.parse(readFileSync(join(ROOT, 'lit-localize.json'), 'utf8')) as object;
  writeFileSync(join(pristine, 'lit-localize.json'), JSON.stringify({ ...config, targetLocales: ['de'] }));
  writeFileSync(
    join(pristine, 'tsconfig.json'),
    JSON.stringify({
      compilerOptions: { module: 'esnext', moduleResolution: 'bundler', lib: ['ES2022', 'DOM'], types: [] },
      files: ['src/code.ts'],
    }),
  );
  writeFileSync(join(pristine, 'src/code.ts'), CODE);
  writeCatalogue(pristine, TRANSLATED);
  writeMessages(pristine, 'en', MESSAGES);
  writeMessages(pristine, 'de', { ...MESSAGES, language: { message: 'de' } });
  assert.deepEqual(await check(await write(pristine)), []);
});

beforeEach(() => {
  rmSync(project, { recursive: true, force: true });
  cpSync(pristine, project, { recursive: true, verbatimSymlinks: true });
});

after(() => {
  for (const folder of [project, pristine]) rmSync(folder, { recursive: true, force: true });
});

const BAD_CATALOGUES: readonly { readonly title: string; readonly texts: object; readonly says: RegExp }[] = [
  {
    title: 'a text that a catalogue does not have',
    texts: { greet: undefined },
    says: /de\.xlf: not translated: Hello \{0\}!/,
  },
  { title: 'a text that is there and not translated', texts: { ask: '' }, says: /de\.xlf: not translated: .count/ },
  { title: 'a text that the code does not have', texts: { gone: 'Weg' }, says: /de\.xlf: in no source file: Weg/ },
  { title: 'a placeholder that is missing', texts: { greet: 'Guten Tag!' }, says: /localization of greet: missing/ },
  {
    title: 'a placeholder that the text does not have',
    texts: { greet: `${TRANSLATED.greet}<x id="1" equiv-text="&lt;b>"/>` },
    says: /localization of greet: unexpected/,
  },
  {
    title: 'a plural form that is missing',
    texts: { ask: '{count, plural, other {# fragen}}' },
    says: /de\.xlf: needs the forms one, other/,
  },
  {
    title: 'a plural form that the language does not have',
    texts: { ask: '{count, plural, one {#} few {#} other {#}}' },
    says: /de\.xlf: needs the forms one, other/,
  },
  { title: 'a plural pattern that is broken', texts: { ask: '# fragen' }, says: /de\.xlf: needs the forms one, other/ },
  {
    title: 'a catalogue that says it is of another language',
    texts: { language: 'fr' },
    says: /"language" is the tag/,
  },
];

for (const { title, texts, says } of BAD_CATALOGUES) {
  test(`the check finds ${title}`, async () => {
    writeCatalogue(project, { ...TRANSLATED, ...texts });
    const complaints = await check(open(project));
    assert.equal(complaints.length, 1, complaints.join('\n'));
    assert.match(complaints[0] ?? '', says);
  });
}

test('the check finds modules that are older than their catalogue', async () => {
  writeCatalogue(project, { ...TRANSLATED, greet: 'Hallo <x id="0" equiv-text="${name}"/>!' });
  assert.deepEqual(await check(open(project)), ['src/generated: run npm run strings']);
  assert.deepEqual(await check(await write(project)), []);
});

test('the check finds a catalogue of a language that nobody names', async () => {
  writeFileSync(join(project, 'src/ui/strings/locales/fr.xlf'), '');
  assert.deepEqual(await check(open(project)), ['src/ui/strings/locales/fr.xlf: lit-localize.json does not name fr']);
});

test('a new text of the code is put into each catalogue, to be translated there', async () => {
  writeFileSync(join(project, 'src/code.ts'), `${CODE}export const bye = () => msg('Goodbye', { id: 'bye' });\n`);
  assert.deepEqual(await check(await write(project)), ['src/ui/strings/locales/de.xlf: not translated: Goodbye']);
  assert.match(readFileSync(join(project, 'src/ui/strings/locales/de.xlf'), 'utf8'), /<source>Goodbye<\/source>/);
});

test('the check finds what the browser cannot show: missing texts, other placeholders, missing forms', async () => {
  writeMessages(project, 'de', {
    language: { message: 'fr' },
    asks: { message: 'Jemand fragt.' },
    waiting: { message: '{count, plural, other {#}}' },
    more: { message: 'Mehr' },
  });
  const file = 'public/extension/_locales/de/messages.json';
  assert.deepEqual(await check(open(project)), [
    `${file}: not translated: name`,
    `${file}: the placeholders of asks are not those of the English text`,
    `${file}: needs the forms one, other: {count, plural, other {#}}`,
    `${file}: in English there is no more`,
    `${file}: the text "language" is the tag of the file, de`,
  ]);
});

test('a language is one of both kinds of catalogue', async () => {
  rmSync(join(project, 'public/extension/_locales/de'), { recursive: true });
  writeMessages(project, 'ar', { ...MESSAGES, language: { message: 'ar' } });
  assert.deepEqual(await check(open(project)), [
    'public/extension/_locales/de/messages.json: is missing',
    'public/extension/_locales/ar/messages.json: lit-localize.json does not name ar',
    'public/extension/_locales/ar/messages.json: needs the forms zero, one, two, few, many, other: ' +
      MESSAGES.waiting.message,
  ]);
});

function writeCatalogue(folder: string, texts: Readonly<Record<string, string | undefined>>): void {
  const units = Object.entries(texts)
    .filter(([, text]) => text !== undefined)
    .map(([id, text]) => `<trans-unit id="${id}">\n<source/>\n<target>${text ?? ''}</target>\n</trans-unit>`);
  writeFileSync(
    join(folder, 'src/ui/strings/locales/de.xlf'),
    `<?xml version="1.0" encoding="UTF-8"?>
<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">
<file target-language="de" source-language="en" original="lit-localize-inputs" datatype="plaintext">
<body>
${units.join('\n')}
</body>
</file>
</xliff>
`,
  );
}

function writeMessages(folder: string, language: string, messages: object): void {
  const place = join(folder, 'public/extension/_locales', language);
  mkdirSync(place, { recursive: true });
  writeFileSync(join(place, 'messages.json'), JSON.stringify(messages));
}
