/** The session of an administrator: it lasts as long as its page, whatever becomes of the network. */
import assert from 'node:assert/strict';
import { after, before, test, type TestContext } from 'node:test';
import type { Link } from '../../src/core/link.js';
import { AdminSession, type Applicant } from '../../src/admin/session.js';
import { signInOnce } from '../../src/admin/sign-in-once.js';
import { ping } from '../../src/xmpp/xep0199-ping.js';
import { until } from '../servers/processes.js';
import { Proxy } from '../servers/proxy.js';
import { startServer } from '../servers/start-server.js';
import type { XmppServer } from '../servers/xmpp-server.js';
import { FakePlatform } from '../support/fake-platform.js';
import '../support/worker-life.js'; // Node.js 20 has no WebSocket of its own

const DOMAIN = 'home.example';
const ADMIN: Applicant = { jid: `admin@${DOMAIN}`, password: 'admin', service: null };

let server: XmppServer;

before(async () => {
  server = await startServer({
    hosts: [{ domain: DOMAIN, accounts: [{ username: 'admin', password: 'admin' }] }],
  });
});
after(() => server.stop());

async function open(t: TestContext, applicant: Partial<Applicant> = {}): Promise<AdminSession> {
  const session = AdminSession.open(new FakePlatform(), { ...ADMIN, service: server.service, ...applicant });
  assert.ok(session instanceof AdminSession);
  t.after(() => session.close());
  return session;
}

const isSignedOut = ({ link }: AdminSession): boolean => link.phase === 'signed-out';

test('whoever types what is no address, or no secure service, is told so before anything is sent', () => {
  const platform = new FakePlatform();
  assert.deepEqual(AdminSession.open(platform, { ...ADMIN, jid: 'admin' }), { kind: 'invalid-address' });
  assert.deepEqual(AdminSession.open(platform, { ...ADMIN, service: 'ws://chat.example/' }), {
    kind: 'insecure-service',
    service: 'ws://chat.example/',
  });
});

test('a wrong password is said so, and not tried again', async (t) => {
  const session = await open(t, { password: 'wrong' });
  await until(() => isSignedOut(session), 'the sign-in to be refused');
  assert.deepEqual(session.link, { phase: 'signed-out', problem: { kind: 'wrong-password' } } satisfies Link);
});

test('what is asked is answered; without a connection at once, and to no effect', async (t) => {
  const session = await open(t);
  assert.deepEqual(await session.get(ping()), { ok: false, condition: 'disconnected' });
  await session.online(AbortSignal.timeout(60_000));
  assert.ok((await session.get(ping())).ok);
  await session.close();
  assert.deepEqual(await session.get(ping()), { ok: false, condition: 'disconnected' });
});

test('a connection that breaks comes back by itself, and rejects what it was asked', async (t) => {
  const proxy = await Proxy.start(server);
  t.after(() => proxy.stop());
  const session = await open(t, { service: proxy.through(server) });
  await session.online(AbortSignal.timeout(60_000));
  proxy.swallow();
  const asked = session.get(ping());
  proxy.cut();
  assert.deepEqual(await asked, { ok: false, condition: 'disconnected' });
  session.reconnect();
  await session.online(AbortSignal.timeout(60_000));
  assert.ok((await session.get(ping())).ok);
});

test('waiting for a connection ends with its signal', async (t) => {
  const session = await open(t, { password: 'wrong' });
  await assert.rejects(session.online(AbortSignal.timeout(100)), { name: 'TimeoutError' });
});

test('somebody whose password is known can be signed in for a moment beside it', async () => {
  const platform = new FakePlatform();
  const short = await signInOnce(platform, server.service, ADMIN.jid, 'admin');
  assert.ok((await short?.get(ping()))?.ok);
  await short?.close();
  assert.equal(await signInOnce(platform, server.service, ADMIN.jid, 'wrong'), undefined);
});
