/**
 * What a site that embeds the element makes a browser download, brotli-compressed, in the order in which it
 * happens: every visitor loads the module, the worker and the sign-in form; the session and the inbox come
 * when somebody signs in; contact list, directory and chat where a page has them; the rest when it is wanted; and, for
 * who does not read English, one translation.
 * Fails over budget.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync } from 'node:zlib';

const FOLDER = join(dirname(fileURLToPath(import.meta.url)), '../dist/widget');
const STAGES = [
  {
    title: 'Every visitor',
    entries: ['im-contact-requests.js', 'im-worker.js', 'im-sign-in-form.js'],
    budget: 24_400,
  },
  // With it, the archive's preferences (XEP-0441): whoever signs in is logged as the policy says, with conversations or without.
  { title: 'Who signs in, altogether', entries: ['im-host.js', 'im-inbox.js'], budget: 80_100 },
  {
    // With it, what archives do not keep, the notice of what they keep, and searching one's own: a worker loads nothing later.
    title: 'Who has contact list, directory and chat as well',
    entries: [
      'im-messaging.js',
      'im-contact-list.js',
      'im-contacts.js',
      'im-directory-search.js',
      'im-people-search.js',
      'im-chat.js',
      'im-chats.js',
    ],
    budget: 134_000,
  },
  { title: 'With everything that is loaded only when it is wanted', entries: [], budget: Infinity },
];

const files = new Map(
  readdirSync(FOLDER)
    .filter((name) => name.endsWith('.js'))
    .map((name) => {
      const content = readFileSync(join(FOLDER, name));
      return [name, { raw: content.length, compressed: brotliCompressSync(content).length, text: content.toString() }];
    }),
);
const TRANSLATION_BUDGET = 12_700;
const isTranslation = (name) => name.startsWith('im-locale-');
STAGES.at(-1).entries.push(...[...files.keys()].filter((name) => !isTranslation(name)));

const loaded = new Set();
let total = 0;
let failed = false;
for (const { title, entries, budget } of STAGES) {
  const added = closure(entries).filter((name) => !loaded.has(name));
  for (const name of added) {
    loaded.add(name);
    total += files.get(name).compressed;
  }
  console.log(`\n${title}: ${total} bytes${budget < Infinity ? ` of ${budget}` : ''} (brotli)`);
  for (const name of added) {
    const { raw, compressed } = files.get(name);
    report(name, compressed, raw);
  }
  check(total, budget);
}
console.log(`\nOne translation: at most ${TRANSLATION_BUDGET} bytes (brotli)`);
for (const [name, { raw, compressed }] of files) {
  if (!isTranslation(name)) continue;
  report(name, compressed, raw);
  check(compressed, TRANSLATION_BUDGET);
}
process.exit(failed ? 1 : 0);

function report(name, compressed, raw) {
  console.log(`  ${name.padEnd(28)}${String(compressed).padStart(7)}  (${raw} uncompressed)`);
}

function check(size, budget) {
  if (size <= budget) return;
  console.error(`  Over budget by ${size - budget} bytes: load something later, or write it shorter.`);
  failed = true;
}

/** These files, and what they load with themselves. */
function closure(names) {
  const found = new Set();
  const visit = (name) => {
    const file = files.get(name);
    if (found.has(name)) return;
    if (!file) throw new Error(`dist/widget/${name} is missing: run npm run build`);
    found.add(name);
    for (const [, imported] of file.text.matchAll(/(?:from|^import|;import)\s*"\.\/([^"]+)"/g))
      visit(basename(imported));
  };
  names.forEach(visit);
  return [...found];
}
