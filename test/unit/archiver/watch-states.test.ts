/** What the archiver writes into its log about its endpoints. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { EndpointState } from '../../../src/archiver/archiver.js';
import type { Endpoint } from '../../../src/archiver/endpoint.js';
import { faultText, type Fault } from '../../../src/archiver/result.js';
import { watchStates } from '../../../src/archiver/watch-states.js';
import { until } from '../../servers/processes.js';

const endpoint: Endpoint = { name: 'files', type: 'folder', path: '/srv/archive', format: 'eml' };
const fault: Fault = { reason: 'folder-missing', detail: '/srv/archive' };
const FAILS = `files: ${faultText(fault)}`;

interface Watched {
  states: readonly EndpointState[];
  readonly lines: string[];
  stop(): Promise<void>;
}

function watch(states: readonly EndpointState[]): Watched {
  const stopped = new AbortController();
  const watched: Watched = {
    states,
    lines: [],
    stop: async () => {
      stopped.abort();
      await ended;
    },
  };
  const ended = watchStates(watched, (line) => watched.lines.push(line), stopped.signal, 1);
  return watched;
}

test('says once why an endpoint cannot deliver, and when it can again', async () => {
  const watched = watch([{ endpoint, queue: undefined, fault }]);
  await until(() => watched.lines.length > 0, 'a line');
  watched.states = [{ endpoint, queue: undefined, fault: undefined }];
  await until(() => watched.lines.length > 1, 'another line');
  await watched.stop();
  assert.deepEqual(watched.lines, [FAILS, 'files: delivers again.']);
});

test('does not say of one that fails that it delivers again, because the archiver ends', async () => {
  const watched = watch([{ endpoint, queue: undefined, fault }]);
  await until(() => watched.lines.length > 0, 'a line');
  // As it looks when all queues have ended.
  watched.states = [{ endpoint, queue: undefined, fault: undefined }];
  await watched.stop();
  assert.deepEqual(watched.lines, [FAILS]);
});

test('knows nothing any more of one that was removed', async () => {
  const watched = watch([{ endpoint, queue: undefined, fault }]);
  await until(() => watched.lines.length > 0, 'a line');
  let looks = 0;
  Object.defineProperty(watched, 'states', {
    get: () => (looks++ === 0 ? [] : [{ endpoint, queue: undefined, fault: undefined }]),
  });
  await until(() => looks > 1, 'one of the same name');
  await watched.stop();
  assert.deepEqual(watched.lines, [FAILS]);
});
