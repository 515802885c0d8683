import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loggingOf } from '../../../../src/core/policy/logging.js';
import { NO_LOGGING } from '../../../../src/core/policy/schema.js';
import { INA, MAYA, OTTO } from '../device.js';

test('whoever is excepted comes before what holds for all, and never before always', () => {
  const logging = { mode: 'contacts', days: 30, always: [INA, OTTO], never: [OTTO] } as const;
  assert.deepEqual(
    [INA, MAYA, OTTO].map((jid) => loggingOf(logging, jid)),
    ['everyone', 'contacts', 'nobody'],
  );
  assert.equal(loggingOf(NO_LOGGING, INA), 'unset');
});
