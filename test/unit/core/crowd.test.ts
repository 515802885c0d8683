/** As many requests as there may be, on the stack of a worker: Chromium's is half that of a page. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'node:test';
import { isMainThread, parentPort, Worker } from 'node:worker_threads';
import type { Event } from '../../../src/core/event.js';
import { MOST_REQUESTS } from '../../../src/core/observe-requests.js';
import { NO_FILTER } from '../../../src/core/view.js';
import { Device, NOON, received } from './device.js';

const LATER = NOON + 1000;
const DECLINE_ALL: Event = {
  type: 'bulkChosen',
  act: 'deny',
  selected: { filter: NO_FILTER },
  addBack: false,
  report: null,
  at: NOON,
  holdUntil: LATER,
};

/** How many wait after one answer to all was taken back, and after another was sent. */
function answerCrowd(): number[] {
  const device = Device.signedIn();
  for (let i = 0; i < MOST_REQUESTS; i++) device.send(received(`p${i}@crowd.test`));
  const events: Event[] = [{ type: 'takenBack' }, { type: 'timePassed', at: LATER }];
  return events.map((event) => {
    device.send(DECLINE_ALL, event);
    return device.requests.total;
  });
}

if (isMainThread) {
  test('one answer to as many as there may be is taken back, and sent, by a worker', async () => {
    // A worker does not inherit the loader for TypeScript.
    const script = `import('tsx/esm/api').then(({ tsImport }) => tsImport('${import.meta.url}', '${import.meta.url}'))`;
    const worker = new Worker(script, { eval: true, resourceLimits: { stackSizeMb: 0.5 } });
    assert.deepEqual(await once(worker, 'message'), [[MOST_REQUESTS, 0]]);
  });
} else {
  parentPort?.postMessage(answerCrowd());
}
