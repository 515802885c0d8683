/** The translations as they are shipped. */
import type { LocaleModule } from '@lit/localize';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { open } from '../../strings.mjs';
import { catalogues } from '../../../src/generated/catalogues.js';
import { plural } from '../../../src/ui/plural.js';

type Templates = LocaleModule['templates'];

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '../../..');
const COUNTS = [0, 1, 2, 3, 5, 11, 100];
const SOURCE = '{count, plural, one {Accepted # request.} other {Accepted # requests.}}';

/** What the interface says when so many requests were accepted, as a native reader expects it. */
const ACCEPTED: Readonly<Record<string, readonly string[]>> = {
  en: [
    'Accepted 0 requests.',
    'Accepted 1 request.',
    'Accepted 2 requests.',
    'Accepted 3 requests.',
    'Accepted 5 requests.',
    'Accepted 11 requests.',
    'Accepted 100 requests.',
  ],
  de: [
    '0 Anfragen angenommen.',
    '1 Anfrage angenommen.',
    '2 Anfragen angenommen.',
    '3 Anfragen angenommen.',
    '5 Anfragen angenommen.',
    '11 Anfragen angenommen.',
    '100 Anfragen angenommen.',
  ],
  fr: [
    '0 demande acceptée.',
    '1 demande acceptée.',
    '2 demandes acceptées.',
    '3 demandes acceptées.',
    '5 demandes acceptées.',
    '11 demandes acceptées.',
    '100 demandes acceptées.',
  ],
  es: [
    '0 solicitudes aceptadas.',
    '1 solicitud aceptada.',
    '2 solicitudes aceptadas.',
    '3 solicitudes aceptadas.',
    '5 solicitudes aceptadas.',
    '11 solicitudes aceptadas.',
    '100 solicitudes aceptadas.',
  ],
  ja: COUNTS.map((count) => `${count} 件のリクエストを承認しました。`),
  ar: [
    'لم يُقبَل أي طلب.',
    'قُبل طلب واحد.',
    'قُبل طلبان.',
    'قُبلت 3 طلبات.',
    'قُبلت 5 طلبات.',
    'قُبل 11 طلبًا.',
    'قُبل 100 طلب.',
  ],
};

/** What both kinds of catalogue say. */
const SHARED = { name: 'Contact requests', noneWaiting: 'Contact requests', accept: 'Accept', decline: 'Decline' };

const ids = new Map(
  open(ROOT)
    .localizer.extractSourceMessages()
    .messages.map(({ name, contents }) => [contents.filter((part) => typeof part === 'string').join(''), name]),
);

test('there is a translation into each language that is tried here, and into no other', () => {
  assert.deepEqual(['en', ...Object.keys(catalogues)].sort(), Object.keys(ACCEPTED).sort());
});

for (const [language, texts] of Object.entries(ACCEPTED)) {
  test(`${language}: each count has its form`, async () => {
    const pattern = textOf(await templatesOf(language), SOURCE);
    assert.deepEqual(
      COUNTS.map((count) => plural(pattern, count, language).replaceAll(/[٠-٩]/g, latin)),
      texts,
    );
  });
}

for (const language of Object.keys(catalogues)) {
  test(`${language}: whatever has a count reads as a sentence for each`, async () => {
    const templates = await templatesOf(language);
    const patterns = [...ids.keys()].filter((source) => source.startsWith('{count, plural,'));
    assert.ok(patterns.length > 8);
    for (const source of patterns) {
      for (const count of [...COUNTS, 1_000_000]) {
        assert.match(plural(textOf(templates, source), count, language), /^[^{}#]*\p{L}[^{}#]*$/u, source);
      }
    }
  });

  test(`${language}: the extension's button and notifications use the words of its pages`, async () => {
    const templates = await templatesOf(language);
    const file = join(ROOT, `public/extension/_locales/${language}/messages.json`);
    const messages = JSON.parse(readFileSync(file, 'utf8')) as Record<string, { message: string }>;
    for (const [name, source] of Object.entries(SHARED)) {
      // Where a line may break is a matter of the page.
      assert.equal(messages[name]?.message, textOf(templates, source).replaceAll('\u200b', ''), name);
    }
  });
}

test('de: an ellipsis stays with the word before it', async () => {
  const texts = Object.values(await templatesOf('de')).flatMap((text) =>
    typeof text === 'string' ? text : text.strings,
  );
  assert.ok(texts.some((text) => text.includes('…')));
  assert.deepEqual(
    texts.filter((text) => text.includes(' …')),
    [],
  );
});

async function templatesOf(language: string): Promise<Templates> {
  return (await catalogues[language]?.())?.templates ?? {};
}

/** English stands in the code. */
function textOf(templates: Templates, source: string): string {
  const text = templates[ids.get(source) ?? ''] ?? source;
  return typeof text === 'string' ? text : '';
}

function latin(digit: string): string {
  return String('٠١٢٣٤٥٦٧٨٩'.indexOf(digit));
}
