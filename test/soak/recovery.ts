/**
 * How long it takes from the network's return until a session is of use again: `npm run test:recovery --
 * [--browser B] [--server S] [--times 20] [--seed N]`. For each way in which a client may come to know, and for streams
 * that are resumed and ones that the server has forgotten: median and worst, in milliseconds. A build.
 */
import { parseArgs } from 'node:util';
import { BROWSERS } from '../support/browser.js';
import { chosen } from './chosen.js';
import { SERVERS } from './organisation.js';
import { KINDS, recoveries, WAYS, type Recovery } from './recoveries.js';

const { values } = parseArgs({
  options: {
    browser: { type: 'string' },
    server: { type: 'string' },
    way: { type: 'string' },
    kind: { type: 'string' },
    times: { type: 'string', default: '20' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
  },
});

for (const browser of chosen(BROWSERS, values.browser)) {
  for (const server of chosen(SERVERS, values.server)) {
    const [times, seed] = [Number(values.times), Number(values.seed)];
    for (const kind of chosen(KINDS, values.kind)) {
      const about = { browser, server, times, seed, kind, ways: chosen(WAYS, values.way) };
      for await (const { way, all } of recoveries(about)) {
        const [loaded, shown, accepted] = [all.map((one) => one.loaded), all.map((one) => one.shown), all.map((one) => one.accepted)]; // prettier-ignore
        const asMeant = all.filter(({ how }) => how === kind).length;
        console.log(
          JSON.stringify({ browser, server, kind, way, times, asMeant, away: summary(all.map(({ away }) => away)), loaded: summary(loaded), shown: summary(shown), accepted: summary(accepted), usable: summary(all.map(usable)) }), // prettier-ignore
        );
      }
    }
  }
}
process.exit(0);

function usable({ loaded, shown, accepted }: Recovery): number {
  return Math.max(loaded, shown, accepted);
}

function summary(times: readonly number[]): { readonly median: number; readonly worst: number } {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (index: number): number => sorted[index] ?? 0;
  const [low, high] = [Math.floor((sorted.length - 1) / 2), Math.ceil((sorted.length - 1) / 2)];
  return { median: Math.round((at(low) + at(high)) / 2), worst: at(sorted.length - 1) };
}
