import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AccountService } from '../../../../src/admin/accounts/account.js';
import { accountFigures } from '../../../../src/admin/reports/accounts.js';
import { done, failed } from '../../../../src/admin/outcome.js';
import type { Revision } from '../../../../src/admin/policy/revision.js';
import { activityFigures, lastDays, perDay, readActivity } from '../../../../src/admin/reports/activity.js';
import { tableAsCsv } from '../../../../src/admin/reports/table.js';
import {
  activityTable,
  onlineTable,
  peopleBySessions,
  revisionsPerMonth,
  revisionsTable,
} from '../../../../src/admin/reports/tables.js';

const NOON = new Date(2026, 10, 15, 12).getTime();
const NEVER = new AbortController().signal;

function revision(number: number, at: number | undefined): Revision {
  return {
    id: `${number}-${at}`,
    revision: number,
    parent: number - 1,
    draft: undefined,
    errors: [],
    publisher: undefined,
    at,
  };
}

function service(lastActivity: AccountService['lastActivity']): Pick<AccountService, 'lastActivity'> {
  return { lastActivity };
}

test('sessions are counted by person', () => {
  assert.deepEqual(onlineTable(['b@x/1', 'a@x/1', 'b@x/2']).rows, [
    ['a@x', 1],
    ['b@x', 2],
  ]);
});

test('whoever was there last comes first, and at the end whoever never was', () => {
  const rows = activityTable([
    { jid: 'a@x', at: undefined },
    { jid: 'b@x', at: 0 },
    { jid: 'c@x', at: 1000 },
  ]).rows;
  assert.deepEqual(rows, [
    ['c@x', '1970-01-01T00:00:01.000Z'],
    ['b@x', '1970-01-01T00:00:00.000Z'],
    ['a@x', 'never'],
  ]);
});

test('each day has a bar, the first and the last moment of it included', () => {
  const [yesterday = 0, today = 0] = lastDays(NOON, 2);
  const times = [yesterday - 1, yesterday, today - 1, today, NOON, undefined];
  const bars = perDay(
    times.map((at, index) => ({ jid: `${index}@x`, at })),
    NOON,
    2,
    String,
  );
  assert.deepEqual(
    bars.map(({ value }) => value),
    [2, 2],
  );
  assert.deepEqual(
    bars.map(({ label }) => Number(label)),
    [yesterday, today],
  );
});

test('days are those of the calendar, also where one has 23 or 25 hours', () => {
  for (const day of lastDays(NOON, 400)) assert.equal(new Date(day).getHours(), 0);
  assert.equal(new Set(lastDays(NOON, 400).map((day) => new Date(day).toDateString())).size, 400);
});

test('revisions are counted by month, across the end of a year', () => {
  const revisions = [
    revision(3, Date.UTC(2026, 0, 31, 23, 59)),
    revision(2, Date.UTC(2026, 0, 1)),
    revision(1, Date.UTC(2025, 11, 31)),
    revision(0, undefined),
  ];
  const bars = revisionsPerMonth(revisions, Date.UTC(2026, 1, 3), 3, (start) =>
    new Date(start).toISOString().slice(0, 7),
  );
  assert.deepEqual(bars, [
    { label: '2025-12', value: 1 },
    { label: '2026-01', value: 2 },
    { label: '2026-02', value: 0 },
  ]);
  assert.deepEqual(revisionsTable(revisions).rows[0], ['unreadable', '', '']);
});

test('somebody who is gone meanwhile is left out; a refusal ends the questions', async () => {
  const asked: string[] = [];
  const some = await readActivity(
    service(async (jid) => (jid === 'gone@x' ? failed({ kind: 'not-found' }) : done(7))),
    ['a@x', 'gone@x'],
    () => undefined,
    NEVER,
  );
  assert.deepEqual(some, done([{ jid: 'a@x', at: 7 }]));
  const refused = await readActivity(
    service(async (jid) => {
      asked.push(jid);
      return failed({ kind: 'forbidden' });
    }),
    Array.from({ length: 100 }, (_, index) => `${index}@x`),
    () => undefined,
    NEVER,
  );
  assert.deepEqual(refused, failed({ kind: 'forbidden' }));
  assert.ok(asked.length < 20);
});

test('whoever stops keeps what is known so far', async () => {
  const stop = new AbortController();
  const found = await readActivity(
    service(async () => done(7)),
    Array.from({ length: 100 }, (_, index) => `${index}@x`),
    (known) => known.length === 10 && stop.abort(),
    stop.signal,
  );
  assert.ok(found.ok && found.value.length >= 10 && found.value.length < 30);
});

test('a file is read by a spreadsheet as text, whatever it begins with', () => {
  const table = {
    columns: ['Address', 'n'],
    rows: [
      ['=1+1', -1],
      ['say "no", twice', 2],
      ['@x', 0],
    ],
  };
  assert.equal(tableAsCsv(table), 'Address,n\r\n\'=1+1,-1\r\n"say ""no"", twice",2\r\n\'@x,0\r\n');
});

test('people are counted by how many sessions they have', () => {
  const jids = ['a@x/1', 'b@x/1', 'b@x/2', ...['1', '2', '3', '4', '5'].map((device) => `c@x/${device}`)];
  assert.deepEqual(
    peopleBySessions(onlineTable(jids)).map(({ value }) => value),
    [1, 1, 0, 1],
  );
});

test('whoever was there before the days that are shown, and whoever never was, is counted, too', () => {
  const activity = [
    { jid: 'a@x', at: 100 },
    { jid: 'b@x', at: 99 },
    { jid: 'c@x', at: undefined },
  ];
  assert.deepEqual(activityFigures(activity, 100), { within: 1, earlier: 1, never: 1 });
});

test('accounts are counted from the list, else as the server counts; what is not known of everybody is not counted', () => {
  const account = (isDisabled?: boolean, sessions?: number) => ({
    jid: 'a@x',
    profile: undefined,
    isDisabled,
    sessions,
  });
  assert.equal(accountFigures(undefined, undefined), undefined);
  assert.equal(accountFigures({ registered: undefined, online: 3 }, undefined), undefined);
  assert.deepEqual(accountFigures({ registered: 7, online: 3 }, undefined), {
    all: 7,
    deactivated: undefined,
    online: 3,
  });
  assert.deepEqual(accountFigures({ registered: 9, online: 9 }, [account(true, 0), account(false, 2)]), {
    all: 2,
    deactivated: 1,
    online: 1,
  });
  assert.deepEqual(accountFigures({ registered: 9, online: 2 }, [account(true), account()]), {
    all: 2,
    deactivated: undefined,
    online: 2,
  });
});

test('a time that no calendar has is left out of the table', () => {
  assert.equal(revisionsTable([revision(1, 9e15)]).rows[0]?.[1], '');
});
