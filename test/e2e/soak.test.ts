/** The short form of `npm run test:soak`: what goes wrong around a session leaves the server as the policy asks. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { soak, type Soak } from '../soak/run.js';

const SHORT: readonly Omit<Soak, 'seed'>[] = [
  { browser: 'chromium', server: 'prosody', fault: 'kill', times: 12, requests: 40 },
  { browser: 'firefox', server: 'ejabberd', fault: 'kill', times: 6, requests: 20 },
  { browser: 'chromium', server: 'ejabberd', fault: 'server-death', times: 3, requests: 20 },
  { browser: 'firefox', server: 'prosody', fault: 'cut', times: 3, requests: 20 },
];

for (const plan of SHORT) {
  const { browser, server, fault, times, requests } = plan;
  test(`${fault}, ${times} times while ${requests} requests arrive (${browser}, ${server})`, async (t) => {
    const seed = Date.now() % 1_000_000;
    t.diagnostic(`seed ${seed}`);
    const { wrong, asked } = await soak({ ...plan, seed });
    assert.deepEqual(wrong, []);
    assert.ok(asked > 0);
  });
}
