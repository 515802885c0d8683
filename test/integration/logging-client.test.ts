/** What our client makes of the policy's logging, and what both people's archives hold then (XEP-0313, XEP-0441). */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { until } from '../servers/processes.js';
import type { RawClient } from '../servers/raw-client.js';
import { HOME, startHome } from '../support/scene.js';

const { scene, administrator } = await startHome();
after(() => scene.end());

type Draft = NonNullable<Parameters<typeof administrator.publish>[0]>;

async function publish(logging: Draft['logging']): Promise<void> {
  await administrator.publish({ domains: [HOME], handling: 'prompt', ...(logging ? { logging } : {}) });
}

const MAM = 'urn:xmpp:mam:2';

/** What the account's archive keeps by default. */
async function keeps(client: RawClient): Promise<string | undefined> {
  return /default=["'](\w+)["']/.exec(await client.iq('get', `<prefs xmlns="${MAM}"/>`))?.[1];
}

async function toKeep(client: RawClient, what: string): Promise<void> {
  await until(async () => (await keeps(client)) === what, `the archive to keep ${what}`);
}

test('the archive is told at sign-in and when the policy changes, and left alone where it says nothing', async () => {
  await publish({ mode: 'nobody' });
  const person = await scene.person(HOME);
  const other = await scene.client(person);
  await other.iq(
    'set',
    `<prefs xmlns="${MAM}" default="always"><always/><never><jid>a@b.example</jid></never></prefs>`,
  );
  const device = await scene.signedIn(person);
  await toKeep(other, 'never');
  assert.doesNotMatch(await other.iq('get', `<prefs xmlns="${MAM}"/>`), /<jid>/);
  await publish({ mode: 'contacts' });
  await toKeep(other, 'roster');
  await publish({ mode: 'everyone', never: [person.jid] });
  await toKeep(other, 'never');
  await publish(undefined);
  await other.iq('set', `<prefs xmlns="${MAM}" default="roster"><always/><never/></prefs>`);
  await device.reconnect();
  await device.settled();
  assert.equal(await keeps(other), 'roster');
});
