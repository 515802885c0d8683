/** What is going on while somebody signs out, or is refused, and what they have begun by then. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test, type TestContext } from 'node:test';
import { until } from '../servers/processes.js';
import { ScriptedServer } from '../servers/scripted-server.js';
import { Device } from '../support/device.js';
import type { MemoryStore } from '../support/fake-platform.js';

const HOME = 'home.example';
const PERSON = { jid: `person@${HOME}`, password: 'secret' };

async function online(t: TestContext): Promise<{ readonly server: ScriptedServer; readonly device: Device }> {
  const server = await ScriptedServer.start({ domain: HOME, password: PERSON.password });
  t.after(() => server.stop());
  const device = await new Device().start();
  t.after(() => device.kill());
  assert.deepEqual(await device.signIn({ service: server.service, ...PERSON }), { ok: true });
  await device.settled();
  return { server, device };
}

/** From now on nothing is removed from the store until it is released; `asked` resolves when something is to be. */
function holdRemovals(store: MemoryStore): { readonly asked: Promise<void>; readonly release: () => void } {
  const remove = store.remove.bind(store);
  let release = (): void => undefined;
  const released = new Promise<void>((resolve) => (release = resolve));
  const asked = new Promise<void>((resolve) => {
    store.remove = async (keys) => {
      resolve();
      await released;
      await remove(keys);
    };
  });
  return { asked, release: () => release() };
}

test('who signs in while a sign-out is still being seen to is told what becomes of that', async (t) => {
  const { server, device } = await online(t);
  const { release } = holdRemovals(device.platform.localStore);
  const out = device.signOut();
  await device.until(({ session }) => session.link.phase === 'signed-out', 'the session to end');
  const again = device.signIn({ service: server.service, ...PERSON, password: 'wrong' });
  release();
  assert.deepEqual(await again, { ok: false, problem: { kind: 'link', problem: { kind: 'wrong-password' } } });
  await out;
});

test('an invitation is kept before the person is told that it is made', async (t) => {
  const { device } = await online(t);
  const answer = await device.command({ name: 'invite', token: randomUUID(), label: 'Fair', days: 1, once: true });
  assert.ok(answer.ok);
  assert.match(JSON.stringify(device.platform.localStore.entries.get('person')), /"Fair"/);
});

test('who signs in while an earlier attempt is still being forgotten is signed in', async (t) => {
  const server = await ScriptedServer.start({ domain: HOME, password: PERSON.password });
  t.after(() => server.stop());
  const device = await new Device().start();
  t.after(() => device.kill());
  const { asked, release } = holdRemovals(device.platform.sessionStore);
  const refused = device.signIn({ service: server.service, ...PERSON, password: 'wrong' });
  await asked;
  const right = device.signIn({ service: server.service, ...PERSON });
  await until(() => server.saw('<auth').length === 2, 'the second attempt');
  release();
  assert.deepEqual(await right, { ok: true });
  await refused;
  await device.settled();
});
