import assert from 'node:assert/strict';
import { describe, test, type TestContext } from 'node:test';
import { initialState } from '../../../src/core/state.js';
import { StreamSession } from '../../../src/session/stream-session.js';
import { xml, type Element } from '../../../src/xmpp/element.js';
import { NS } from '../../../src/xmpp/ns.js';
import { Capabilities } from '../../../src/xmpp/xep0030-disco.js';
import { INA, NOON, request } from '../core/device.js';

/** Longer than any question waits for its answer. */
const LONG = 60_000;

/** A session on a stream whose other end is `hear`. */
function sessionHeardBy(
  t: TestContext,
  hear: (element: Element) => void,
): { readonly session: StreamSession; readonly events: readonly string[] } {
  const { jid, domain } = request(INA);
  const events: string[] = [];
  const session = new StreamSession({
    stream: {
      jid: `${jid}/device`,
      resumed: false,
      features: new Set(),
      received: 0,
      isOpen: true,
      isManaged: true,
      send: hear,
      acknowledge: () => undefined,
      resumePoint: () => undefined,
      close: async () => undefined,
      check: () => undefined,
      abandon: () => undefined,
    },
    account: { jid, domain },
    state: initialState(null),
    capabilities: new Capabilities([]),
    knownServices: [],
    now: () => NOON,
    dispatch: ({ type }) => events.push(type),
    servicesFound: () => undefined,
    receiveMessage: () => undefined,
    watched: true,
  });
  t.after(() => session.end());
  return { session, events };
}

const asksForOffline = (element: Element): boolean => element.getChild('query')?.attrs.node === NS.offline;

test('a server that is slow to deliver what waits is asked again whether it has', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const pings: Element[] = [];
  let asked = (): void => undefined;
  const nextPing = (): Promise<void> => new Promise((resolve) => (asked = resolve));
  const { session, events } = sessionHeardBy(t, (element) => {
    if (asksForOffline(element)) session.receive(xml('iq', { type: 'error', id: element.attrs.id }));
    if (!element.getChild('ping')) return;
    pings.push(element);
    asked();
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
});

describe('the first presence', () => {
  const offline = xml('query', { xmlns: NS.discoInfo, node: NS.offline }, xml('feature', { var: NS.offline }));
  const otherwise = xml('query', { xmlns: NS.discoInfo, node: NS.offline });
  for (const [title, answer, priorities] of [
    ['has priority 0 for a moment where the server leaves offline messages alone', offline, ['0', '-1']],
    ['never asks for messages where the server would send those that wait', otherwise, ['-1']],
    ['never asks for messages where the server does not know of that', undefined, ['-1']],
  ] as const) {
    test(title, async (t) => {
      const sent: string[] = [];
      await new Promise<void>((resolve) => {
        const { session } = sessionHeardBy(t, (element) => {
          if (asksForOffline(element)) {
            assert.deepEqual(sent, []);
            const type = answer ? 'result' : 'error';
            session.receive(xml('iq', { type, id: element.attrs.id }, ...(answer ? [answer] : [])));
          }
          if (element.name === 'presence') sent.push(element.getChildText('priority') ?? '');
          if (element.getChild('ping')) resolve();
        });
        session.begin('fresh');
      });
      assert.deepEqual(sent, priorities);
    });
  }
});
