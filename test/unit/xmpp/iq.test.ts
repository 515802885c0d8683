import assert from 'node:assert/strict';
import { describe, test, type TestContext } from 'node:test';
import { IqTable, type IqAnswer, type IqOptions } from '../../../src/xmpp/iq.js';
import { ping } from '../../../src/xmpp/xep0199-ping.js';
import { xml, type Element } from '../../../src/xmpp/element.js';
import { INA } from '../core/device.js';

/** A table with what it sent. */
function table(): { readonly iq: IqTable; readonly sent: Element[] } {
  const sent: Element[] = [];
  return { sent, iq: new IqTable(INA, (stanza) => sent.push(stanza)) };
}

/** Asks, and tells what became of it. */
function ask(options?: IqOptions): {
  iq: IqTable;
  id: string;
  answer: Promise<IqAnswer>;
  state: () => Promise<string>;
} {
  const { iq, sent } = table();
  const answer = iq.get(ping(), options);
  const id = sent[0]?.attrs.id ?? '';
  const state = (): Promise<string> =>
    Promise.race([answer.then((given) => (given.ok ? 'result' : given.condition)), Promise.resolve('open')]);
  return { iq, id, answer, state };
}

function result(id: string, from?: string, type = 'result'): Element {
  return xml('iq', { type, id, from });
}

function useFakeTimers(context: TestContext): void {
  context.mock.timers.enable({ apis: ['setTimeout'] });
}

test('a request is sent with an id of its own', (context) => {
  useFakeTimers(context);
  const { iq, sent } = table();
  void iq.get(ping());
  void iq.set(ping(), { to: 'home.example' });
  assert.deepEqual(
    sent.map(({ attrs: { type, to } }) => [type, to]),
    [
      ['get', undefined],
      ['set', 'home.example'],
    ],
  );
  assert.equal(sent[0]?.getChild('ping')?.getNS(), 'urn:xmpp:ping');
  const ids = sent.map(({ attrs }) => attrs.id);
  assert.equal(new Set(ids).size, 2);
  for (const id of ids) assert.match(id ?? '', /^[\da-f-]{36}$/);
});

const ANSWERERS: readonly {
  readonly to: string | undefined;
  readonly who: string;
  readonly counts: readonly (string | undefined)[];
  readonly others: readonly (string | undefined)[];
}[] = [
  {
    to: undefined,
    who: 'our own account',
    counts: [undefined, 'ina@home.example'],
    others: ['ina@home.example/phone', 'home.example', 'INA@home.example', 'maya@example.com', ''],
  },
  {
    to: 'ina@home.example',
    who: 'our own account, by its address',
    counts: [undefined, 'ina@home.example'],
    others: ['ina@home.example/phone', 'home.example', 'maya@example.com', ''],
  },
  {
    to: 'pubsub.home.example',
    who: 'a service',
    counts: ['pubsub.home.example', 'PUBSUB.home.example', 'pubsub.home.example.'],
    others: [undefined, 'ina@home.example', 'home.example', 'pubsub.home.example/x', 'x@pubsub.home.example', '', '@'],
  },
  {
    to: 'maya@example.com/phone',
    who: 'a client',
    counts: ['maya@example.com/phone', 'maya@EXAMPLE.com/phone'],
    others: ['maya@example.com', 'maya@example.com/Phone', 'maya@example.com/other', undefined],
  },
];
for (const { to, who, counts, others } of ANSWERERS) {
  describe(`what ${who} was asked, is answered`, () => {
    for (const from of counts) {
      test(`by ${from ?? 'nobody in particular'}`, async (context) => {
        useFakeTimers(context);
        const { iq, id, answer } = ask({ to });
        assert.equal(iq.settle(result(id, from)), true);
        assert.equal((await answer).ok, true);
      });
    }
    for (const from of others) {
      test(`not by ${from === undefined ? 'nobody in particular' : `"${from}"`}`, async (context) => {
        useFakeTimers(context);
        const { iq, id, state } = ask({ to });
        assert.equal(iq.settle(result(id, from)), false);
        assert.equal(iq.settle(result(id, from, 'error')), false);
        assert.equal(await state(), 'open');
        assert.equal(iq.settle(result(id, counts[0])), true);
      });
    }
  });
}

test('an error is an answer, with its condition', async (context) => {
  useFakeTimers(context);
  const { iq, id, answer } = ask();
  const condition = xml('item-not-found', { xmlns: 'urn:ietf:params:xml:ns:xmpp-stanzas' });
  iq.settle(xml('iq', { type: 'error', id }, xml('error', { type: 'cancel' }, condition)));
  assert.deepEqual(await answer, { ok: false, condition: 'item-not-found' });
});

test('an answer counts once, and only to what was asked', (context) => {
  useFakeTimers(context);
  const { iq, id } = ask();
  assert.equal(iq.settle(result('another')), false);
  assert.equal(iq.settle(xml('iq', { type: 'result' })), false);
  assert.equal(iq.settle(result(id)), true);
  assert.equal(iq.settle(result(id)), false);
});

test('answers may come in another order', async (context) => {
  useFakeTimers(context);
  const { iq, sent } = table();
  const answers = [iq.get(ping()), iq.get(ping())];
  for (const { attrs } of sent.toReversed()) iq.settle(result(attrs.id ?? ''));
  const stanzas = (await Promise.all(answers)).map((answer) => answer.ok && answer.stanza.attrs.id);
  assert.deepEqual(
    stanzas,
    sent.map(({ attrs }) => attrs.id),
  );
});

test('an end of the stream rejects all at once', async (context) => {
  useFakeTimers(context);
  const { iq } = table();
  const answers = [iq.get(ping()), iq.set(ping(), { to: 'home.example' })];
  iq.rejectAll();
  for (const answer of await Promise.all(answers)) assert.deepEqual(answer, { ok: false, condition: 'disconnected' });
});

test('what is not answered in time is given up; a late answer counts no more', async (context) => {
  useFakeTimers(context);
  const { iq, id, answer, state } = ask();
  context.mock.timers.tick(19_999);
  assert.equal(await state(), 'open');
  context.mock.timers.tick(1);
  assert.deepEqual(await answer, { ok: false, condition: 'timeout' });
  assert.equal(iq.settle(result(id)), false);
});

test('a request can have its own time', async (context) => {
  useFakeTimers(context);
  const { answer } = ask({ timeout: 50 });
  context.mock.timers.tick(50);
  assert.deepEqual(await answer, { ok: false, condition: 'timeout' });
});

test('a request that is answered from within sending is answered', async (context) => {
  useFakeTimers(context);
  const iq: IqTable = new IqTable(INA, (stanza) => iq.settle(result(stanza.attrs.id ?? '')));
  assert.equal((await iq.get(ping())).ok, true);
});
