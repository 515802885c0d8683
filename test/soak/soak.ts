/**
 * A long run against faults: `npm run test:soak -- [--browser B] [--server S] [--fault F] [--times N] [--requests N]
 * [--seed N]`. Without arguments each browser with each server: 200 kills of the background, 50 failures of the
 * network, 50 deaths of the server, each while 500 requests arrive. Build first.
 */
import { parseArgs } from 'node:util';
import { BROWSERS } from '../support/browser.js';
import { chosen } from './chosen.js';
import { FAULTS, type Fault } from './faults.js';
import { SERVERS } from './organisation.js';
import { soak } from './run.js';

const TIMES: Readonly<Record<Fault, number>> = { kill: 200, cut: 50, 'server-death': 50 };

const { values } = parseArgs({
  options: {
    browser: { type: 'string' },
    server: { type: 'string' },
    fault: { type: 'string' },
    times: { type: 'string' },
    requests: { type: 'string', default: '500' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
  },
});

let failed = 0;
for (const fault of chosen(FAULTS, values.fault)) {
  for (const browser of chosen(BROWSERS, values.browser)) {
    for (const server of chosen(SERVERS, values.server)) {
      const plan = { browser, server, fault, times: Number(values.times ?? TIMES[fault]), requests: Number(values.requests), seed: Number(values.seed) }; // prettier-ignore
      const started = Date.now();
      const { happened, wrong, lost, untold, repeated, revived, ...result } = await soak(plan);
      const seconds = Math.round((Date.now() - started) / 1000);
      console.log(
        JSON.stringify({
          ...plan,
          happened,
          ...result,
          lostByServer: lost.length,
          untold: untold.length,
          repeated: repeated.length,
          revived: revived.length,
          wrong: wrong.length,
          seconds,
        }),
      );
      for (const line of wrong) console.log(`  WRONG ${line}`);
      for (const line of revived) console.log(`  asked again by the server: ${line}`);
      for (const line of lost) console.log(`  lost by the server: ${line}`);
      failed += wrong.length;
    }
  }
}
process.exit(failed > 0 ? 1 : 0);
