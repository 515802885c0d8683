import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runtimePortChannel, type RuntimePort } from '../../../../src/ports/adapters/runtime-port.js';

/** A port as an extension has it. */
class FakePort implements RuntimePort {
  readonly posted: unknown[] = [];
  disconnected = false;
  readonly #receivers: ((message: unknown) => void)[] = [];
  readonly #closers: (() => void)[] = [];
  readonly onMessage = { addListener: (listener: (message: unknown) => void) => void this.#receivers.push(listener) };
  readonly onDisconnect = { addListener: (listener: () => void) => void this.#closers.push(listener) };

  postMessage(message: unknown): void {
    if (this.disconnected) throw new Error('Attempting to use a disconnected port object');
    this.posted.push(message);
  }

  disconnect(): void {
    this.disconnected = true;
  }

  receive(message: unknown): void {
    for (const receive of this.#receivers) receive(message);
  }

  /** The other end is gone; that is heard of later. */
  die(): () => void {
    this.disconnected = true;
    return () => {
      for (const closed of this.#closers) closed();
    };
  }
}

test('messages pass in both directions', () => {
  const port = new FakePort();
  const channel = runtimePortChannel(port);
  const heard: unknown[] = [];
  channel.onMessage((message) => heard.push(message));
  channel.post('out');
  port.receive('in');
  assert.deepEqual([port.posted, heard], [['out'], ['in']]);
});

test('the end of the other side is heard of', () => {
  const port = new FakePort();
  const channel = runtimePortChannel(port);
  let closed = 0;
  channel.onClose(() => closed++);
  port.die()();
  assert.equal(closed, 1);
});

test('posting to a port that is closed throws nothing, before and after it is heard of', () => {
  const port = new FakePort();
  const channel = runtimePortChannel(port);
  const tell = port.die();
  channel.post('in between');
  tell();
  channel.post('after');
  assert.deepEqual(port.posted, []);
});

test('closing disconnects; nothing is posted afterwards', () => {
  const port = new FakePort();
  const channel = runtimePortChannel(port);
  channel.close();
  channel.post('late');
  assert.deepEqual([port.disconnected, port.posted], [true, []]);
});
