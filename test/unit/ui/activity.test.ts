import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Activity } from '../../../src/ui/activity.js';

/** A page with an element on it that tells how often it was used. */
function page(): { readonly activity: Activity; readonly use: (sign: string, at: number) => void; told: number } {
  const target = new EventTarget();
  const here = {
    told: 0,
    activity: new Activity(() => here.told++, target),
    use: (sign: string, at: number): void => {
      const event = new Event(sign);
      Object.defineProperty(event, 'timeStamp', { value: at });
      target.dispatchEvent(event);
    },
  };
  here.activity.hostConnected();
  return here;
}

for (const sign of ['pointerdown', 'pointermove', 'wheel', 'keydown', 'focus']) {
  test(`a ${sign} shows that somebody is there`, () => {
    const here = page();
    here.use(sign, 5);
    assert.equal(here.told, 1);
  });
}

test('that they go on is told once in half a minute', () => {
  const here = page();
  for (let at = 0; at < 60_000; at += 100) here.use(at % 200 ? 'pointermove' : 'keydown', at);
  assert.equal(here.told, 2);
  here.use('keydown', 60_000);
  assert.equal(here.told, 3);
});

test('what a page does without anybody shows nothing', () => {
  const here = page();
  for (const sign of ['load', 'visibilitychange', 'scroll']) here.use(sign, 5);
  assert.equal(here.told, 0);
});

test('an element that is not in the page any more tells nothing', () => {
  const here = page();
  here.activity.hostDisconnected();
  here.use('keydown', 5);
  assert.equal(here.told, 0);
});
