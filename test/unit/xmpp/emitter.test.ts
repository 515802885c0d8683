/** Our emitter against that of Node.js, whose place it takes in the bundles. */
import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import { test } from 'node:test';
import { Emitter } from '../../../src/xmpp/emitter.js';

const EMITTERS: readonly (readonly [string, () => Pick<EventEmitter, 'on' | 'removeListener' | 'emit'> | Emitter])[] = [
  ['ours', () => new Emitter()],
  ['that of Node.js', () => new EventEmitter()],
];

for (const [whose, create] of EMITTERS) {
  test(`listeners are called in their order, with what was said, until they are removed: ${whose}`, () => {
    const heard: unknown[] = [];
    const emitter = create();
    const first = (...args: unknown[]): void => void heard.push('first', ...args);
    emitter.on('a', first);
    emitter.on('a', (...args: unknown[]) => void heard.push('second', ...args));
    emitter.on('b', () => void heard.push('another event'));
    emitter.emit('a', 1, 2);
    emitter.removeListener('a', first);
    emitter.removeListener('c', first);
    emitter.emit('a');
    emitter.emit('nobody listens');
    assert.deepEqual(heard, ['first', 1, 2, 'second', 1, 2, 'second']);
  });

  test(`who is removed or added meanwhile counts from the next time on: ${whose}`, () => {
    const heard: string[] = [];
    const emitter = create();
    const added = (): void => void heard.push('added');
    const removed = (): void => void heard.push('removed');
    const once = (): void => {
      emitter.removeListener('a', once);
      emitter.removeListener('a', removed);
      emitter.on('a', added);
    };
    emitter.on('a', once);
    emitter.on('a', removed);
    emitter.emit('a');
    emitter.emit('a');
    assert.deepEqual(heard, ['removed', 'added']);
  });
}
