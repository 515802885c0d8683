import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { Archive } from '../../../src/archiver/archive.js';
import { Archiver } from '../../../src/archiver/archiver.js';
import { CommandService } from '../../../src/archiver/command-service.js';
import { Commands } from '../../../src/archiver/commands.js';
import { NS_ARCHIVER } from '../../../src/xmpp/archiver-commands.js';
import { prosodyLayout } from '../../../src/archiver/read-prosody.js';
import { failed } from '../../../src/archiver/result.js';
import { Settings } from '../../../src/archiver/settings.js';
import type { BareJid, Domain } from '../../../src/core/jid.js';
import { xml, type Element } from '../../../src/xmpp/element.js';
import { parseFrame } from '../../../src/xmpp/frame-parser.js';
import { NS } from '../../../src/xmpp/ns.js';
import { dataForm, fieldValues, formRows } from '../../../src/xmpp/xep0004-data-forms.js';
import { commandStep, parseCommand, type CommandReply } from '../../../src/xmpp/xep0050-ad-hoc.js';
import { until } from '../../servers/processes.js';
import { chat, FakeDatabase } from './rows.js';

const parent = mkdtempSync(join(tmpdir(), 'im-commands-'));
after(() => rmSync(parent, { recursive: true, force: true }));

const ADMIN = 'admin@example.com';
const ANNA = 'anna@example.com';
const BOB = 'bob@example.com';
const DOMAIN = 'example.com' as Domain;

type Fields = Readonly<Record<string, string | readonly string[]>>;

class Stage {
  readonly database = new FakeDatabase();
  readonly state: string;
  readonly place: string;
  readonly archiver: Archiver;
  readonly service: CommandService;
  readonly reported: unknown[] = [];
  now = 1_000_000;

  private constructor(folder: string, settings: Settings) {
    this.state = join(folder, 'state');
    this.place = join(folder, 'place');
    mkdirSync(this.place, { recursive: true });
    const archive = new Archive(this.database, prosodyLayout({ domain: DOMAIN, rooms: [] }));
    const now = (): number => this.now;
    const report = (error: unknown): void => void this.reported.push(error);
    this.archiver = new Archiver({
      archive, settings, domain: DOMAIN, rooms: [], folders: [folder], interval: 1, random: () => 0, now, report,
    }); // prettier-ignore
    let random = 0;
    const { all } = new Commands({
      archiver: this.archiver,
      version: '1',
      domain: DOMAIN,
      server: 'prosody',
      folders: [folder],
      now,
      random: () => `r${++random}`,
    });
    this.service = new CommandService({
      commands: all,
      administrators: [ADMIN as BareJid],
      random: () => `s${++random}`,
      report,
    });
    this.archiver.start();
    after(() => this.archiver.stop());
  }

  static async open(folder = mkdtempSync(join(parent, 's-'))): Promise<Stage> {
    return new Stage(folder, await Settings.open(join(folder, 'state')));
  }

  async send(payload: Element, from = `${ADMIN}/console`, type = 'set'): Promise<Element | undefined> {
    const iq = xml('iq', { type, id: '1', from, to: 'archiver.example.com' }, payload);
    // As it comes from the wire, and goes there.
    const frame = parseFrame(iq.toString());
    assert.ok(frame.ok);
    const answer = await this.service.answer(frame.element);
    const back = parseFrame(xml('iq', {}, answer).toString());
    assert.ok(back.ok);
    return back.element.getChildElements()[0];
  }

  async step(name: string, fields?: Fields, from?: string): Promise<CommandReply> {
    const node = `${NS_ARCHIVER}#${name}`;
    const form = fields && dataForm('submit', node, Object.entries(fields).map(([field, value]) => ({ name: field, values: [value].flat() }))); // prettier-ignore
    const answer = await this.send(commandStep(node, form ? { action: 'complete', form } : {}), from);
    const reply = parseCommand(xml('iq', {}, answer), node);
    assert.ok(reply, answer?.toString());
    return reply;
  }

  folder(name = 'files', more: Fields = {}): Fields {
    return { name, type: 'folder', path: this.place, format: 'jsonl', ...more };
  }

  async save(fields: Fields): Promise<CommandReply> {
    return this.step('save', { ...fields, token: tokenOf(await this.step('test', fields)) });
  }
}

type Row = ReadonlyMap<string, readonly string[]>;

/** The first row of an answer. */
const rowOf = ({ form }: CommandReply): Row | undefined => formRows(form ?? xml('x'))[0];
const tokenOf = ({ form }: CommandReply): string => fieldValues(form, 'token')[0] ?? '';
const mistakesOf = ({ form, notes }: CommandReply): unknown => {
  assert.equal(notes[0]?.type, 'error');
  return form && formRows(form).map((row) => row.get('field')?.[0]);
};
const conditionOf = (answer: Element | undefined): string | undefined =>
  answer?.getName() === 'error' ? answer.getChildElements()[0]?.getName() : undefined;

describe('commands', () => {
  test('are refused to whoever is no administrator, by any name', async () => {
    const stage = await Stage.open();
    const others = [
      ANNA,
      'admin@example.com.evil.example/x',
      'admin@other.example/x',
      'example.com',
      'x/admin@example.com',
      '',
      'admin@example.com@evil.example',
    ];
    for (const from of others) {
      for (const name of ['status', 'endpoints', 'test', 'save', 'remove', 'assign', 'assignments', 'none']) {
        assert.equal(
          conditionOf(await stage.send(commandStep(`${NS_ARCHIVER}#${name}`), from)),
          'forbidden',
          `${from} ${name}`,
        );
      }
      const items = await stage.send(xml('query', { xmlns: NS.discoItems, node: NS.commands }), from, 'get');
      assert.equal(conditionOf(items), 'forbidden', from);
    }
  });

  test('are listed, ask with a form, and can be cancelled', async () => {
    const stage = await Stage.open();
    const items = await stage.send(xml('query', { xmlns: NS.discoItems, node: NS.commands }), undefined, 'get');
    assert.equal(items?.getChildren('item').length, 7);
    const info = await stage.send(xml('query', { xmlns: NS.discoInfo }), ANNA, 'get');
    assert.ok(info?.getChildren('feature').some(({ attrs }) => attrs.var === NS_ARCHIVER));
    const asked = await stage.step('test');
    assert.deepEqual([asked.status, asked.actions, asked.form?.attrs.type], ['executing', ['complete'], 'form']);
    const node = `${NS_ARCHIVER}#test`;
    const cancelled = await stage.send(commandStep(node, { action: 'cancel', sessionId: asked.sessionId }));
    assert.equal(cancelled?.attrs.status, 'canceled');
    assert.equal(conditionOf(await stage.send(commandStep(`${NS_ARCHIVER}#none`))), 'item-not-found');
    assert.equal(conditionOf(await stage.send(xml('query', { xmlns: 'jabber:iq:roster' }))), 'service-unavailable');
  });

  test('save what has passed its test, exactly that, within an hour', async () => {
    const stage = await Stage.open();
    const fields = stage.folder();
    assert.deepEqual(mistakesOf(await stage.step('save', fields)), ['token']);
    assert.deepEqual(mistakesOf(await stage.step('save', { ...fields, token: 'made up' })), ['token']);
    const test = await stage.step('test', fields);
    const token = tokenOf(test);
    assert.deepEqual(fieldValues(test.form, 'passed'), ['1']);
    assert.deepEqual(mistakesOf(await stage.step('save', { ...fields, format: 'eml', token })), ['token']);
    stage.now += 60 * 60 * 1000 + 1;
    assert.deepEqual(mistakesOf(await stage.step('save', { ...fields, token })), ['token']);
    const saved = await stage.save(fields);
    assert.deepEqual([saved.status, saved.notes[0]?.type], ['completed', 'info']);
    assert.deepEqual(readdirSync(stage.place), []);
  });

  test('name the fields that are wrong', async () => {
    const stage = await Stage.open();
    for (const [fields, wrong] of [
      [stage.folder('two words'), ['name']],
      [stage.folder('none'), ['name']],
      [stage.folder('../x'), ['name']],
      [stage.folder(''), ['name']],
      [stage.folder('x', { type: 'ftp' }), ['type']],
      [stage.folder('x', { type: ['folder', 'folder'] }), ['type']],
      [stage.folder('x', { path: '/etc', format: '' }), ['path', 'format']],
      [stage.folder('x', { path: `${stage.place}/../../../etc` }), ['path']],
      [
        {
          name: 'x',
          type: 'smtp',
          host: 'a b',
          port: '99999',
          security: 'none',
          sender: 'a',
          recipient: 'b@c\r\nX: y',
        },
        ['security', 'host', 'port', 'sender', 'recipient', 'recipient'],
      ],
      [
        { name: 'x', type: 'smtp', host: 'mail.example.com', sender: 'a@b', recipient: 'b@c', username: 'u' },
        ['password'],
      ],
      [{ name: 'x', type: 'webhook', url: 'http://example.com/' }, ['url']],
      [{ name: 'x', type: 'webhook', url: 'https://u:p@example.com/' }, ['url']],
      [{ name: 'x', type: 'webhook', url: 'https://example.com/', ca_file: 'ca.pem' }, ['ca_file']],
      [{ name: 'x', type: 'webhook', url: 'https://example.com/', webhook_token: 'schlüssel' }, ['webhook_token']],
    ] as const) {
      const reply = await stage.step('test', fields);
      assert.deepEqual(mistakesOf(reply), wrong, JSON.stringify(fields));
      assert.equal(tokenOf(reply), '');
    }
  });

  test('deliver from then on, or from the beginning, to the endpoint of each person', async () => {
    const stage = await Stage.open();
    const say = (body: string): void => stage.database.add(ANNA, chat(ANNA, 'x@other.example', body, body));
    const lines = (): readonly string[] =>
      readdirSync(stage.place).flatMap((file) =>
        [...readFileSync(join(stage.place, file), 'utf8').matchAll(/"body":"(\w+)"/g)].map(([, body = '']) => body),
      );
    say('before');
    await stage.save(stage.folder());
    say('unassigned');
    const assigned = await stage.step('assign', { endpoint: 'files', jids: [ANNA] });
    assert.equal(assigned.notes[0]?.type, 'info');
    say('assigned');
    await until(() => lines().length === 1, 'a line');
    await stage.step('assign', { endpoint: 'none', jids: ANNA });
    say('none');
    await stage.step('assign', { endpoint: 'files', everybody: '1' });
    say('none');
    await stage.step('assign', { endpoint: 'default', jids: ANNA });
    say('default');
    await until(() => lines().length === 2, 'another line');
    assert.deepEqual(lines(), ['assigned', 'default']);
    // It counts a line once that is on the disk.
    await until(async () => rowOf(await stage.step('status'))?.get('delivered')?.[0] === '2', 'both to be counted');
    const status = await stage.step('status');
    assert.deepEqual([rowOf(status)?.get('name'), rowOf(status)?.get('state')], [['files'], ['delivering']]);
    assert.deepEqual(fieldValues(status.form, 'database'), ['ok']);
  });

  test('name who cannot be assigned, and where to', async () => {
    const stage = await Stage.open();
    assert.deepEqual(
      mistakesOf(await stage.step('assign', { endpoint: 'x', jids: [ANNA, 'eve@other.example', 'no one'] })),
      ['endpoint', 'jids', 'jids'],
    );
    assert.deepEqual(mistakesOf(await stage.step('assign', { endpoint: 'none' })), ['jids']);
    assert.deepEqual(mistakesOf(await stage.step('assign', { endpoint: 'default', everybody: '1' })), ['endpoint']);
    stage.database.fail = failed('database-unreachable', 'here');
    const refused = await stage.step('assign', { endpoint: 'none', jids: ANNA });
    assert.deepEqual(
      [refused.notes[0]?.type, fieldValues(refused.form, 'reason')],
      ['error', ['database-unreachable']],
    );
  });

  test('list who is on which endpoint, page by page', async () => {
    const stage = await Stage.open();
    await stage.save(stage.folder());
    const people = Array.from({ length: 25 }, (_, number) => `p${String(number).padStart(2, '0')}@example.com`);
    await stage.step('assign', { endpoint: 'files', jids: people });
    await stage.step('assign', { endpoint: 'none', jids: BOB });
    const page = async (after: string): Promise<CommandReply> =>
      stage.step('assignments', { endpoint: 'files', after, limit: '20' });
    const first = await page('');
    assert.deepEqual([formRows(first.form ?? xml('x')).length, fieldValues(first.form, 'more')], [20, ['1']]);
    const second = await page(people[19] ?? '');
    assert.deepEqual(
      [
        formRows(second.form ?? xml('x')).length,
        fieldValues(second.form, 'more'),
        fieldValues(second.form, 'everybody'),
      ],
      [5, ['0'], ['none']],
    );
    const [row] = formRows((await stage.step('endpoints')).form ?? xml('x'));
    assert.deepEqual(row?.get('people'), ['25']);
  });

  test('remove no endpoint that somebody is on, or for which something waits', async () => {
    const stage = await Stage.open();
    await stage.save(stage.folder());
    await stage.step('assign', { endpoint: 'files', jids: [ANNA] });
    assert.deepEqual(mistakesOf(await stage.step('remove', { name: 'files' })), ['name']);
    assert.deepEqual(mistakesOf(await stage.step('remove', { name: 'other' })), ['name']);
    rmSync(stage.place, { recursive: true });
    stage.database.add(ANNA, chat(ANNA, BOB, 'x'));
    await stage.step('assign', { endpoint: 'none', jids: [ANNA] });
    assert.deepEqual(mistakesOf(await stage.step('remove', { name: 'files' })), ['discard']);
    await until(
      async () => rowOf(await stage.step('status'))?.get('reason')?.[0] === 'folder-missing',
      'it to be said why',
    );
    assert.equal((await stage.step('remove', { name: 'files', discard: '1' })).notes[0]?.type, 'info');
    assert.deepEqual(formRows((await stage.step('status')).form ?? xml('x')), []);
    assert.deepEqual(readdirSync(stage.state), ['settings.json']);
  });

  test('say of a damaged file that it is, and nothing of what is in it', async () => {
    const state = mkdtempSync(join(parent, 's-'));
    writeFileSync(join(state, 'settings.json'), '{"password": geheim}');
    await assert.rejects(Settings.open(state), (error: Error) => {
      assert.match(error.message, /settings\.json/);
      assert.doesNotMatch(error.stack ?? '', /geheim/);
      return true;
    });
  });

  test('never leave somebody on an endpoint that is gone, whichever of two administrators comes first', async () => {
    const reasonOf = ({ form }: CommandReply): string | undefined => fieldValues(form, 'reason')[0];
    const stage = await Stage.open();
    await stage.save(stage.folder());
    const assign = { endpoint: 'files', jids: [ANNA] };
    const [, removed] = await Promise.all([stage.step('assign', assign), stage.step('remove', { name: 'files' })]);
    assert.equal(reasonOf(removed), 'endpoint-used');
    await stage.step('assign', { endpoint: 'none', jids: [ANNA] });
    const remove = { name: 'files', discard: '1' };
    const [, assigned] = await Promise.all([stage.step('remove', remove), stage.step('assign', assign)]);
    assert.equal(reasonOf(assigned), 'endpoint-missing');
    assert.deepEqual(
      stage.archiver.settings.assignments.current.map(({ endpoint }) => endpoint),
      [null],
    );
  });

  test('tell a mistake of the program from a fault of the disk, and report it once', async () => {
    const stage = await Stage.open();
    await stage.save(stage.folder());
    stage.database.query = () => Promise.reject(new TypeError('geheim'));
    stage.database.add(ANNA, chat(ANNA, BOB, 'x'));
    await stage.step('assign', { endpoint: 'files', everybody: '1' });
    const first = async (): Promise<Row | undefined> => rowOf(await stage.step('status'));
    await until(async () => (await first())?.get('state')?.[0] === 'waiting', 'the mistake');
    const row = await first();
    assert.deepEqual(row?.get('reason'), ['program-fault']);
    assert.doesNotMatch(row.get('text')?.[0] ?? '', /geheim|folder/);
    assert.equal(stage.reported.length, 1);
  });

  test('keep what was set over a restart, where nobody else can read it, and never tell a secret', async () => {
    const folder = mkdtempSync(join(parent, 's-'));
    const stage = await Stage.open(folder);
    const webhook = {
      name: 'hook',
      type: 'webhook',
      url: 'https://127.0.0.1:1/x',
      webhook_token: 'geheim1',
      signing_key: 'geheim2',
    };
    const said: string[] = [];
    // Saved without a test that passes, for there is nobody to take it.
    await stage.archiver.save(
      { name: 'hook', type: 'webhook', url: webhook.url, token: 'geheim1', signingKey: 'geheim2', caFile: '' },
      'now',
    );
    for (const [name, fields] of [
      ['status'],
      ['endpoints'],
      ['test', webhook],
      ['test', { ...webhook, name: 'a b' }],
      ['save', webhook],
      ['assignments', {}],
    ] as const) {
      said.push((await stage.step(name, fields)).form?.toString() ?? '');
    }
    assert.doesNotMatch(said.join(), /geheim/);
    assert.match(said.join(), /has_webhook_token/);
    await stage.archiver.stop();
    assert.equal(statSync(join(stage.state, 'settings.json')).mode & 0o777, 0o600);
    const again = await Stage.open(folder);
    assert.deepEqual([...again.archiver.settings.endpoints.keys()], ['hook']);
    const moved = await again.step('test', { name: 'hook', type: 'webhook', url: 'https://evil.example/' });
    assert.deepEqual(mistakesOf(moved), ['webhook_token', 'signing_key']);
  });
});
