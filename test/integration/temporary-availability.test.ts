/** Temporary availability (XEP-0276), as it is on the wire: what other clients send and get, and what devices of ours do. */
import assert from 'node:assert/strict';
import { after, beforeEach, describe, test, type TestContext } from 'node:test';
import type { BareJid } from '../../src/core/jid.js';
import type { Seen } from '../../src/core/people-view.js';
import type { RawClient } from '../servers/raw-client.js';
import { ScriptedServer } from '../servers/scripted-server.js';
import { writePolicyForm } from '../../src/xmpp/policy-form.js';
import { until } from '../servers/processes.js';
import { Device } from '../support/device.js';
import { PassingTime } from '../support/passing-time.js';
import { HOME, OUTSIDE, startHome } from '../support/scene.js';

const ASK = '<decloak xmlns="urn:xmpp:decloak:0"/>';
const BLOCKING = 'urn:xmpp:blocking';
const LEASE = 60_000;
const AGAIN = 40_000;
const COUNTS = 70_000;

const { scene, administrator } = await startHome();
after(() => scene.end());

interface Answerer {
  readonly jid: string;
  readonly device: Device;
  /** The full JID of the device. */
  readonly full: string;
}

/** Somebody of the organisation, at a device of ours. */
async function answerer(): Promise<Answerer> {
  const person = await scene.person(HOME, 'answerer');
  const device = await scene.signedIn(person);
  // What the person shows is set where contacts are shown.
  device.page.look({ people: [] });
  await device.until(({ people }) => people !== null, 'the directory to be there');
  await until(async () => (await administrator.devicesOf(person.jid)).length === 1, 'the device to be seen');
  const [resource = ''] = await administrator.devicesOf(person.jid);
  return { jid: person.jid, device, full: `${person.jid}/${resource}` };
}

function ask(client: RawClient, jid: string): void {
  client.send(`<presence xmlns="jabber:client" to="${jid}">${ASK}</presence>`);
}

/** What `client` got of presence from a device, in order: `unavailable`, or what it shows. */
function got(client: RawClient, full: string): string[] {
  return client.frames
    .filter((frame) => frame.startsWith('<presence') && new RegExp(`from=["']${full}["']`).test(frame))
    .map((frame) => /type=["'](\w+)["']/.exec(frame)?.[1] ?? /<show>(\w+)</.exec(frame)?.[1] ?? 'available');
}

/** Everything that `client` sent has reached the device, and what the device sent has come back. */
async function heard(client: RawClient, { full }: Answerer): Promise<void> {
  await client.heardBy(full);
}

async function gets(client: RawClient, { full }: Answerer, presences: readonly string[]): Promise<void> {
  await until(() => got(client, full).length >= presences.length, `${full} to have shown ${presences.join()}`, 10_000);
  assert.deepEqual(got(client, full), presences);
}

beforeEach(() => administrator.publish({ domains: [HOME] }));

describe('whoever asks', () => {
  test('gets an answer from a colleague who is no contact', async () => {
    const asked = await answerer();
    const colleague = await scene.contact(HOME);
    await colleague.ping();
    assert.deepEqual(got(colleague, asked.full), []);
    ask(colleague, asked.jid);
    await gets(colleague, asked, ['available']);
  });

  test('gets none as an outsider, with the same stanza', async () => {
    const asked = await answerer();
    const [colleague, outsider] = [await scene.contact(HOME), await scene.contact(OUTSIDE)];
    for (const to of [asked.jid, asked.full]) ask(outsider, to);
    ask(colleague, asked.jid);
    await gets(colleague, asked, ['available']);
    await heard(outsider, asked);
    assert.deepEqual(got(outsider, asked.full), []);
  });

  test('gets one as soon as their domain is listed, and it ends when it is not any more', async () => {
    const asked = await answerer();
    const outsider = await scene.contact(OUTSIDE);
    const revision = await administrator.publish({ domains: [HOME, OUTSIDE] });
    assert.ok(revision > 0);
    await until(() => {
      ask(outsider, asked.jid);
      return got(outsider, asked.full).length > 0;
    }, 'the policy to arrive');
    await administrator.publish({ domains: [HOME] });
    await until(() => got(outsider, asked.full).at(-1) === 'unavailable', 'the answer to be taken back');
  });

  test('gets none while the switch is off', async () => {
    await administrator.publish({ domains: [HOME], temporaryAvailability: false });
    const asked = await answerer();
    const colleague = await scene.contact(HOME);
    ask(colleague, asked.jid);
    await heard(colleague, asked);
    assert.deepEqual(got(colleague, asked.full), []);
  });

  test('gets ten answers a minute, however often they ask', async () => {
    const asked = await answerer();
    const colleague = await scene.contact(HOME);
    for (let count = 0; count < 15; count++) ask(colleague, asked.jid);
    const answers = Array.from({ length: 10 }, () => 'available');
    await gets(colleague, asked, answers);
    await heard(colleague, asked);
    assert.deepEqual(got(colleague, asked.full), answers);
  });

  test('hears what the person shows from then on, and that they are gone when they become invisible', async () => {
    const asked = await answerer();
    const colleague = await scene.contact(HOME);
    ask(colleague, asked.jid);
    await gets(colleague, asked, ['available']);
    await asked.device.command({ name: 'set-availability', availability: { show: 'dnd', status: '' } });
    await gets(colleague, asked, ['available', 'dnd']);
    await asked.device.command({ name: 'set-availability', availability: { show: 'invisible', status: '' } });
    await gets(colleague, asked, ['available', 'dnd', 'unavailable']);
    ask(colleague, asked.full);
    await heard(colleague, asked);
    assert.deepEqual(got(colleague, asked.full), ['available', 'dnd', 'unavailable']);
  });
});

describe('an answer is taken back', () => {
  test('when a minute has passed, and not while it is asked for again', async (t) => {
    const [asked, colleague] = [await answerer(), await scene.contact(HOME)];
    const time = new PassingTime(t);
    time.for(asked.device, () => heard(colleague, asked));
    ask(colleague, asked.jid);
    await gets(colleague, asked, ['available']);
    await time.pass(AGAIN);
    ask(colleague, asked.jid);
    await gets(colleague, asked, ['available', 'available']);
    await time.pass(AGAIN);
    await heard(colleague, asked);
    assert.deepEqual(got(colleague, asked.full), ['available', 'available']);
    await time.pass(LEASE - AGAIN);
    await gets(colleague, asked, ['available', 'available', 'unavailable']);
  });

  test('when the search closes', async () => {
    const asked = await answerer();
    const colleague = await scene.contact(HOME);
    ask(colleague, asked.jid);
    await gets(colleague, asked, ['available']);
    colleague.presence('unavailable', asked.jid);
    await gets(colleague, asked, ['available', 'unavailable']);
  });

  test('within a minute by the worker that goes on for one that died', async (t) => {
    const [asked, colleague] = [await answerer(), await scene.contact(HOME)];
    const time = new PassingTime(t);
    time.for(asked.device, () => heard(colleague, asked));
    ask(colleague, asked.jid);
    await gets(colleague, asked, ['available']);
    // The server knows that the ask has arrived: it does not deliver it again.
    await time.pass(5000);
    asked.device.kill();
    const resumed = await scene.server.resumptions();
    await asked.device.restart();
    await until(() => {
      time.tick(20);
      return asked.device.view?.requests.loaded === true;
    }, 'the session to go on');
    assert.equal(await scene.server.resumptions(), resumed + 1);
    await time.pass(LEASE - 10_000);
    await heard(colleague, asked);
    // It may say anew what it shows.
    assert.deepEqual([...new Set(got(colleague, asked.full))], ['available']);
    await time.pass(5000);
    await until(() => got(colleague, asked.full).at(-1) === 'unavailable', 'the answer to be taken back');
  });

  test('when the person signs out', async () => {
    const asked = await answerer();
    const colleague = await scene.contact(HOME);
    ask(colleague, asked.jid);
    await gets(colleague, asked, ['available']);
    await asked.device.signOut();
    await until(() => got(colleague, asked.full).includes('unavailable'), 'the answer to be taken back');
  });
});

describe('whom a person blocks', () => {
  test('sees them go first, and nothing of them from then on, however they ask', async () => {
    const asked = await answerer();
    const colleague = await scene.contact(HOME);
    ask(colleague, asked.jid);
    await gets(colleague, asked, ['available']);
    await asked.device.answer('block', colleague.jid);
    await until(async () => (await asked.device.upToDate()).options.blocked === 1, 'the server to have the block');
    await gets(colleague, asked, ['available', 'unavailable']);
    for (const to of [asked.jid, asked.full]) ask(colleague, to);
    await asked.device.command({ name: 'set-availability', availability: { show: 'away', status: '' } });
    await colleague.ping();
    await asked.device.upToDate();
    await colleague.ping();
    // Prosody says once more that they are gone.
    assert.deepEqual([...new Set(got(colleague, asked.full))], ['available', 'unavailable']);
    assert.equal(got(colleague, asked.full).at(-1), 'unavailable');
  });

  test('cannot tell it from absence: both are silence', async () => {
    const asked = await answerer();
    const colleague = await scene.contact(HOME);
    const absent = await scene.person(HOME, 'absent');
    await asked.device.answer('block', colleague.jid);
    await until(async () => (await asked.device.upToDate()).options.blocked === 1, 'the block');
    const before = colleague.frames.length;
    ask(colleague, absent.jid);
    ask(colleague, asked.jid);
    await colleague.ping();
    await asked.device.upToDate();
    await colleague.ping();
    const told = colleague.frames.slice(before).filter((frame) => frame.startsWith('<presence'));
    assert.deepEqual(told, []);
  });

  for (const blocked of [true, false]) {
    test(`gets ${blocked ? 'no' : 'an'} answer from a server that delivers whatever they send, ${blocked ? '' : 'un'}blocked`, async (t) => {
      const asks = `maya@${HOME}`;
      const form = writePolicyForm(
        { revision: 1, parent: 0, allowUserOptions: true, handling: 'prompt', addBack: 'never', temporaryAvailability: true },
        [{ ascii: HOME, unicode: HOME }],
      ).toString(); // prettier-ignore
      const items = `<items node="urn:im-contact-requests:policy:1"><item id="1">${form}</item></items>`;
      const server = await ScriptedServer.start({
        domain: HOME,
        password: 'secret',
        answers: {
          policy: `<pubsub xmlns="http://jabber.org/protocol/pubsub">${items}</pubsub>`,
          ...(blocked ? { 'block-list': `<blocklist xmlns="${BLOCKING}"><item jid="${asks}"/></blocklist>` } : {}),
        },
      });
      t.after(() => server.stop());
      const device = await new Device().start();
      t.after(() => device.kill());
      await device.signIn({ service: server.service, jid: `person@${HOME}`, password: 'secret' });
      await device.settled();
      server.send(`<presence xmlns="jabber:client" from="${asks}/desk" to="person@${HOME}">${ASK}</presence>`);
      await server.heard();
      assert.equal(server.saw(`to="${asks}/desk"`).length, blocked ? 0 : 1);
    });
  }
});

/** Whoever is looked at is seen like this. Pages are told a moment later. */
function sees({ time, device }: { readonly time: PassingTime; readonly device: Device }, seen: Seen): Promise<void> {
  return until(async () => {
    await time.pass(20);
    return device.view?.people?.rows[0]?.seen === seen;
  }, `the colleague to be ${seen}`);
}

describe('a person who looks at the directory', () => {
  interface Looking {
    readonly time: PassingTime;
    readonly device: Device;
    readonly colleague: RawClient;
    /** The full JID of the device that looks. */
    readonly from: string;
  }

  /** Somebody who looks, at a device of ours, at a colleague who is at a client that is not. */
  async function looking(t: TestContext): Promise<Looking> {
    const colleague = await scene.contact(HOME, 'colleague');
    const person = await scene.person(HOME, 'searcher');
    const device = await scene.signedIn(person);
    const time = new PassingTime(t);
    device.page.look({ people: [colleague.jid as BareJid] });
    const from = await colleague.deviceOf(person.jid);
    time.for(device, () => colleague.heardBy(from));
    return { time, device, colleague, from };
  }

  test('asks whoever is in view, shows their answer, and says that they are gone when they look no more', async (t) => {
    const looks = await looking(t);
    const { device, colleague, from } = looks;
    assert.match(await colleague.expect(new RegExp(`from=["']${from}`)), /<decloak xmlns=["']urn:xmpp:decloak:0["']/);
    await sees(looks, 'unknown');
    colleague.send(`<presence xmlns="jabber:client" to="${from}"><show>away</show></presence>`);
    await sees(looks, 'away');
    device.page.look({ people: [] });
    await until(() => got(colleague, from).length === 2, 'it to be taken back');
    assert.deepEqual(got(colleague, from), ['available', 'unavailable']);
    device.page.look({ people: [colleague.jid as BareJid] });
    await sees(looks, 'unknown');
  });

  test('asks again in time, and takes what is not said again for unknown', async (t) => {
    const looks = await looking(t);
    const { time, device, colleague, from } = looks;
    colleague.send(`<presence xmlns="jabber:client" to="${from}"/>`);
    await sees(looks, 'available');
    await time.pass(AGAIN);
    await until(() => got(colleague, from).length === 2, 'them to be asked again');
    await time.pass(COUNTS - AGAIN - 10_000);
    assert.equal(device.view?.people?.rows[0]?.seen, 'available');
    await time.pass(10_000);
    await sees(looks, 'unknown');
    colleague.send(`<presence xmlns="jabber:client" to="${from}"/>`);
    await sees(looks, 'available');
    colleague.presence('unavailable', from);
    await sees(looks, 'unknown');
  });

  test('shows nothing of themselves to whom they block meanwhile', async (t) => {
    const { device, colleague, from } = await looking(t);
    await device.answer('block', colleague.jid);
    await until(() => got(colleague, from).includes('unavailable'), 'it to be taken back');
    await until(async () => (await device.upToDate()).options.blocked === 1, 'the block');
    device.page.look({ people: [] });
    device.page.look({ people: [colleague.jid as BareJid] });
    await device.upToDate();
    await colleague.ping();
    assert.equal(got(colleague, from).filter((presence) => presence !== 'unavailable').length, 1);
  });

  test('asks nobody of a domain that is not listed, and nobody while they are invisible', async () => {
    const [outsider, colleague] = [await scene.contact(OUTSIDE), await scene.contact(HOME)];
    const person = await scene.person(HOME, 'searcher');
    const device = await scene.signedIn(person);
    device.page.look({ people: [] });
    await device.until(({ people }) => people !== null, 'the directory to be there');
    await device.command({ name: 'set-availability', availability: { show: 'invisible', status: '' } });
    device.page.look({ people: [outsider.jid as BareJid, colleague.jid as BareJid] });
    await device.until(({ people }) => people?.rows.length === 2, 'both to be looked at');
    await device.upToDate();
    await colleague.ping();
    assert.ok(!colleague.frames.some((frame) => frame.includes(person.jid)));
    await device.command({ name: 'set-availability', availability: { show: 'available', status: '' } });
    await colleague.deviceOf(person.jid);
    await outsider.ping();
    assert.ok(!outsider.frames.some((frame) => frame.includes(person.jid)));
  });
});

describe('two devices of ours', () => {
  test('see each other for as long as one looks, and within its minute after that worker has died', async (t) => {
    const asked = await answerer();
    const person = await scene.person(HOME, 'searcher');
    const searcher = await scene.signedIn(person);
    const time = new PassingTime(t);
    const colleague = await scene.contact(HOME);
    time.for(asked.device, () => heard(colleague, asked));
    const sent: string[] = [];
    asked.device.worker.onAct = (act, text) => {
      if (act === 'send' && text.startsWith('<presence') && text.includes(person.jid)) sent.push(text);
    };
    searcher.page.look({ people: [asked.jid as BareJid] });
    await sees({ time, device: searcher }, 'available');
    assert.equal(sent.length, 1);
    searcher.kill();
    await time.pass(LEASE - 5000);
    assert.equal(sent.length, 1);
    await time.pass(5000);
    await until(() => sent.length === 2, 'the answer to be taken back');
    assert.match(sent[1] ?? '', new RegExp(`type="unavailable" to="${person.jid}/[^"]+"`));
  });
});
