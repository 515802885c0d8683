import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MessageChannel } from 'node:worker_threads';
import { messagePortChannel } from '../../../../src/ports/adapters/message-port.js';
import type { Channel } from '../../../../src/ports/protocol.js';

/** Two ends of a port, with what each has heard. */
function pair(): { one: End; other: End } {
  const { port1, port2 } = new MessageChannel();
  return { one: new End(port1), other: new End(port2) };
}

class End {
  readonly channel: Channel<unknown>;
  readonly heard: unknown[] = [];
  readonly port: MessageChannel['port1'];
  closed = 0;
  #happened: () => void = () => undefined;

  constructor(port: MessageChannel['port1']) {
    this.port = port;
    this.channel = messagePortChannel(port as unknown as MessagePort);
    this.channel.onClose(() => {
      this.closed++;
      this.#happened();
    });
    this.channel.onMessage((message) => {
      this.heard.push(message);
      this.#happened();
    });
  }

  async until(holds: (end: End) => boolean): Promise<void> {
    while (!holds(this)) await new Promise<void>((resolve) => (this.#happened = resolve));
  }
}

test('what is posted at one end is heard at the other, in order', async () => {
  const { one, other } = pair();
  one.channel.post({ a: 1 });
  one.channel.post('two');
  await other.until(({ heard }) => heard.length === 2);
  assert.deepEqual(other.heard, [{ a: 1 }, 'two']);
  one.channel.close();
});

test('closing one end tells the other, once', async () => {
  const { one, other } = pair();
  one.channel.close();
  one.channel.close();
  await other.until(({ closed }) => closed > 0);
  assert.deepEqual([one.closed, other.closed], [1, 1]);
});

test('a message that looks like the sentinel closes nothing', async () => {
  const { one, other } = pair();
  one.channel.post('closed');
  await other.until(({ heard }) => heard.length > 0);
  assert.deepEqual([other.heard, other.closed], [['closed'], 0]);
  one.channel.close();
});

test('what did not come in an envelope is passed over', async () => {
  const { one, other } = pair();
  for (const stray of ['hello', null, 7, { type: 'open' }]) one.port.postMessage(stray);
  one.channel.post('real');
  await other.until(({ heard }) => heard.length > 0);
  assert.deepEqual(other.heard, ['real']);
  one.channel.close();
});

test('nothing is posted at an end that is closed', async () => {
  const { one, other } = pair();
  one.channel.close();
  one.channel.post('late');
  await other.until(({ closed }) => closed > 0);
  assert.deepEqual(other.heard, []);
});
