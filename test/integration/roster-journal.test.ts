/** The storage of the server kit: nobody who asks is lost, whenever Prosody dies, and its own storage reads on. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { appendFile, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Component } from '../servers/component.js';
import { until } from '../servers/processes.js';
import { Prosody } from '../servers/prosody.js';
import { RawClient } from '../servers/raw-client.js';
import { onlyProsody } from '../servers/start-server.js';

const HOME = 'home.example';
const CROWD = 'crowd.example';
const SECRET = 'secret';
const JOURNAL = 'storage = { roster = "roster_journal" }';
const INA = { username: 'ina', password: 'ina' };
const ACCOUNT = `${INA.username}@${HOME}`;
const DEATHS = 3;
const MANY = Number(process.env.IM_REQUESTS ?? 2000);
const ROSTER = '<query xmlns="jabber:iq:roster"/>';
const run = promisify(execFile);

const folders: string[] = [];
after(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))));

async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'im-journal-'));
  folders.push(folder);
  return folder;
}

function startProsody(folder: string, storage: string): Promise<Prosody> {
  return Prosody.start({
    hosts: [{ domain: HOME, accounts: [INA] }],
    components: { [CROWD]: SECRET },
    folder,
    extraConfig: `${storage}; log = { info = ${JSON.stringify(join(folder, 'prosody.log'))} }`,
  });
}

function signIn(server: Prosody): Promise<RawClient> {
  return RawClient.connect({ service: server.service, jid: ACCOUNT, password: INA.password });
}

/** Who may see them, by the contact list. */
async function accepted(client: RawClient): Promise<Set<string>> {
  const roster = await client.iq('get', ROSTER);
  return new Set(
    [...roster.matchAll(/<item [^>]*>/g)]
      .filter(([item]) => /subscription=["'](from|both)["']/.test(item))
      .map(([item]) => / jid=["']([^"']+)/.exec(item)?.[1] ?? ''),
  );
}

function asker(frame: string): string | undefined {
  return /^<presence(?=[^>]* type=["']subscribe["'])[^>]* from=["']([^"']+)/.exec(frame)?.[1];
}

/** Accepts whoever asks, and asks back, until `signal` is aborted. Who asked is in what it returns. */
async function acceptAll(client: RawClient, signal: AbortSignal): Promise<Set<string>> {
  const asked = new Set<string>();
  for (let next = 0; !signal.aborted; await pause(1)) {
    for (; next < client.frames.length; next++) {
      const jid = asker(client.frames[next] ?? '');
      if (jid === undefined) continue;
      asked.add(jid);
      client.presence('subscribed', jid);
      client.presence('subscribe', jid);
    }
  }
  return asked;
}

describe('contact lists in a journal', { skip: onlyProsody('a module of Prosody') }, () => {
  test(`${MANY} acceptances, in the middle of which the server dies ${DEATHS} times: everybody is accepted, or still waits`, async () => {
    const server = await startProsody(await newFolder(), JOURNAL);
    let crowd = await Component.connect(server, CROWD, SECRET);
    for (let i = 0; i < MANY; i++) crowd.presence('subscribe', `p${i}`, ACCOUNT);
    await crowd.ping(HOME);
    const told = new Set<string>();
    for (let death = 0; death <= DEATHS; death++) {
      const [client, stop] = [await signIn(server), new AbortController()];
      const before = await accepted(client);
      for (const who of told) assert.ok(before.has(`${who}@${CROWD}`), `${who} was told, and is forgotten`);
      const accepting = acceptAll(client, stop.signal);
      client.send('<presence xmlns="jabber:client"/>');
      let heard = 0;
      crowd.onPresence(({ type }) => (heard += Number(type === 'subscribed')));
      const left = MANY - before.size;
      await until(() => heard >= left / (DEATHS + 1 - death), 'acceptances', 120_000);
      await (death < DEATHS ? server.kill() : client.ping());
      stop.abort();
      const asked = await accepting;
      for (const who of crowd.received('subscribed').keys()) told.add(who);
      if (death === 0) assert.equal(asked.size, MANY);
      assert.deepEqual([before.size + asked.size, new Set([...before, ...asked]).size], [MANY, MANY]);
      if (death < DEATHS) {
        crowd.close();
        await server.run();
        crowd = await Component.connect(server, CROWD, SECRET);
      } else {
        await client.close();
      }
    }
    const client = await signIn(server);
    assert.equal((await accepted(client)).size, MANY);
    await client.close();
    crowd.close();
    await server.stop();
  });

  test('reads what Prosody has kept, and is read by it once it is folded', async () => {
    const folder = await newFolder();
    const contact = (index: number): string => `friend${index}@${CROWD}`;
    const name = async (client: RawClient, index: number): Promise<string> =>
      client.iq(
        'set',
        `<query xmlns="jabber:iq:roster"><item jid="${contact(index)}" name="Friend ${index}"/></query>`,
      );
    const names = async (client: RawClient): Promise<string[]> =>
      [...(await client.iq('get', ROSTER)).matchAll(/name=["']Friend (\d+)/g)].map(([, index = '']) => index).sort();
    const visit = async (storage: string, visitor: (client: RawClient) => Promise<unknown>): Promise<void> => {
      const server = await startProsody(folder, storage);
      const client = await signIn(server);
      await visitor(client);
      await client.close();
      await server.stop();
    };

    await visit('', (client) => name(client, 1));
    await visit(JOURNAL, async (client) => {
      assert.deepEqual(await names(client), ['1']);
      await name(client, 2);
      await client.iq(
        'set',
        `<query xmlns="jabber:iq:roster"><item jid="${contact(1)}" subscription="remove"/></query>`,
      );
    });
    const journal = join(folder, 'data', 'home%2eexample', 'roster_journal', 'ina.list');
    // A line that broke off: nobody was told of it.
    await appendFile(journal, 'item({["jid"]="nobody@nowh');
    await visit(JOURNAL, async (client) => {
      assert.deepEqual(await names(client), ['2']);
      await name(client, 3);
    });
    assert.match(await readFile(journal, 'utf8'), /Friend 3[^\n]*\n$/);
    await run('prosodyctl', [
      '--root',
      '--config',
      join(folder, 'prosody.cfg.lua'),
      'mod_storage_roster_journal',
      HOME,
    ]);
    await assert.rejects(stat(journal));
    await visit('', async (client) => {
      assert.deepEqual(await names(client), ['2', '3']);
      await name(client, 4);
    });
    await visit(JOURNAL, async (client) => assert.deepEqual(await names(client), ['2', '3', '4']));
  });
});
