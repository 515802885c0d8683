import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { linesToAsk, MOST_LINES } from '../../../src/ui/line-window.js';

const LENGTH = 5000;

describe('which lines of a long list are asked for', () => {
  test('none, as long as those that were asked for reach some way beyond what is in view', () => {
    assert.equal(linesToAsk({ offset: 0, limit: 12 }, LENGTH, { offset: 0, limit: 60 }), undefined);
    assert.equal(linesToAsk({ offset: 38, limit: 12 }, LENGTH, { offset: 0, limit: 60 }), undefined);
  });

  test('those in view, and as many before and after them, once less than half of that is left', () => {
    const asked = linesToAsk({ offset: 39, limit: 12 }, LENGTH, { offset: 0, limit: 60 });
    assert.deepEqual(asked, { offset: 19, limit: 52 });
  });

  test('none beyond the ends', () => {
    assert.equal(linesToAsk({ offset: 0, limit: 12 }, 12, { offset: 0, limit: 12 }), undefined);
    assert.deepEqual(linesToAsk({ offset: 5, limit: 12 }, LENGTH, { offset: 900, limit: 60 })?.offset, 0);
    const atEnd = { offset: 4970, limit: 60 };
    assert.equal(linesToAsk({ offset: 4988, limit: 13 }, LENGTH, atEnd), undefined);
  });

  test('never more than the session gives, however high the window is', () => {
    for (const limit of [12, 100, 150, 199, 200, 5000]) {
      const asked = linesToAsk({ offset: 1000, limit }, LENGTH, { offset: 0, limit: 0 });
      assert.ok(asked && asked.limit <= MOST_LINES, String(limit));
    }
  });

  test('what was asked for is not asked for again', () => {
    for (const limit of [12, 100, 150, 199, 200]) {
      const view = { offset: 1000, limit };
      const asked = linesToAsk(view, LENGTH, { offset: 0, limit: 0 });
      assert.ok(asked);
      assert.equal(linesToAsk(view, LENGTH, asked), undefined, String(limit));
    }
  });
});
