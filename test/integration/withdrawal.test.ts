/**
 * Somebody takes their request back while our answer is under way. Prosody 0.12 makes of an approval that
 * meets nothing a pre-approval which no client sees; none may be left behind.
 */
import assert from 'node:assert/strict';
import { after, describe, test, type TestContext } from 'node:test';
import type { RawClient } from '../servers/raw-client.js';
import { until } from '../servers/processes.js';
import { ScriptedServer, subscribeFrom } from '../servers/scripted-server.js';
import { Device } from '../support/device.js';
import { HOME, startHome, type Person } from '../support/scene.js';

const { scene } = await startHome();
after(() => scene.end());

/**
 * Nobody of them waits, sees the person, or is approved in advance. Who withdrew only after our approval had
 * arrived stays on the contact list: they were asked back.
 */
async function isClean(person: Person, requesters: readonly RawClient[], device?: Device): Promise<void> {
  await until(async () => {
    device?.platform.networkBack();
    const { contacts, pending } = await scene.server.storedRoster(person.jid);
    return requesters.every(({ jid }) => {
      const contact = contacts.get(jid);
      return !pending.has(jid) && (contact?.subscription ?? 'none') === 'none' && !contact?.approved;
    });
  }, 'nothing of the withdrawn requests to be left');
}

/** Something about `jid` is still to be done. */
function isKept({ platform: { sessionStore } }: Device, jid: string): boolean {
  return JSON.stringify([...sessionStore.entries]).includes(jid);
}

function withdraw(requester: RawClient, person: Person): void {
  requester.presence('subscribe', person.jid);
  requester.presence('unsubscribe', person.jid);
}

/** Milliseconds without an act after which nothing more comes. */
const QUIET = 1000;

/** Tells whether the worker of a device has done nothing for a while. */
function quietness({ worker }: Device): () => boolean {
  let last = Date.now();
  worker.onAct = () => (last = Date.now());
  return () => Date.now() - last > QUIET;
}

describe('a request that is withdrawn while it is being accepted', () => {
  test('leaves no approval behind, and the next one is accepted like any other', async () => {
    const person = await scene.person(HOME);
    const device = await scene.signedIn(person);
    const colleagues = await Promise.all(Array.from({ length: 20 }, () => scene.contact(HOME)));
    const isQuiet = quietness(device);
    for (const colleague of colleagues) withdraw(colleague, person);
    for (const colleague of colleagues) {
      await until(
        async () => (await scene.server.timesSent('subscribed', person.jid, colleague.jid)) === 1,
        'the approval to be under way',
      );
    }
    await isClean(person, colleagues);
    // ejabberd 23.01 keeps requests with contacts: one that comes before a contact is cleared is lost with it.
    await until(
      () => isQuiet() && colleagues.every(({ jid }) => !isKept(device, jid)),
      'the device to be done with them',
    );
    for (const colleague of colleagues) colleague.presence('subscribe', person.jid);
    for (const { jid } of colleagues) await device.accepts(jid);
    const { contacts } = await scene.server.storedRoster(person.jid);
    for (const { jid } of colleagues) {
      assert.deepEqual([contacts.get(jid)?.subscription, contacts.get(jid)?.approved], ['from', false]);
    }
  });

  test('leaves no approval behind when that happens again and again', async () => {
    const person = await scene.person(HOME);
    const device = await scene.signedIn(person);
    const colleague = await scene.contact(HOME);
    for (let times = 1; times <= 20; times++) {
      withdraw(colleague, person);
      await until(
        async () => (await scene.server.timesSent('subscribed', person.jid, colleague.jid)) === times,
        'the approval to be under way',
      );
      await isClean(person, [colleague]);
    }
    await device.until(({ requests }) => requests.total === 0, 'no prompt');
    colleague.presence('subscribe', person.jid);
    await device.accepts(colleague.jid);
  });

  test('leaves a contact as it was who was on the list before', async () => {
    const person = await scene.person(HOME);
    const colleague = await scene.contact(HOME);
    const other = await scene.client(person, 'other');
    const item = `<item jid="${colleague.jid}" name="Robin"><group>Friends</group></item>`;
    await other.iq('set', `<query xmlns="jabber:iq:roster">${item}</query>`);
    await scene.signedIn(person);
    withdraw(colleague, person);
    await until(
      async () => (await scene.server.timesSent('subscribed', person.jid, colleague.jid)) === 1,
      'the approval to be under way',
    );
    await until(async () => {
      const contact = (await scene.server.storedRoster(person.jid)).contacts.get(colleague.jid);
      return contact?.name === 'Robin' && contact.subscription === 'none' && !contact.approved;
    }, 'the contact to be as before');
  });

  test('leaves no approval behind when the connection breaks meanwhile', async () => {
    const person = await scene.person(HOME);
    const device = await scene.signedIn(person);
    const colleagues = await Promise.all(Array.from({ length: 10 }, () => scene.contact(HOME)));
    for (const [index, colleague] of colleagues.entries()) {
      let left = index;
      let began = false;
      device.worker.onAct = (act, text) => {
        began ||= text.includes(colleague.jid);
        if (began && act === 'receive' && left-- === 0) device.cut();
      };
      withdraw(colleague, person);
      await until(
        async () => (await scene.server.timesSent('subscribed', person.jid, colleague.jid)) >= 1,
        'the approval to be under way',
      );
      device.worker.onAct = () => undefined;
      await isClean(person, [colleague], device);
    }
  });

  test('leaves no approval behind when the worker dies meanwhile', async () => {
    const person = await scene.person(HOME);
    const device = await scene.signedIn(person);
    const colleagues = await Promise.all(Array.from({ length: 16 }, () => scene.contact(HOME)));
    for (const [index, colleague] of colleagues.entries()) {
      let left = index;
      const isQuiet = quietness(device);
      const { worker } = device;
      const { onAct } = worker;
      worker.onAct = (act, text) => {
        onAct(act, text);
        if ((left < index || text.includes(colleague.jid)) && left-- === 0) worker.end();
      };
      withdraw(colleague, person);
      // Not each story has so many acts.
      await until(() => worker.ended || (left < index && isQuiet()), 'the worker to have come so far, or to its end');
      worker.onAct = () => undefined;
      await device.restart();
      await device.settled();
      await isClean(person, [colleague], device);
    }
  });

  test('leaves no approval behind when the browser is closed before anything of it is kept', async () => {
    const person = await scene.person(HOME);
    const device = await scene.signedIn(person, { stay: true });
    const colleague = await scene.contact(HOME);
    let isSent = false;
    device.worker.onAct = (act, text) => {
      if (isSent && (act === 'write' || text.startsWith('<a '))) device.kill();
      isSent ||= act === 'send' && text.includes('"subscribed"');
    };
    withdraw(colleague, person);
    await until(() => device.worker.ended, 'the worker to be dead');
    await device.restartBrowser();
    await device.settled();
    await isClean(person, [colleague]);
  });
});

describe('a request that is sent again right after it was withdrawn', () => {
  const maya = `maya@${HOME}`;

  /** A server that heard our approval too late, and delivers the new request before it says so. */
  async function lateServer(t: TestContext): Promise<{ readonly server: ScriptedServer; readonly device: Device }> {
    const server = await ScriptedServer.start({ domain: HOME, password: 'secret' });
    t.after(() => server.stop());
    const device = await new Device().start();
    t.after(() => device.kill());
    await device.signIn({ service: server.service, jid: `person@${HOME}`, password: 'secret' });
    await device.settled();
    server.hold('ping');
    server.send(subscribeFrom(maya));
    await until(() => server.saw('"subscribed"').length === 1, 'the first approval');
    server.send(`<presence xmlns="jabber:client" type="unsubscribe" from="${maya}"/>`);
    server.send(subscribeFrom(maya));
    await server.heard();
    return { server, device };
  }

  test('is a new one, and is accepted after what the first left behind was cleared', async (t) => {
    const { server } = await lateServer(t);
    assert.equal(server.saw('"subscribed"').length, 1);
    server.answer('ping');
    await until(() => server.saw('"subscribed"').length === 2, 'the second approval');
    const stanzas = server.received.filter((frame) => frame.includes(maya));
    assert.deepEqual(
      stanzas.slice(0, 3).map((frame) => /subscription="remove"|type="subscribed"/.exec(frame)?.[0]),
      ['type="subscribed"', 'subscription="remove"', 'type="subscribed"'],
    );
  });
});
