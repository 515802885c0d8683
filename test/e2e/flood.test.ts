/** Many ask at once: the extension says how many wait, tells the person a few times at most, and answers whom they answer. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { BROWSERS } from '../support/browser.js';
import { Flood, startFloodScene } from '../support/flood.js';
import { openShell } from '../support/shell.js';

const MANY = 300;
const WITHIN = 10_000;
/** However many ask, and however often. */
const FEW = 8;

for (const browser of BROWSERS) {
  describe(browser, () => {
    for (const [flood, title, left] of [
      ['waiting', 'all of many who wait are shown, and one is accepted', MANY - 1],
      ['arriving', 'one is accepted while many more arrive, and the others wait', MANY - 1],
      ['repeating', 'whoever asks again and again is asked about, and accepted once', 0],
    ] as const) {
      test(title, async (t) => {
        const scene = await startFloodScene();
        t.after(() => scene.stop());
        const requests = await Flood.open({ flood, requests: MANY, within: WITHIN }, scene);
        t.after(() => requests.close());
        const shell = await openShell('extension', browser, scene);
        t.after(() => shell.close());
        const person = await scene.person('maya');
        await requests.prepare(person.jid);
        const { total, badge, notifications } = await requests.comeOver(shell, person);
        assert.deepEqual([total, badge], [left, left === 0 ? '' : String(left)]);
        assert.ok(notifications !== null && notifications <= FEW, `${notifications} came up`);
        assert.deepEqual(requests.answered, { accepted: 1, declined: 0 });
        assert.deepEqual(shell.tab.complaints, []);
      });
    }
  });
}
