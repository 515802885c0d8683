import assert from 'node:assert/strict';
import { NO_FILTER } from '../../../src/core/view.js';
import { describe, test } from 'node:test';
import { INA, MAYA, OTTO } from '../core/device.js';
import vectors from '../../vectors/port-messages.json' with { type: 'json' };
import { Host, OPEN, types } from './fake-host.js';
import { Wire } from './wire.js';

const DENY = { type: 'command', id: 1, command: { name: 'deny', jid: MAYA } };
const NOT_ALLOWED = { type: 'done', id: 1, result: { ok: false, problem: { kind: 'not-allowed' } } };

test('a page that opens is shown what it asked for', async (context) => {
  const host = new Host(context);
  host.session.total = 60;
  const { toPage } = await host.connect({ ...OPEN, window: { offset: 25, limit: 25, filter: NO_FILTER } });
  assert.deepEqual(types(toPage), ['snapshot']);
  const [snapshot] = toPage;
  assert.ok(snapshot?.type === 'snapshot');
  assert.deepEqual([snapshot.revision, snapshot.view.requests.total, snapshot.view.requests.offset], [1, 60, 25]);
});

test('a page that has not opened is told nothing, and may do nothing', async (context) => {
  const host = new Host(context);
  const wire = await host.connect(DENY);
  host.server.changed();
  host.tick();
  await wire.deliver();
  assert.deepEqual(wire.toPage, [NOT_ALLOWED]);
  assert.deepEqual(host.session.commands, []);
});

test('a session that fails is reported, and the page is answered all the same', async (context) => {
  const host = new Host(context);
  const wire = await host.connect(OPEN);
  const mistake = new Error('the store is gone');
  host.session.perform = () => Promise.reject(mistake);
  const later = context.mock.method(globalThis, 'queueMicrotask', () => undefined);
  wire.say(DENY);
  await wire.deliver();
  const [report] = later.mock.calls.map((call) => call.arguments[0] as () => void);
  assert.throws(() => report?.(), mistake);
  assert.deepEqual(wire.toPage.at(-1), { type: 'done', id: 1, result: { ok: false, problem: { kind: 'failed' } } });
});

test('what changed is told at once, then once per frame, and only the slices that did', async (context) => {
  let now = 1000;
  context.mock.method(performance, 'now', () => now);
  const host = new Host(context);
  const wire = await host.connect(OPEN);
  const change = async (from: number, to: number, milliseconds: number): Promise<void> => {
    for (let total = from; total <= to; total++) {
      host.session.total = total;
      host.server.changed();
    }
    host.tick(milliseconds);
    await wire.deliver();
  };
  await change(1, 100, 0);
  const [, first] = wire.toPage;
  assert.ok(first?.type === 'changed' && wire.toPage.length === 2);
  assert.deepEqual([first.revision, Object.keys(first.slices)], [2, ['requests']]);
  assert.equal(first.slices.requests?.total, 100);

  now += 6;
  await change(101, 200, 9);
  assert.equal(wire.toPage.length, 2);
  await change(201, 201, 1);
  const second = wire.toPage.at(-1);
  assert.ok(second?.type === 'changed');
  assert.equal(second.revision, 3);
  assert.equal(second.slices.requests?.total, 201);
});

test('what takes long to draw up gives way for as long to what is being answered', async (context) => {
  let now = 1000;
  context.mock.method(performance, 'now', () => now);
  const host = new Host(context);
  const wire = await host.connect(OPEN);
  const view = host.session.view.bind(host.session);
  host.session.view = (window) => {
    now += 8;
    return view(window);
  };
  const told = async (milliseconds: number): Promise<number> => {
    host.session.total++;
    host.server.changed();
    host.tick(milliseconds);
    await wire.deliver();
    return wire.toPage.length - 1;
  };
  assert.equal(await told(0), 1);
  now += 1000;
  assert.equal(await told(7), 1);
  assert.equal(await told(1), 2);
  // But not for long, whatever held it up: a computer that slept meanwhile, say.
  host.session.view = (window) => {
    now += 60_000;
    return view(window);
  };
  assert.equal(await told(8), 3);
  now += 1000;
  assert.equal(await told(99), 3);
  assert.equal(await told(1), 4);
});

test('what did not change is not told', async (context) => {
  const host = new Host(context);
  const wire = await host.connect(OPEN);
  host.server.changed();
  host.tick();
  await wire.deliver();
  assert.deepEqual(types(wire.toPage), ['snapshot']);
});

test('what changed and changed back within a frame is not told', async (context) => {
  const host = new Host(context);
  const wire = await host.connect(OPEN);
  host.session.total = 7;
  host.server.changed();
  host.session.total = 0;
  host.tick();
  await wire.deliver();
  assert.deepEqual(types(wire.toPage), ['snapshot']);
});

test('a page that looks elsewhere is shown that', async (context) => {
  const host = new Host(context);
  const wire = await host.connect(OPEN, { type: 'look', window: { offset: 50, limit: 25, filter: NO_FILTER } });
  const [, changed] = wire.toPage;
  assert.ok(changed?.type === 'changed');
  assert.equal(changed.slices.requests?.offset, 50);
});

test('the session prepares itself where somebody is about to sign in, or a site has a sign-on of its own', async (context) => {
  const host = new Host(context);
  await host.connect(OPEN);
  assert.equal(host.session.preparations, 0);
  await host.connect(OPEN, { type: 'prepare' });
  await host.connect({ ...OPEN, givesTokens: true });
  assert.equal(host.session.preparations, 2);
});

test('each page has its own window and its own revisions', async (context) => {
  const host = new Host(context);
  const [one, other] = [
    await host.connect(OPEN),
    await host.connect({ ...OPEN, window: { offset: 25, limit: 25, filter: NO_FILTER } }),
  ];
  one.say({ type: 'look', window: { offset: 50, limit: 25, filter: NO_FILTER } });
  host.session.total = 1;
  host.server.changed();
  host.tick();
  await one.deliver();
  await other.deliver();
  const revisions = (wire: Wire): unknown[] => wire.toPage.map((message) => 'revision' in message && message.revision);
  assert.deepEqual(
    [revisions(one), revisions(other)],
    [
      [1, 2, 3],
      [1, 2],
    ],
  );
});

test('a page that opens again gets everything again, with a revision that is higher', async (context) => {
  const { toPage } = await new Host(context).connect(OPEN, OPEN);
  assert.deepEqual(
    toPage.map((message) => message.type === 'snapshot' && message.revision),
    [1, 2],
  );
});

test('a page of another version is told so, and nothing else', async (context) => {
  const host = new Host(context);
  const wire = await host.connect({ ...OPEN, protocol: 2 });
  host.session.total = 1;
  host.server.changed();
  host.tick();
  wire.say(DENY);
  await wire.deliver();
  assert.deepEqual(wire.toPage, [{ type: 'refused', reason: 'protocol' }, NOT_ALLOWED]);
});

test('what is not understood is passed over', async (context) => {
  const host = new Host(context);
  const wire = await host.connect(OPEN, ...vectors.bad.map(({ message }) => message));
  assert.deepEqual(types(wire.toPage), ['snapshot']);
  assert.deepEqual(host.session.commands, []);
});

test('a command that only a part of the session knows waits for that part to be loaded', async (context) => {
  const host = new Host(context);
  const command = { name: 'remove-contact', jid: MAYA } as const;
  let load = (): void => undefined;
  const loaded = new Promise<void>((resolve) => (load = resolve));
  host.session.loadMore = async () => {
    await loaded;
    host.session.parseMore = (said) => ((said as { name?: string }).name === 'remove-contact' ? command : undefined);
  };
  const wire = await host.connect(OPEN, { type: 'command', id: 1, command }, { type: 'command', id: 2, command: 'x' });
  assert.deepEqual(types(wire.toPage), ['snapshot']);
  load();
  await wire.deliver();
  assert.deepEqual(wire.toPage.slice(1), [{ type: 'done', id: 1, result: { ok: true } }]);
});

test('a command is executed, and its outcome told after what it changed', async (context) => {
  const host = new Host(context);
  host.session.perform = async () => {
    host.session.total = 7;
    return { ok: false, problem: { kind: 'not-signed-in' } };
  };
  const wire = await host.connect(OPEN, DENY);
  assert.deepEqual(host.session.commands, [DENY.command]);
  assert.deepEqual(types(wire.toPage), ['snapshot', 'changed', 'done']);
  assert.deepEqual(wire.toPage[2], { type: 'done', id: 1, result: { ok: false, problem: { kind: 'not-signed-in' } } });
});

describe('a page that is for somebody else', () => {
  const expectations = [
    { jid: MAYA, domain: null },
    { jid: null, domain: 'example.com' },
    { jid: INA, domain: 'example.com' },
    { jid: '@', domain: null },
    { jid: null, domain: 'a b' },
  ];
  for (const expects of expectations) {
    test(`(${JSON.stringify(expects)}) learns who is signed in, and nothing more`, async (context) => {
      const host = new Host(context);
      host.session.signIn(INA);
      const wire = await host.connect({ ...OPEN, expects }, DENY, {
        type: 'look',
        window: { offset: 0, limit: 1, filter: NO_FILTER },
      });
      host.session.total = 7;
      host.server.changed();
      host.tick();
      await wire.deliver();
      const refused = { type: 'refused', reason: 'account-mismatch', account: INA };
      assert.deepEqual(wire.toPage, [refused, NOT_ALLOWED]);
      assert.deepEqual(host.session.commands, []);
    });
  }

  test('is let in when its own way to write the account means the same', async (context) => {
    const host = new Host(context);
    host.session.signIn(INA);
    const [local = '', domain = ''] = INA.split('@');
    const expects = { jid: `${local}@${domain.toUpperCase()}.`, domain: domain.toUpperCase() };
    const wire = await host.connect({ ...OPEN, expects });
    await wire.deliver();
    assert.deepEqual(types(wire.toPage), ['snapshot']);
  });

  test('is told so again when another one signs in, and let in when it fits', async (context) => {
    const host = new Host(context);
    host.session.signIn(INA);
    const wire = await host.connect({ ...OPEN, expects: { jid: MAYA, domain: null } });
    for (const account of [OTTO, MAYA]) {
      host.session.signIn(account);
      host.server.changed();
      host.tick();
    }
    await wire.deliver();
    assert.deepEqual(types(wire.toPage), ['refused', 'refused', 'snapshot']);
  });

  test('is let in as long as nobody is signed in, and put out when somebody else is', async (context) => {
    const host = new Host(context);
    const wire = await host.connect({ ...OPEN, expects: { jid: MAYA, domain: null } });
    host.session.signIn(INA);
    host.server.changed();
    host.tick();
    wire.say(DENY);
    await wire.deliver();
    assert.deepEqual(types(wire.toPage), ['snapshot', 'refused', 'done']);
    assert.deepEqual(host.session.commands, []);
  });
});

test('a stranger is hung up on before it can say anything', async (context) => {
  const host = new Host(context);
  host.session.signIn(INA);
  const wire = new Wire();
  host.server.connect(wire.host, 'stranger');
  for (const { message } of vectors.good) wire.say(message);
  host.server.changed();
  host.tick();
  await wire.deliver();
  assert.deepEqual([wire.isOpen, wire.toPage, host.session.commands, host.server.size], [false, [], [], 0]);
});

test('a page that is gone is forgotten', async (context) => {
  const host = new Host(context);
  const [one, other] = [await host.connect(OPEN), await host.connect(OPEN)];
  assert.equal(host.server.size, 2);
  await one.cut();
  host.session.total = 7;
  host.server.changed();
  host.tick();
  await other.deliver();
  assert.deepEqual([host.server.size, one.toPage.length, other.toPage.length], [1, 1, 2]);
});

test('the session knows whether a page is open', async (context) => {
  const host = new Host(context);
  const [first, second] = [await host.connect(OPEN), await host.connect(OPEN)];
  await first.cut();
  assert.deepEqual(host.session.watched, [true, true]);
  await second.cut();
  assert.deepEqual(host.session.watched, [true, true, false]);
});
