/** The archiver's connection to the XMPP server, while that is away. */
import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { test } from 'node:test';
import { Component } from '../../../src/archiver/xep0114-component.js';

test('ends when it is told to between two attempts, and makes no further one', async (t) => {
  let attempts = 0;
  const server = createServer((socket) => {
    attempts++;
    socket.destroy();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => server.close());
  const address = server.address();
  assert.ok(address && typeof address === 'object');
  const stop = new AbortController();
  const component = new Component({
    name: 'archiver.example.com',
    host: '127.0.0.1',
    port: address.port,
    secret: 'secret',
    answer: () => Promise.resolve(undefined),
    // It waits as soon as this has returned.
    changed: () => setImmediate(() => stop.abort()),
    random: () => 1,
  });
  await component.run(stop.signal);
  assert.equal(attempts, 1);
});
