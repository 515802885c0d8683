/** How long a sign-in lasts, what of it is kept, and that signing out leaves none of it. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { until } from '../servers/processes.js';
import { Prosody } from '../servers/prosody.js';
import { onlyProsody } from '../servers/start-server.js';
import type { Device } from '../support/device.js';
import { Scene, type Person } from '../support/scene.js';

const HOME = 'home.example';

const scene = await Scene.start({ hosts: [{ domain: HOME, pubsub: true, accounts: [] }] });
after(() => scene.end());

/** Nobody is signed in, because of what was kept. */
async function hasExpired(device: Device): Promise<void> {
  const { session } = await device.until(({ session }) => session.link.phase === 'signed-out', 'the sign-in to end');
  assert.deepEqual(session.link, { phase: 'signed-out', problem: { kind: 'sign-in-expired' } });
}

/** What every store holds, by its keys, and whether there is a key to what is sealed. */
function keptIn(device: Device): { readonly session: string[]; readonly local: string[]; readonly key: boolean } {
  const { sessionStore, localStore, keyFile } = device.platform;
  return {
    session: [...sessionStore.entries.keys()].sort(),
    local: [...localStore.entries.keys()].sort(),
    key: keyFile.content !== undefined,
  };
}

const NOTHING = { session: [], local: [`strength:${HOME}`], key: false };

describe('a sign-in that is not to stay', () => {
  for (const sessionStoreHoldsKeys of [false, true]) {
    test(`lasts as long as the browser runs, ${sessionStoreHoldsKeys ? 'with' : 'without'} a place for keys`, async () => {
      const person = await scene.person(HOME);
      const device = await scene.signedIn(person, { sessionStoreHoldsKeys });
      assert.equal(device.view?.session.stay, 'no');
      await device.restart();
      await device.settled();
      assert.ok(!device.storesText.includes(person.password));
      assert.equal(device.platform.keyFile.content, undefined);
      await device.restartBrowser();
      await device.until(({ session }) => session.link.phase === 'signed-out', 'nobody to be signed in');
    });
  }
});

describe('a sign-in that stays, where the server gives no tokens', () => {
  test('is kept sealed', async () => {
    const person = await scene.person(HOME);
    const device = await scene.signedIn(person, { stay: true });
    assert.equal(device.view?.session.stay, 'key');
    const { session, local, key } = keptIn(device);
    assert.deepEqual([session.includes('secret'), local.includes('secret'), key], [false, true, true]);
    assert.ok(!device.storesText.includes(person.password));
    assert.doesNotMatch(device.storesText, /salt|iterations/);
    await device.restartBrowser();
    await device.settled();
    assert.equal(device.view.session.account, person.jid);
  });

  test('does not stay where no key may be kept, and says so', async () => {
    const device = await scene.signedIn(await scene.person(HOME), { stay: true, mayKeepSecrets: false });
    assert.equal(device.view?.session.stay, 'unavailable');
    await device.restartBrowser();
    await device.until(({ session }) => session.link.phase === 'signed-out', 'nobody to be signed in');
  });

  test('ends when the password is changed on the server, and the new one is asked for', async () => {
    const person = await scene.person(HOME);
    const device = await scene.signedIn(person, { stay: true });
    device.kill();
    const changed = await scene.changePassword(person, 'another one');
    await device.restartBrowser();
    await hasExpired(device);
    assert.equal(keptIn(device).key, false);
    const { jid, password } = changed;
    assert.deepEqual(await device.signIn({ service: scene.server.service, jid, password, stay: true }), { ok: true });
    await device.settled();
    await device.restartBrowser();
    await device.settled();
  });

  test('ends with signing out, which leaves nothing behind but how strong the server was', async () => {
    const person = await scene.person(HOME);
    const device = await scene.signedIn(person, { stay: true });
    await device.command({ name: 'choose-handling', handling: 'prompt' });
    await device.signOut();
    assert.deepEqual(device.view?.session.link, { phase: 'signed-out' });
    assert.deepEqual(keptIn(device), NOTHING);
    assert.ok(!device.storesText.includes(person.username));
    await device.restart();
    await device.until(({ session }) => session.link.phase === 'signed-out', 'nobody to be signed in');
    assert.deepEqual(keptIn(device), NOTHING);
  });

  test('is of no use to who finds on the disk what a store has deleted', async () => {
    const device = await scene.signedIn(await scene.person(HOME), { stay: true });
    const found = new Map(device.platform.localStore.entries);
    const thief = async (key: Uint8Array<ArrayBuffer> | undefined): Promise<Device> => {
      const other = await scene.device();
      for (const [name, value] of found) other.platform.localStore.entries.set(name, value);
      other.platform.keyFile.content = key;
      await other.restart();
      return other;
    };
    await (await thief(device.platform.keyFile.content)).settled();
    await device.signOut();
    await hasExpired(await thief(device.platform.keyFile.content));
  });

  test('does not stay where there is no file for the key, and says so', async () => {
    const device = await scene.device();
    device.platform.keyFile.missing = true;
    const { jid, password } = await scene.person(HOME);
    await device.signIn({ service: scene.server.service, jid, password, stay: true });
    await device.settled();
    await device.restart();
    await device.settled();
    assert.equal(device.view?.session.stay, 'unavailable');
    await device.restartBrowser();
    await device.until(({ session }) => session.link.phase === 'signed-out', 'nobody to be signed in');
  });

  test('ends with signing out while the server cannot be reached, too', async () => {
    const person = await scene.person(HOME);
    const device = await scene.signedIn(person, { stay: true });
    device.cut();
    await device.until(({ session }) => session.link.phase === 'offline', 'the device to notice');
    await device.signOut();
    assert.deepEqual(keptIn(device), NOTHING);
  });
});

describe(
  'a sign-in that stays, where the server gives tokens (FAST)',
  {
    skip: onlyProsody('ejabberd 23.01 has no SASL2'),
  },
  () => {
    let withTokens: Scene<Prosody>;
    before(async () => {
      const hosts = [{ domain: HOME, pubsub: true, accounts: [] }];
      withTokens = Scene.on(await Prosody.start({ sasl2: true, hosts }));
    });
    after(() => withTokens.end());

    /** The tokens of an account that the server still takes, as it keeps them. */
    async function tokensOf({ username }: Person): Promise<string> {
      const { folder } = withTokens.server;
      const file = join(folder, 'data', 'home%2eexample', 'fast_tokens', `${username.replace(/-/g, '%2d')}.dat`);
      return readFile(file, 'utf8').catch(() => '');
    }

    async function usesOfTokens(): Promise<number> {
      return (await withTokens.server.log()).split('Client is authenticating using FAST').length - 1;
    }

    test('is kept as a token, used at the next start', async () => {
      const person = await withTokens.person(HOME);
      const device = await withTokens.signedIn(person, { stay: true });
      assert.equal(device.view?.session.stay, 'token');
      assert.ok(!keptIn(device).local.includes('secret'));
      assert.ok(!device.storesText.includes(person.password));
      for (let times = 0; times < 2; times++) {
        const before = await usesOfTokens();
        await device.restartBrowser();
        await device.settled();
        assert.equal(await usesOfTokens(), before + 1);
        assert.equal(device.view.session.stay, 'token');
      }
    });

    test('survives the death of the worker, and a connection that breaks', async () => {
      const device = await withTokens.signedIn(await withTokens.person(HOME), { stay: true });
      await device.restart();
      await device.settled();
      await device.reconnect();
      await device.settled();
    });

    test('ends with signing out, which revokes the token', async () => {
      const person = await withTokens.person(HOME);
      const device = await withTokens.signedIn(person, { stay: true });
      assert.match(await tokensOf(person), /secret-token/);
      const { localStore, keyFile } = device.platform;
      const [stolen, key] = [new Map(localStore.entries), await keyFile.read()];
      await device.signOut();
      assert.deepEqual(keptIn(device), NOTHING);
      await until(async () => !(await tokensOf(person)).includes('secret-token'), 'the token to be revoked');

      const thief = await withTokens.device();
      for (const [name, value] of stolen) thief.platform.localStore.entries.set(name, value);
      thief.platform.keyFile.content = key;
      await thief.restart();
      await hasExpired(thief);
    });

    test('ends when the server refuses the token, and the password is asked for', async () => {
      const person = await withTokens.person(HOME);
      const device = await withTokens.signedIn(person, { stay: true });
      const another = await withTokens.signedIn(person, { stay: true });
      another.platform.localStore.entries.set('token', device.platform.localStore.entries.get('token'));
      another.platform.keyFile.content = device.platform.keyFile.content;
      await another.restartBrowser();
      await hasExpired(another);
      const { session, local, key } = keptIn(another);
      assert.deepEqual([session, key], [[], false]);
      assert.ok(!local.includes('token') && !local.includes('sign-in'));
    });

    test('is not asked for by somebody who does not want to stay', async () => {
      const person = await withTokens.person(HOME);
      const device = await withTokens.signedIn(person);
      assert.equal(device.view?.session.stay, 'no');
      assert.equal(await tokensOf(person), '');
      await device.restart();
      await device.settled();
    });
  },
);
