/**
 * What a site that embeds the element makes a browser download, brotli-compressed: the module, the worker,
 * and what each of them loads with itself; then what is loaded only when it is wanted. Fails over budget.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync } from 'node:zlib';

const FOLDER = join(dirname(fileURLToPath(import.meta.url)), '../dist/widget');
const ENTRIES = ['im-contact-requests.js', 'im-worker.js'];
/** Loaded as soon as somebody has to sign in with a password. */
const SIGN_IN = ['im-sign-in-form.js'];
const BUDGET = 40_000;

const files = new Map(
  readdirSync(FOLDER)
    .filter((name) => name.endsWith('.js'))
    .map((name) => {
      const content = readFileSync(join(FOLDER, name));
      return [name, { raw: content.length, compressed: brotliCompressSync(content).length, text: content.toString() }];
    }),
);

const first = closure(ENTRIES);
const signIn = closure(SIGN_IN).filter((name) => !first.includes(name));
const later = [...files.keys()].filter((name) => !first.includes(name) && !signIn.includes(name));

print('At once', first);
print('To sign in with a password', signIn);
print('Only when it is wanted', later);
const total = sum(first) + sum(signIn);
console.log(`\nEmbedding and signing in: ${total} bytes of ${BUDGET} (brotli)`);
if (total > BUDGET) {
  console.error(`Over budget by ${total - BUDGET} bytes: load something later, or write it shorter.`);
  process.exit(1);
}

/** The files that these load with themselves, statically. */
function closure(names) {
  const found = new Set();
  const visit = (name) => {
    const file = files.get(name);
    if (!file || found.has(name)) return;
    found.add(name);
    for (const [, imported] of file.text.matchAll(/(?:from|^import|;import)\s*"\.\/([^"]+)"/g))
      visit(basename(imported));
  };
  names.forEach(visit);
  return [...found];
}

function sum(names) {
  return names.reduce((bytes, name) => bytes + (files.get(name)?.compressed ?? 0), 0);
}

function print(title, names) {
  console.log(`\n${title}: ${sum(names)} bytes`);
  for (const name of names) {
    const { raw, compressed } = files.get(name);
    console.log(`  ${name.padEnd(28)}${String(compressed).padStart(7)}  (${raw} uncompressed)`);
  }
}
