/**
 * Tries properties for as long as one likes: `npm run test:fuzz [-- name …] [--minutes 10] [--seed 1]`. Each fuzzer has
 * that long, one after the other. A counterexample is printed as small as it could be made, with the seed that finds it.
 */
import { parseArgs } from 'node:util';
import { domainDecision } from './domain-decision.js';
import { frameParser } from './frame-parser.js';
import { portMessages } from './port-messages.js';
import { randomSeed, type Property } from './property.js';
import { receivePath } from './receive.js';
import { stepProperties } from './step.js';

const FUZZERS: Readonly<Record<string, readonly Property[]>> = {
  'frame-parser': frameParser,
  'domain-decision': domainDecision,
  step: stepProperties,
  receive: receivePath,
  'port-messages': portMessages,
};
/** Tried with one seed, before it is the next property's turn. */
const BATCH = 100;

const { values, positionals } = parseArgs({
  options: { minutes: { type: 'string', default: '10' }, seed: { type: 'string' } },
  allowPositionals: true,
});
const minutes = Number(values.minutes);
const unknown = positionals.filter((name) => !(name in FUZZERS));
if (unknown.length > 0 || !(minutes > 0)) {
  console.error(`usage: npm run test:fuzz [-- ${Object.keys(FUZZERS).join(' | ')}] [--minutes 10] [--seed 1]`);
  process.exit(2);
}
// Whatever is thrown where nobody catches it is found, too.
process.on('uncaughtException', (error) => {
  console.error(error);
  process.exit(1);
});

for (const name of positionals.length > 0 ? positionals : Object.keys(FUZZERS)) await fuzz(name, FUZZERS[name] ?? []);

async function fuzz(name: string, properties: readonly Property[]): Promise<void> {
  const first = values.seed === undefined ? randomSeed() : Number(values.seed);
  const end = Date.now() + minutes * 60_000;
  const failed = new Set<Property>();
  let runs = 0;
  console.log(`${name}: ${properties.length} properties, seed ${first}, ${minutes} minutes`);
  for (let seed = first; Date.now() < end && failed.size < properties.length; seed++) {
    for (const property of properties) {
      if (failed.has(property)) continue;
      const found = property.counterexample(seed, BATCH);
      runs += BATCH;
      if (found === undefined) continue;
      failed.add(property);
      console.error(`${name}: NOT ${property.title} (--seed ${seed})\n${found}`);
    }
    // What was reported meanwhile is thrown now.
    await new Promise((resolve) => setImmediate(resolve));
  }
  console.log(`${name}: ${runs} runs, ${failed.size} of ${properties.length} properties do not hold`);
  if (failed.size > 0) process.exitCode = 1;
}
