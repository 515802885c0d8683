import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ArchiveEntry } from '../../../src/core/chat/archive-search.js';
import { archiveAsJsonLines, archiveAsText } from '../../../src/ui/archive-export.js';
import { INA, NOON, OTTO } from '../core/device.js';

const ENTRY: ArchiveEntry = {
  id: 'a',
  jid: OTTO,
  name: 'Otto',
  mine: false,
  at: NOON,
  text: 'hello',
  corrects: false,
  notice: false,
};

test('each message is a line of JSON, whatever is in it', () => {
  const text = archiveAsJsonLines([{ ...ENTRY, id: 'b', mine: true, text: 'two\nlines "' }, ENTRY], INA);
  assert.deepEqual(
    text.split('\n').slice(0, -1).map((line) => JSON.parse(line) as unknown),
    [
      { id: 'a', time: '2026-06-01T12:00:00.000Z', from: OTTO, to: INA, with_name: 'Otto', text: 'hello', correction: false, notice: false },
      { id: 'b', time: '2026-06-01T12:00:00.000Z', from: INA, to: OTTO, with_name: 'Otto', text: 'two\nlines "', correction: false, notice: false },
    ],
  ); // prettier-ignore
});

test('nobody can write what looks like the message of somebody else', () => {
  const forged = 'yes\r\n\r\n2026-06-01 12:00:00 UTC  x → y\rno\u2028\u2029so\u0085\v\f2026-06-01 12:00:00 UTC  x → y';
  const lines = archiveAsText([{ ...ENTRY, text: forged }], INA).split(/[\n\r\v\f\u0085\u2028\u2029]/);
  assert.deepEqual(
    lines.filter((line) => line !== '' && !line.startsWith('    ')),
    [`2026-06-01 12:00:00 UTC  ${OTTO} → ${INA}`],
  );
});
