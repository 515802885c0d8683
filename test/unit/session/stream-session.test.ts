import assert from 'node:assert/strict';
import { test } from 'node:test';
import { initialState } from '../../../src/core/state.js';
import { StreamSession } from '../../../src/session/stream-session.js';
import { xml, type Element } from '../../../src/xmpp/element.js';
import { Capabilities } from '../../../src/xmpp/xep0030-disco.js';
import { INA, NOON, request } from '../core/device.js';

/** Longer than any question waits for its answer. */
const LONG = 60_000;

test('a server that is slow to deliver what waits is asked again whether it has', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const { jid, domain } = request(INA);
  const pings: Element[] = [];
  const events: string[] = [];
  let asked = (): void => undefined;
  const nextPing = (): Promise<void> => new Promise((resolve) => (asked = resolve));
  const session = new StreamSession({
    stream: {
      jid: `${jid}/device`,
      resumed: false,
      features: new Set(),
      received: 0,
      send(element) {
        if (!element.getChild('ping')) return;
        pings.push(element);
        asked();
      },
      acknowledge: () => undefined,
      resumePoint: () => undefined,
      close: async () => undefined,
      abandon: () => undefined,
    },
    account: { jid, domain },
    state: initialState(null),
    capabilities: new Capabilities([]),
    knownServices: [],
    now: () => NOON,
    dispatch: ({ type }) => events.push(type),
    servicesFound: () => undefined,
  });
  const first = nextPing();
  session.begin('fresh');
  await first;
  const second = nextPing();
  t.mock.timers.tick(LONG);
  await second;
  assert.ok(!events.includes('synchronised'));
  session.receive(xml('iq', { type: 'result', id: pings[1]?.attrs.id }));
  await Promise.resolve();
  assert.deepEqual([pings.length, events.includes('synchronised')], [2, true]);
  session.end();
});
