import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { xml, type Element } from '../../../src/xmpp/element.js';
import { NS } from '../../../src/xmpp/ns.js';
import { Silence } from '../../../src/xmpp/silence.js';

const ANSWER = xml('a', { xmlns: NS.streamManagement, h: '1' });
const STANZA = xml('message', { xmlns: NS.client });

/** Somebody who listens for a server, with a clock that the test moves. */
class Listener {
  readonly sent: Element[] = [];
  isDead = false;
  readonly silence = new Silence({
    send: (element) => this.sent.push(element),
    isManaged: () => true,
    onDead: () => (this.isDead = true),
  });

  constructor(t: TestContext) {
    t.mock.timers.enable({ apis: ['setTimeout'] });
  }
}

test('a server that is silent for so long is gone, however often it was asked meanwhile', (t) => {
  const listener = new Listener(t);
  for (let second = 0; second < 5; second++) {
    assert.ok(!listener.isDead);
    listener.silence.ask(5000);
    t.mock.timers.tick(1000);
  }
  assert.deepEqual([listener.isDead, listener.sent.length], [true, 1]);
});

test('who has a reason to doubt it waits no longer than that, whatever was expected before', (t) => {
  const listener = new Listener(t);
  listener.silence.expect(15_000);
  listener.silence.ask(5000);
  t.mock.timers.tick(5000);
  assert.ok(listener.isDead);
});

test('a server that says something else first is alive', (t) => {
  const listener = new Listener(t);
  listener.silence.expect(15_000);
  for (let count = 0; count < 10; count++) {
    t.mock.timers.tick(14_000);
    listener.silence.heard(STANZA);
  }
  listener.silence.heard(ANSWER);
  t.mock.timers.tick(60_000);
  assert.ok(!listener.isDead);
});
