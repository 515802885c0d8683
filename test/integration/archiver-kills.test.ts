/**
 * Messages of four people while the archiver, the database, the mail server and the XMPP server are killed in turn. Each
 * message arrives at the mail server and in the folder, in the order of its conversation, once by its id.
 * `npm run test:archiver` for 10,000 messages and 40 kills; `SEED=…` for the same ones again.
 */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { isCompleted } from '../servers/ad-hoc.js';
import { command, saveEndpoint, untilThere } from '../servers/archiver-process.js';
import { Authority } from '../servers/certificates.js';
import { Exim, MAIL_ADDRESS, MAIL_LOGIN } from '../servers/exim.js';
import { until } from '../servers/processes.js';
import type { RawClient } from '../servers/raw-client.js';
import { IS_EJABBERD } from '../servers/start-server.js';
import { Random } from '../soak/random.js';
import { ArchiveStage, chatTo, COMPONENT, DOMAIN, type PersonName } from '../support/archive-stage.js';

const MESSAGES = Number(process.env.MESSAGES ?? 240);
const KILLS = Number(process.env.KILLS ?? 4);
const SEED = Number(process.env.SEED ?? Date.now() % 1_000_000);
/** Milliseconds for all of it to arrive, after the last was said. */
const PATIENCE = 60_000 + 30 * MESSAGES;
/** The pairs that write to each other, in both directions. */
type Pair = readonly [from: PersonName, to: PersonName];
const PAIRS: readonly [Pair, ...Pair[]] = [['anna', 'bob'], ['bob', 'anna'], ['carla', 'dora'], ['anna', 'dora']]; // prettier-ignore
/** As long as something stays away, in milliseconds. */
const LONGEST_AWAY = 1500;

/** What has been said by one to another, in this order. */
type Said = Map<string, string[]>;

for (const type of IS_EJABBERD ? (['postgresql'] as const) : (['sqlite', 'postgresql'] as const)) {
  test(`${MESSAGES} messages across ${KILLS} kills, with ${type}: all there, in order, once`, async (t) => {
    t.diagnostic(`SEED=${SEED}`);
    const random = new Random(SEED);
    const folder = mkdtempSync(join(tmpdir(), 'im-kills-'));
    t.after(() => rmSync(folder, { recursive: true, force: true }));
    const authority = new Authority(folder);
    const exim = await Exim.start({ certificate: authority.issue('127.0.0.1') });
    t.after(() => exim.stop());
    const stage = await ArchiveStage.start(type);
    t.after(() => stage.end());
    const { archiver, server, postgresql } = stage;
    let admin = await stage.signIn('admin');
    // A new server makes its tables with the first message.
    admin.send(chatTo('admin', 'first'));
    await admin.ping();
    archiver.run();
    await untilThere(admin, COMPONENT);
    await saveEndpoint(admin, COMPONENT, {
      name: 'mail', type: 'smtp', host: '127.0.0.1', port: String(exim.port), security: 'starttls', sender: 'archiver@mail.example',
      recipient: MAIL_ADDRESS, username: MAIL_LOGIN.username, password: MAIL_LOGIN.password, ca_file: authority.file,
    }); // prettier-ignore
    await saveEndpoint(admin, COMPONENT, { name: 'files', type: 'folder', path: archiver.place, format: 'jsonl' });
    const jids = ['anna', 'bob'].map((username) => `${username}@${DOMAIN}`);
    await command(admin, COMPONENT, 'assign', { endpoint: 'mail', jids });
    assert.ok(isCompleted(await command(admin, COMPONENT, 'assign', { endpoint: 'files', everybody: '1' })));
    const before = exim.accepted.length;

    const said: Said = new Map();
    const clients = new Map<PersonName, RawClient>();
    const client = async (username: PersonName): Promise<RawClient> => {
      const known = clients.get(username) ?? (await stage.signIn(username));
      clients.set(username, known);
      return known;
    };
    let count = 0;
    /** Says so many messages, and waits until the server has taken them. */
    const say = async (number: number): Promise<void> => {
      const batch = Array.from({ length: number }, () => ({ pair: random.pick(PAIRS), body: `message ${++count}` }));
      for (const { pair, body } of batch) said.set(pair.join(' '), [...(said.get(pair.join(' ')) ?? []), body]);
      for (const { pair, body } of batch) (await client(pair[0])).send(chatTo(pair[1], body, body.replace(' ', '-')));
      await Promise.all([...clients.values()].map((one) => one.ping()));
    };

    const victims: readonly (readonly [name: string, kill: () => Promise<unknown>, back: () => unknown])[] = [
      ['the archiver', () => archiver.kill(), () => archiver.run()],
      ['the mail server', () => exim.kill(), () => exim.run()],
      [
        'the XMPP server',
        async () => {
          await server.kill();
          clients.clear();
        },
        () => server.run(),
      ],
      // A file has nobody who could be killed, but somebody else may lock it.
      [
        'the database',
        async () => (postgresql ? postgresql.kill() : stage.lock()),
        () => (postgresql ? postgresql.run() : stage.unlock()),
      ],
    ];
    for (let kill = 0; kill < KILLS; kill++) {
      const share = Math.floor(((kill + 1) * MESSAGES) / KILLS) - Math.floor((kill * MESSAGES) / KILLS);
      const [name, strike, back] = victims[kill % victims.length] ?? assert.fail();
      t.diagnostic(`${kill + 1}: ${name}`);
      await say(share);
      // Somewhere among what is being delivered.
      await pause(random.below(300));
      await strike();
      await pause(random.below(LONGEST_AWAY));
      await back();
    }

    const expected = (isMail: boolean): Said =>
      new Map([...said].filter(([pair]) => (isMail ? /anna|bob/.test(pair) : /carla|dora/.test(pair))));
    await until(() => new Set(exim.accepted.slice(before)).size >= sizeOf(expected(true)), 'all mails', PATIENCE);
    await until(() => stage.records.length >= sizeOf(expected(false)), 'all lines', PATIENCE);
    await archiver.quit();
    archiver.run();
    admin = await stage.signIn('admin');
    await untilThere(admin, COMPONENT);
    await archiver.quit();

    const mails = [...new Set(exim.accepted.slice(before))].map((id) => exim.mail(id));
    t.diagnostic(`${exim.accepted.length - before} mails were taken, ${mails.length} of them different`);
    assert.deepEqual(bySpeaker(mails.map(readMail)), sorted(expected(true)));
    assert.deepEqual(bySpeaker(stage.records.map(({ from, to, body }) => [from, to, body])), sorted(expected(false)));
    assert.equal(new Set(stage.records.map(({ id }) => id)).size, stage.records.length);
  });
}

function readMail(mail: string): readonly [from: string, to: string, body: string] {
  const header = (name: string): string => new RegExp(`X-Xmpp-${name}: (\\S+)`).exec(mail)?.[1] ?? '';
  return [header('From'), header('To'), /^message \d+$/m.exec(mail)?.[0] ?? ''];
}

function bySpeaker(messages: readonly (readonly [from: string, to: string, body: string])[]): unknown {
  const found: Said = new Map();
  const name = (jid: string): string => jid.slice(0, jid.indexOf('@'));
  for (const [from, to, body] of messages) {
    const pair = `${name(from)} ${name(to)}`;
    found.set(pair, [...(found.get(pair) ?? []), body]);
  }
  return sorted(found);
}

function sorted(said: Said): unknown {
  return [...said].sort(([a], [b]) => (a < b ? -1 : 1));
}

function sizeOf(said: Said): number {
  return [...said.values()].reduce((sum, bodies) => sum + bodies.length, 0);
}
