import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ArchiverClient } from '../../../../src/admin/archiving/archiver-client.js';
import { findArchiver } from '../../../../src/admin/archiving/find-archiver.js';
import type { ArchiverAnswer, EndpointDraft } from '../../../../src/admin/archiving/archiver.js';
import { NS_ARCHIVER } from '../../../../src/xmpp/archiver-commands.js';
import { FakeArchiver, mistake } from '../../../support/fake-archiver.js';

const ADDRESS = 'archiver.example.com';
const MAIL = { name: 'mail', type: 'smtp', host: 'mail.example.com', port: '587', has_password: '1' };
const DRAFT: EndpointDraft = { name: 'files', type: 'folder', values: { path: '/srv/archive', format: 'eml' } };

function client(wire = new FakeArchiver()): { readonly wire: FakeArchiver; readonly client: ArchiverClient } {
  return { wire, client: new ArchiverClient(wire, ADDRESS) };
}

function valueOf<T>(answer: ArchiverAnswer<T>): T {
  if (!answer.ok) assert.fail(JSON.stringify(answer.problem));
  return answer.value;
}

function problemOf(answer: ArchiverAnswer<unknown>): unknown {
  return answer.ok ? undefined : answer.problem;
}

describe('the archiver is found', () => {
  test('under its usual name, whether it is listed or not', async () => {
    const wire = new FakeArchiver();
    assert.deepEqual(await findArchiver(wire), { kind: 'there', address: ADDRESS });
    wire.items = [];
    assert.deepEqual(await findArchiver(wire), { kind: 'there', address: ADDRESS });
  });

  test('under another name where the server lists it', async () => {
    const wire = new FakeArchiver();
    wire.items = ['conference.example.com', 'records.example.com'];
    wire.services = new Map([['records.example.com', [NS_ARCHIVER]]]);
    assert.deepEqual(await findArchiver(wire), { kind: 'there', address: 'records.example.com' });
  });

  test('not in another domain, whatever is listed', async () => {
    const wire = new FakeArchiver();
    wire.items = ['archiver.other.example', 'archiver.badexample.com', 'somebody@archiver.example.com'];
    wire.services = new Map(wire.items.map((item) => [item, [NS_ARCHIVER]]));
    assert.deepEqual(await findArchiver(wire), { kind: 'none' });
  });

  test('to be silent where the server knows it and it does not answer', async () => {
    const wire = new FakeArchiver();
    wire.services.delete(ADDRESS);
    assert.deepEqual(await findArchiver(wire), { kind: 'silent', address: ADDRESS });
    wire.items = [];
    assert.deepEqual(await findArchiver(wire), { kind: 'none' });
  });

  test('not to be asked for without a connection', async () => {
    const wire = new FakeArchiver();
    wire.isOnline = false;
    assert.deepEqual(await findArchiver(wire), { kind: 'failed', problem: { kind: 'offline' } });
  });
});

describe('what the archiver answers', () => {
  test('has its status, with a row for each endpoint', async () => {
    const { wire, client: archiver } = client();
    wire.add(MAIL, {
      state: 'waiting',
      reason: 'certificate-expired',
      text: 'The certificate has expired.',
      since: '2026-03-01T10:00:00.000Z',
      attempts: '3',
      next_try: '2026-03-01T10:01:00.000Z',
      delivered: '12',
      cursor: '30',
    });
    const at = Date.UTC(2026, 2, 1, 10);
    assert.deepEqual(valueOf(await archiver.status()), {
      version: '0.1.0',
      domain: 'example.com',
      server: 'prosody',
      databaseText: '',
      settled: 40,
      endpoints: [
        {
          name: 'mail',
          state: 'waiting',
          text: 'The certificate has expired.',
          since: at,
          attempts: 3,
          nextTry: at + 60_000,
          delivered: 12,
          lastDelivered: undefined,
          cursor: 30,
        },
      ],
    });
    wire.status = { ...wire.status, database: 'database-busy', database_text: 'The database is locked.', settled: '' };
    const { databaseText, settled } = valueOf(await archiver.status());
    assert.deepEqual([databaseText, settled], ['The database is locked.', undefined]);
  });

  test('has endpoints without their secrets, and leaves out types that are not known', async () => {
    const { wire, client: archiver } = client();
    wire.add(MAIL).add({ name: 'later', type: 'carrier-pigeon' });
    wire.people.set('anna@example.com', 'mail');
    const [mail, ...others] = valueOf(await archiver.endpoints());
    assert.deepEqual(others, []);
    assert.equal(mail?.settings.host, 'mail.example.com');
    assert.deepEqual([[...mail.secrets], mail.people], [['password'], 1]);
  });

  test('has a token only for what has passed its test', async () => {
    const { wire, client: archiver } = client();
    const passed = valueOf(await archiver.test(DRAFT));
    assert.equal(passed.token, 'token-1');
    wire.failing = { step: 'delivery', reason: 'disk-full', text: 'The disk is full.' };
    const failing = valueOf(await archiver.test(DRAFT));
    assert.equal(failing.token, undefined);
    assert.deepEqual(failing.steps[1], { step: 'delivery', result: 'failed', text: 'The disk is full.' });
    wire.replies.set('test', { fields: { passed: '0', token: 'sneaky' }, columns: ['step'], rows: [] });
    assert.equal(valueOf(await archiver.test(DRAFT)).token, undefined);
  });

  test('has everybody who is named, however many pages they are', async () => {
    const { wire, client: archiver } = client();
    for (let at = 0; at < 2300; at++) wire.people.set(`u${String(at).padStart(4, '0')}@example.com`, 'mail');
    wire.everybody = 'mail';
    const { everybody, people } = valueOf(await archiver.assignments());
    assert.deepEqual([everybody, people.length, wire.called.get('assignments')], ['mail', 2300, 3]);
  });
});

describe('what is told to the archiver', () => {
  test('leaves out a secret that stays, and has an empty one that is taken away', async () => {
    const { wire, client: archiver } = client();
    await archiver.test({ name: 'hook', type: 'webhook', values: { url: 'https://a.example/', webhook_token: '' } });
    assert.deepEqual(wire.did[0]?.values, {
      name: ['hook'],
      type: ['webhook'],
      url: ['https://a.example/'],
      webhook_token: [''],
    });
  });

  test('has the token and the beginning with what is saved', async () => {
    const { wire, client: archiver } = client();
    const { token = '' } = valueOf(await archiver.test(DRAFT));
    valueOf(await archiver.save(DRAFT, token, 'beginning'));
    assert.deepEqual([wire.did[1]?.values.token, wire.did[1]?.values.start], [[token], ['beginning']]);
    assert.deepEqual([...wire.endpoints.keys()], ['files']);
  });

  test('discards only if it is said', async () => {
    const { wire, client: archiver } = client();
    wire.add(MAIL, { cursor: '2' });
    assert.deepEqual(problemOf(await archiver.remove('mail', false)), {
      kind: 'mistakes',
      mistakes: [
        { field: 'discard', text: 'Messages may still wait for it. Wait until they are delivered, or discard them.' },
      ],
    });
    valueOf(await archiver.remove('mail', true));
    assert.deepEqual(wire.did.map(({ values }) => values.discard), [undefined, ['1']]); // prettier-ignore
  });

  test('puts many people on an endpoint in stanzas that servers take', async () => {
    const { wire, client: archiver } = client();
    const people = Array.from({ length: 1200 }, (_, at) => `u${at}@example.com`);
    valueOf(await archiver.assign(people, 'mail'));
    assert.deepEqual(wire.did.map(({ values }) => values.jids?.length), [500, 500, 200]); // prettier-ignore
    valueOf(await archiver.assignEverybody('mail'));
    assert.deepEqual([wire.everybody, wire.did.at(-1)?.values.jids], ['mail', undefined]);
  });

  test('is not sent where the stream would not take it', async () => {
    const { wire, client: archiver } = client();
    const answer = await archiver.test({ ...DRAFT, values: { path: 'a\u0000b' } });
    assert.deepEqual(problemOf(answer), {
      kind: 'mistakes',
      mistakes: [{ field: 'path', text: 'There is a character in it that cannot be sent. Write it anew.' }],
    });
    assert.equal(wire.did.length, 0);
  });
});

describe('what goes wrong', () => {
  for (const [condition, kind] of [
    ['forbidden', 'forbidden'],
    ['disconnected', 'offline'],
    ['timeout', 'timeout'],
    ['remote-server-timeout', 'silent'],
    ['service-unavailable', 'silent'],
    ['remote-server-not-found', 'silent'],
  ] as const) {
    test(`is told by the condition: ${condition}`, async () => {
      const { wire, client: archiver } = client();
      wire.errors.set('all', condition);
      assert.deepEqual(problemOf(await archiver.status()), { kind });
    });
  }

  test('is that nobody answers where the server forbids it in place of the archiver', async () => {
    const { wire, client: archiver } = client();
    wire.errors.set('all', 'forbidden');
    wire.services.delete(ADDRESS);
    assert.deepEqual(problemOf(await archiver.status()), { kind: 'silent' });
  });

  test('is told by field', async () => {
    const { wire, client: archiver } = client();
    wire.replies.set('test', mistake('host', 'Write the name.'));
    assert.deepEqual(problemOf(await archiver.test(DRAFT)), {
      kind: 'mistakes',
      mistakes: [{ field: 'host', text: 'Write the name.' }],
    });
  });

  test('is told in words where it is no mistake in the form', async () => {
    const { wire, client: archiver } = client();
    const text = 'The disk is full.';
    wire.replies.set('save', { fields: { reason: 'disk-full', text }, note: { type: 'error', text: 'note' } });
    assert.deepEqual(problemOf(await archiver.save(DRAFT, 't', undefined)), { kind: 'fault', text });
    wire.replies.set('save', { note: { type: 'error', text: 'Only a note.' } });
    assert.deepEqual(problemOf(await archiver.save(DRAFT, 't', undefined)), { kind: 'fault', text: 'Only a note.' });
  });
});
