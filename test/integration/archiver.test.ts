/** The archiver beside a real server, by its commands, with each kind of database. */
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { conditionOf, isCompleted, itemsOf, valuesOf } from '../servers/ad-hoc.js';
import { command, saveEndpoint, statusOf, untilThere } from '../servers/archiver-process.js';
import { Authority } from '../servers/certificates.js';
import { until } from '../servers/processes.js';
import { IS_EJABBERD } from '../servers/start-server.js';
import { StubbornMailServer } from '../servers/stubborn-mail-server.js';
import { ArchiveStage, chatTo, COMPONENT, DOMAIN, ROOMS } from '../support/archive-stage.js';

test('an endpoint that begins with the archive waits for its first people, and gets all of theirs', async () => {
  const stage = await ArchiveStage.start('sqlite');
  after(() => stage.end());
  const { archiver } = stage;
  const [admin, anna] = [await stage.signIn('admin'), await stage.signIn('anna')];
  const bodies = (): readonly string[] => stage.records.map(({ body }) => body);
  for (const body of ['one', 'two']) anna.send(chatTo('bob', body, body));
  await anna.ping();
  archiver.run();
  await untilThere(admin, COMPONENT);
  const folder = { name: 'files', type: 'folder', path: archiver.place, format: 'jsonl' };
  await saveEndpoint(admin, COMPONENT, folder, 'beginning');
  anna.send(chatTo('bob', 'three', 'three'));
  await anna.ping();
  assert.ok(isCompleted(await command(admin, COMPONENT, 'assign', { endpoint: 'files', everybody: '1' })));
  await until(() => stage.records.length === 3, 'what was said before');
  assert.deepEqual(bodies(), ['one', 'two', 'three']);
});

test('it ends soon when it is told to, though a mail server says nothing, and has lost nothing', async () => {
  const stage = await ArchiveStage.start('sqlite');
  after(() => stage.end());
  const authority = new Authority();
  const mail = await StubbornMailServer.start(authority.issue('127.0.0.1'));
  after(async () => {
    await mail.stop();
    authority.remove();
  });
  const { archiver } = stage;
  const [admin, anna] = [await stage.signIn('admin'), await stage.signIn('anna')];
  // The first message makes the file.
  anna.send(chatTo('bob', 'none', 'none'));
  await anna.ping();
  archiver.run();
  await untilThere(admin, COMPONENT);
  const endpoint = {
    name: 'mail', type: 'smtp', host: '127.0.0.1', port: String(mail.port), security: 'tls', sender: 'a@mail.example',
    recipient: 'b@mail.example', ca_file: authority.file,
  }; // prettier-ignore
  await saveEndpoint(admin, COMPONENT, endpoint);
  await command(admin, COMPONENT, 'assign', { endpoint: 'mail', everybody: '1' });
  mail.mood = 'is-silent';
  const before = mail.given;
  anna.send(chatTo('bob', 'one', 'one'));
  await until(() => mail.given > before, 'the mail');
  const told = Date.now();
  await archiver.quit();
  assert.ok(Date.now() - told < 6000, String(Date.now() - told));
  assert.match(archiver.output, /^Ended\.$/m);
  mail.mood = 'takes';
  archiver.run();
  await until(async () => (await statusOf(admin, COMPONENT, 'mail')).delivered === '1', 'the mail once more');
});

for (const type of ['sqlite', 'postgresql'] as const) {
  describe(`with ${type}`, () => {
    test('an administrator sets it up, and everything that is said is delivered: in order, once, over restarts', async () => {
      const stage = await ArchiveStage.start(type);
      after(() => stage.end());
      const { archiver } = stage;
      const [admin, anna, bob] = [await stage.signIn('admin'), await stage.signIn('anna'), await stage.signIn('bob')];
      const bodies = (): readonly string[] => stage.records.map(({ body }) => body);
      await bob.available();
      anna.send(chatTo('bob', 'before there was an archiver', 'a0'));
      await anna.ping();

      archiver.run();
      await untilThere(admin, COMPONENT);
      assert.equal(conditionOf(await command(anna, COMPONENT, 'status')), 'forbidden');
      const folder = { name: 'files', type: 'folder', path: archiver.place, format: 'jsonl' };
      const refused = await command(admin, COMPONENT, 'test', { ...folder, name: 'two words', path: '/etc' });
      assert.deepEqual(itemsOf(refused).map(({ field }) => field), ['name', 'path']); // prettier-ignore
      await saveEndpoint(admin, COMPONENT, folder);
      assert.ok(isCompleted(await command(admin, COMPONENT, 'assign', { endpoint: 'files', everybody: '1' })));

      for (const [body, id] of [['one', 'a1'], ['two', 'a2'], ['ok', ''], ['ok', '']] as const) anna.send(chatTo('bob', body, id)); // prettier-ignore
      await until(() => stage.records.length === 4, 'four messages');
      bob.send(chatTo('anna', '&lt;three&gt;', 'b1'));
      await until(() => stage.records.length === 5, 'the answer');
      assert.deepEqual(bodies(), ['one', 'two', 'ok', 'ok', '<three>']);
      const [first] = stage.records;
      assert.deepEqual(
        [first?.from, first?.to, first?.stanzaId, first?.type, first?.conversation],
        [`anna@${DOMAIN}/raw`, `bob@${DOMAIN}`, 'a1', 'chat', [`anna@${DOMAIN}`, `bob@${DOMAIN}`]],
      );
      assert.ok(Math.abs(Date.parse(first?.at ?? '') - Date.now()) < 60_000, first?.at);

      const hall = `hall@${ROOMS}`;
      anna.send(
        `<presence xmlns="jabber:client" to="${hall}/Anna"><x xmlns="http://jabber.org/protocol/muc"/></presence>`,
      );
      await anna.expect(/<status code=["']110/);
      anna.send(`<message xmlns="jabber:client" type="groupchat" to="${hall}" id="r1"><body>to all</body></message>`);
      await until(() => stage.records.length === 6, 'what was said in the room');
      const inRoom = stage.records.at(-1);
      assert.deepEqual(
        [inRoom?.room, inRoom?.from, inRoom?.to, inRoom?.type, inRoom?.body, inRoom?.speaker],
        [hall, `${hall}/Anna`, hall, 'groupchat', 'to all', IS_EJABBERD ? `anna@${DOMAIN}` : undefined],
      );

      await archiver.kill();
      anna.send(chatTo('bob', 'while it was down', 'a3'));
      await anna.ping();
      archiver.run();
      await until(() => stage.records.length === 7, 'what was said meanwhile');
      await untilThere(admin, COMPONENT);
      assert.equal((await statusOf(admin, COMPONENT, 'files')).state, 'delivering');
      assert.deepEqual(valuesOf(await command(admin, COMPONENT, 'status'), 'database'), ['ok']);
      await archiver.quit();
      archiver.run('--check');
      assert.equal(await archiver.ended(), 0, archiver.output);
      assert.deepEqual(bodies(), ['one', 'two', 'ok', 'ok', '<three>', 'to all', 'while it was down']);
      assert.equal(new Set(stage.records.map(({ id }) => id)).size, 7);
      assert.doesNotMatch(archiver.output, /secret|three|Error/);
    });
  });
}
