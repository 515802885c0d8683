/** The server kit's commands for accounts, on a Prosody that has nothing else of the kit. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { LinkProblem } from '../../src/core/link.js';
import {
  ACCOUNTS, ADMIN, COMMANDS, conditionOf, execute, isCompleted, isExecuting, itemsOf, perform, submit, valuesOf,
} from '../servers/ad-hoc.js'; // prettier-ignore
import { until } from '../servers/processes.js';
import { Prosody, type ProsodyConfig } from '../servers/prosody.js';
import { RawClient } from '../servers/raw-client.js';
import { onlyProsody } from '../servers/start-server.js';
import { Scene, type Person } from '../support/scene.js';

const HOME = 'home.example';
const OTHER = 'other.example';
const CROWDED = 'crowded.example';
const ALONE = { extraModules: ['account_commands'] };
const REGISTERED = `${ADMIN}#get-registered-users-list`;
const DISABLED = `${ADMIN}#get-disabled-users-list`;
const DISABLE = `${ADMIN}#disable-user`;
const ENABLE = `${ADMIN}#reenable-user`;
const LIST = `${ACCOUNTS}#list`;
const PROFILE = `${ACCOUNTS}#profile`;
const SET_PROFILE = `${ACCOUNTS}#set-profile`;
const ALL = [REGISTERED, DISABLED, DISABLE, ENABLE, LIST, PROFILE, SET_PROFILE];
const MANY = 2500;
const skip = onlyProsody('modules of Prosody');
const ADMINISTRATOR = { username: 'admin', password: 'admin' };
const ACCOUNT_DISABLED: LinkProblem = { kind: 'account-disabled' };

interface Place {
  readonly scene: Scene<Prosody>;
  readonly admin: RawClient;
}

async function start(config: Omit<ProsodyConfig, 'hosts'>, others: ProsodyConfig['hosts'] = []): Promise<Place> {
  const hosts = [{ domain: HOME, pubsub: true, accounts: [ADMINISTRATOR] }, ...others];
  const scene = Scene.on(await Prosody.start({ hosts, ...config }));
  return { scene, admin: await signIn(scene, { ...ADMINISTRATOR, jid: `admin@${HOME}` }) };
}

/** Beside whatever sessions they have. */
function signIn({ server: { service } }: Scene<Prosody>, { jid, password }: Person): Promise<RawClient> {
  return RawClient.connect({ service, jid, password, resource: crypto.randomUUID() });
}

async function completes(admin: RawClient, node: string, jid: string): Promise<void> {
  const answer = await perform(admin, node, { accountjids: jid });
  assert.ok(isCompleted(answer), answer);
}

describe('commands for accounts', { skip }, () => {
  let scene: Scene<Prosody>;
  let admin: RawClient;
  before(async () => {
    ({ scene, admin } = await start(ALONE, [{ domain: OTHER, accounts: [{ username: 'admin', password: 'admin' }] }]));
  });
  after(() => scene.end());

  const signsIn = async (person: Person): Promise<void> => (await signIn(scene, person)).close();
  const isRefused = (person: Person, condition: string): Promise<void> =>
    assert.rejects(signIn(scene, person), new RegExp(`<${condition}/>`));

  test('are announced, and listed for administrators', async () => {
    const info = await admin.iq('get', '<query xmlns="http://jabber.org/protocol/disco#info"/>', HOME);
    assert.match(info, /urn:im-contact-requests:kit:account_commands/);
    assert.doesNotMatch(info, /urn:im-contact-requests:kit:(host_meta|roster_journal)/);
    const query = `<query xmlns="http://jabber.org/protocol/disco#items" node="${COMMANDS}"/>`;
    const listed = await admin.iq('get', query, HOME);
    for (const node of ALL) assert.ok(listed.includes(node), node);
    const person = await scene.contact(HOME);
    const listedForOthers = await person.iq('get', query, HOME);
    for (const node of ALL) assert.ok(!listedForOthers.includes(node), node);
  });

  for (const node of ALL) {
    test(`refuse whoever is no administrator: ${node}`, async () => {
      const person = await scene.contact(HOME);
      assert.equal(conditionOf(await execute(person, node)), 'forbidden');
      const fields = { accountjids: `admin@${HOME}`, accountjid: `admin@${HOME}`, title: 'Intruder' };
      assert.equal(conditionOf(await submit(person, node, fields)), 'forbidden');
      const form = await execute(admin, node);
      assert.ok(isExecuting(form), form);
      const session = /sessionid=["']([^"']+)/.exec(form)?.[1];
      assert.equal(conditionOf(await submit(person, node, fields, session)), 'forbidden');
      await signsIn({ ...ADMINISTRATOR, jid: `admin@${HOME}` });
    });
  }

  test('have an administrator of another domain do nothing here', async () => {
    const other = await signIn(scene, { ...ADMINISTRATOR, jid: `admin@${OTHER}` });
    const command = `<command xmlns="${COMMANDS}" node="${LIST}"/>`;
    assert.equal(conditionOf(await other.iq('set', command, HOME)), 'forbidden');
    await other.close();
  });

  test('end the sessions of who is disabled, those that wait to be resumed, too', async () => {
    const person = await scene.person(HOME);
    const [colleague, first] = [await scene.contact(HOME), await scene.client(person, 'first')];
    const device = await scene.signedIn(person);
    await first.available();
    colleague.presence('subscribe', person.jid);
    await first.expect(/type=["']subscribe["']/);
    first.presence('subscribed', colleague.jid);
    const gone = (): number =>
      colleague.presences('unavailable').filter((frame) => frame.includes(`${person.jid}/`)).length;
    await colleague.deviceOf(person.jid);
    await until(() => colleague.frames.filter((frame) => new RegExp(`^<presence(?=[^>]* from=["']${person.jid}/)(?![^>]* type=)`).test(frame)).length === 2, 'both to be seen'); // prettier-ignore
    device.kill();
    await until(async () => (await scene.server.log()).includes('Session going into hibernation'), 'one to hibernate');
    const before = await perform(admin, LIST);
    assert.equal(itemsOf(before).find(({ jid }) => jid === person.jid)?.sessions, '2');
    await completes(admin, DISABLE, person.jid);
    await first.expect(/<stream:error.*<not-authorized/s);
    await until(() => gone() === 2, 'both to be gone for others');
    const entry = itemsOf(await perform(admin, LIST)).find(({ jid }) => jid === person.jid);
    assert.deepEqual([entry?.sessions, entry?.disabled], ['0', '1']);
  });

  test('keep who is disabled from signing in, until they are enabled, and lose nothing', async () => {
    const person = await scene.person(HOME);
    const colleague = await scene.contact(HOME);
    await completes(admin, DISABLE, person.jid);
    await isRefused(person, 'account-disabled');
    await isRefused({ ...person, password: 'wrong' }, 'not-authorized');
    const device = await scene.device();
    assert.deepEqual(await device.signIn({ service: scene.server.service, ...person }), {
      ok: false,
      problem: { kind: 'link', problem: ACCOUNT_DISABLED },
    });
    assert.deepEqual(valuesOf(await perform(admin, DISABLED), 'disableduserjids').includes(person.jid), true);
    colleague.send(`<message xmlns="jabber:client" type="chat" to="${person.jid}"><body>for later</body></message>`);
    colleague.presence('subscribe', person.jid);
    await colleague.ping();
    await completes(admin, ENABLE, person.jid);
    assert.ok(!valuesOf(await perform(admin, DISABLED), 'disableduserjids').includes(person.jid));
    const client = await scene.client(person);
    await client.available();
    await client.expect(/for later/);
    await client.expect(/type=["']subscribe["']/);
  });

  test('refuse a stream that had signed in when its account was disabled, and had not bound yet', async () => {
    const person = await scene.person(HOME);
    const client = await scene.client(person, 'bound');
    await client.close();
    const half = await RawClient.authenticate({ service: scene.server.service, ...person });
    await completes(admin, DISABLE, person.jid);
    const bind = '<bind xmlns="urn:ietf:params:xml:ns:xmpp-bind"/>';
    assert.equal(conditionOf(await half.iq('set', bind)), 'not-authorized');
    await half.close();
  });

  test('keep somebody disabled when the server dies', async () => {
    const person = await scene.person(HOME);
    await completes(admin, DISABLE, person.jid);
    await scene.server.kill();
    await scene.server.run();
    admin = await signIn(scene, { ...ADMINISTRATOR, jid: `admin@${HOME}` });
    await isRefused(person, 'account-disabled');
    await completes(admin, ENABLE, person.jid);
    await signsIn(person);
  });

  test('know nothing any more of an account that was deleted, and made anew', async () => {
    const person = await scene.person(HOME);
    await completes(admin, DISABLE, person.jid);
    await completes(admin, `${ADMIN}#delete-user`, person.jid);
    assert.ok(!valuesOf(await perform(admin, DISABLED), 'disableduserjids').includes(person.jid));
    await scene.server.addAccount(HOME, person);
    await signsIn(person);
  });

  test('take a password that is set meanwhile', async () => {
    const person = await scene.person(HOME);
    await completes(admin, DISABLE, person.jid);
    const fields = { accountjid: person.jid, password: 'another' };
    assert.ok(isCompleted(await perform(admin, `${ADMIN}#change-user-password`, fields)));
    await isRefused({ ...person, password: 'another' }, 'account-disabled');
    await completes(admin, ENABLE, person.jid);
    await signsIn({ ...person, password: 'another' });
  });

  test('say what is wrong', async () => {
    const person = await scene.person(HOME);
    const condition = async (node: string, fields: Parameters<typeof perform>[2]): Promise<string | undefined> =>
      conditionOf(await perform(admin, node, fields));
    for (const nobody of [`nobody@${HOME}`, `admin@${OTHER}`, HOME, `${person.jid}/device`]) {
      assert.equal(await condition(DISABLE, { accountjids: nobody }), 'item-not-found', nobody);
      assert.equal(await condition(PROFILE, { accountjid: nobody }), 'item-not-found', nobody);
      assert.equal(await condition(SET_PROFILE, { accountjid: nobody, title: 'X' }), 'item-not-found', nobody);
    }
    assert.equal(await condition(DISABLE, {}), 'bad-request');
    assert.equal(await condition(DISABLE, { accountjids: '@' }), 'bad-request');
    for (const limit of ['0', '1001', '1.5', 'many'])
      assert.equal(await condition(LIST, { limit }), 'bad-request', limit);
    assert.equal(await condition(SET_PROFILE, { accountjid: person.jid, title: 'x'.repeat(1024) }), 'bad-request');
    assert.equal(await condition(REGISTERED, { max_items: 'some' }), 'bad-request');
    assert.equal(await condition(DISABLE, { accountjids: `admin@${HOME}` }), 'not-allowed');
    await signsIn({ ...ADMINISTRATOR, jid: `admin@${HOME}` });
    const half = await perform(admin, DISABLE, { accountjids: [person.jid, `nobody@${HOME}`] });
    assert.match(half, /<note type=["']error["']>Done for 1 of 2 accounts\. There is no account nobody@/);
    await isRefused(person, 'account-disabled');
  });

  test('merge a profile into what the person says of themselves', async () => {
    const person = await scene.person(HOME);
    const client = await scene.client(person);
    const own = (await client.iq(
      'set',
      '<vCard xmlns="vcard-temp"><FN>Dr. Ina Vogel</FN><N><FAMILY>Vogel</FAMILY><GIVEN>Ina</GIVEN><PREFIX>Dr.</PREFIX></N>' +
        '<NICKNAME>ini</NICKNAME><PHOTO><TYPE>image/png</TYPE><BINVAL>iVBORw0KGgo=</BINVAL></PHOTO>' +
        '<EMAIL><WORK/><USERID>ina@home.example</USERID></EMAIL></vCard>',
    )); // prettier-ignore
    assert.match(own, /type=["']result["']/);
    const card = (): Promise<string> => client.iq('get', '<vCard xmlns="vcard-temp"/>');
    const set = async (fields: Readonly<Record<string, string>>): Promise<void> => {
      const answer = await perform(admin, SET_PROFILE, { accountjid: person.jid, ...fields });
      assert.ok(isCompleted(answer), answer);
    };
    const told = async (): Promise<string[]> => {
      const answer = await perform(admin, PROFILE, { accountjid: person.jid });
      return ['first_name', 'last_name', 'mail', 'title'].map((name) => valuesOf(answer, name)[0] ?? '');
    };
    assert.deepEqual(await told(), ['Ina', 'Vogel', 'ina@home.example', '']);

    await set({ title: 'Head of dispatch', mail: 'ina.vogel@home.example' });
    assert.deepEqual(await told(), ['Ina', 'Vogel', 'ina.vogel@home.example', 'Head of dispatch']);
    assert.match(await card(), /<FN>Dr\. Ina Vogel<\/FN>/);

    await set({ first_name: 'Ina-Maria', last_name: '' });
    assert.deepEqual(await told(), ['Ina-Maria', '', 'ina.vogel@home.example', 'Head of dispatch']);
    const after = await card();
    for (const kept of [
      '<PREFIX>Dr.</PREFIX>',
      '<NICKNAME>ini</NICKNAME>',
      '<BINVAL>iVBORw0KGgo=</BINVAL>',
      '<WORK/>',
    ]) {
      assert.ok(after.includes(kept), `${kept} in ${after}`);
    }
    assert.match(after, /<FN>Ina-Maria<\/FN>/);

    await set({ mail: '', title: '', first_name: '' });
    assert.deepEqual(await told(), ['', '', '', '']);
    assert.doesNotMatch(await card(), /<EMAIL|<TITLE|<FN/);
    assert.match(await card(), /<BINVAL>/);
  });

  test('make a vCard for who has none, which others can read', async () => {
    const [person, colleague] = [await scene.person(HOME), await scene.contact(HOME)];
    const fields = { first_name: 'Åsa &amp; &lt;Bo&gt;', last_name: 'Öberg', mail: 'asa@home.example', title: '' };
    assert.ok(isCompleted(await perform(admin, SET_PROFILE, { accountjid: person.jid, ...fields })));
    const card = await colleague.iq('get', '<vCard xmlns="vcard-temp"/>', person.jid);
    assert.match(card, /<GIVEN>Åsa &amp; &lt;Bo&gt;<\/GIVEN>/);
    assert.match(card, /<USERID>asa@home\.example<\/USERID>/);
  });
});

describe('commands for accounts, where Prosody lets everybody call them', { skip }, () => {
  let scene: Scene<Prosody>;
  before(async () => {
    ({ scene } = await start({ extraModules: ['account_commands', 'open_commands'] }));
  });
  after(() => scene.end());

  test('refuse by themselves whoever is no administrator', async () => {
    const person = await scene.contact(HOME);
    const users = await execute(person, `${ADMIN}#get-online-users-list`);
    assert.ok(isExecuting(users), 'others can be called');
    for (const node of ALL) {
      assert.equal(conditionOf(await execute(person, node)), 'forbidden', node);
      const fields = { accountjids: `admin@${HOME}`, accountjid: `admin@${HOME}` };
      assert.equal(conditionOf(await submit(person, node, fields)), 'forbidden', node);
    }
  });
});

describe('a disabled account, where tokens are given', { skip }, () => {
  let scene: Scene<Prosody>;
  let admin: RawClient;
  before(async () => {
    ({ scene, admin } = await start({ ...ALONE, sasl2: true }));
  });
  after(() => scene.end());

  test('is not signed in with a token that it has, and keeps it', async () => {
    const person = await scene.person(HOME);
    const device = await scene.signedIn(person, { stay: true });
    assert.equal(device.view?.session.stay, 'token');
    device.kill();
    await completes(admin, DISABLE, person.jid);
    await device.restartBrowser();
    await device.until(({ session }) => 'problem' in session.link && session.link.problem?.kind === 'account-disabled', 'to be told'); // prettier-ignore
    assert.match(await scene.server.log(), /Client is authenticating using FAST/);
    await completes(admin, ENABLE, person.jid);
    await scene.signedIn(person);
    assert.notEqual(await scene.server.stored('fast_tokens', person.jid), '');
  });

  test('is not signed in with its password either', async () => {
    const person = await scene.person(HOME);
    await completes(admin, DISABLE, person.jid);
    const device = await scene.device();
    assert.deepEqual(await device.signIn({ service: scene.server.service, ...person }), {
      ok: false,
      problem: { kind: 'link', problem: ACCOUNT_DISABLED },
    });
  });
});

describe(`the list of ${MANY} accounts`, { skip }, () => {
  let scene: Scene<Prosody>;
  let admin: RawClient;
  const name = (index: number): string => `user${String((index * 7919) % MANY).padStart(5, '0')}`;
  before(async () => {
    const accounts = Array.from({ length: MANY }, (_, index) => ({ username: name(index), password: 'secret' }));
    ({ scene, admin } = await start(ALONE, [{ domain: CROWDED, accounts: [ADMINISTRATOR, ...accounts] }]));
    await admin.close();
    admin = await signIn(scene, { ...ADMINISTRATOR, jid: `admin@${CROWDED}` });
  });
  after(() => scene.end());

  async function pages(limit?: string): Promise<Readonly<Record<string, string>>[][]> {
    const all: Readonly<Record<string, string>>[][] = [];
    for (let last = ''; ;) {
      const answer = await perform(admin, LIST, { after: last, ...(limit ? { limit } : {}) });
      const items = itemsOf(answer);
      all.push(items);
      last = items.at(-1)?.jid?.split('@')[0] ?? '';
      if (valuesOf(answer, 'more')[0] !== '1') return all;
    }
  }

  test('comes by pages, sorted, with everybody once', async () => {
    const all = await pages();
    assert.deepEqual(
      all.map((page) => page.length),
      [1000, 1000, MANY + 1 - 2000],
    );
    const expected = ['admin', ...Array.from({ length: MANY }, (_, index) => name(index))].sort();
    assert.deepEqual(all.flat().map(({ jid }) => jid), expected.map((username) => `${username}@${CROWDED}`)); // prettier-ignore
    assert.deepEqual(
      (await pages('700')).map((page) => page.length),
      [700, 700, 700, MANY + 1 - 2100],
    );
  });

  test('says of each who is disabled, who is there, and what their profiles say', async () => {
    const profile = { first_name: 'Ina', last_name: 'Vogel', mail: 'ina@home.example', title: 'Head' };
    assert.ok(isCompleted(await perform(admin, SET_PROFILE, { accountjid: `${name(2)}@${CROWDED}`, ...profile })));
    await completes(admin, DISABLE, `${name(1)}@${CROWDED}`);
    const present = await signIn(scene, { jid: `${name(2)}@${CROWDED}`, username: name(2), password: 'secret' });
    const all = (await pages()).flat();
    const of = (index: number): unknown => all.find(({ jid }) => jid === `${name(index)}@${CROWDED}`);
    const blank = { disabled: '0', sessions: '0', first_name: '', last_name: '', mail: '', title: '' };
    assert.deepEqual(of(0), { ...blank, jid: `${name(0)}@${CROWDED}` });
    assert.deepEqual(of(1), { ...blank, jid: `${name(1)}@${CROWDED}`, disabled: '1' });
    assert.deepEqual(of(2), { ...blank, jid: `${name(2)}@${CROWDED}`, sessions: '1', ...profile });
    assert.equal(all.filter(({ disabled }) => disabled === '1').length, 1);
    await present.close();
  });

  test('goes on after a name that is not there any more', async () => {
    const first = itemsOf(await perform(admin, LIST, { limit: '10' }));
    const last = first.at(-1)?.jid ?? '';
    await completes(admin, `${ADMIN}#delete-user`, last);
    const next = itemsOf(await perform(admin, LIST, { after: last.split('@')[0] ?? '', limit: '10' }));
    const [following] = itemsOf(await perform(admin, LIST, { limit: '11' })).slice(9);
    assert.equal(next[0]?.jid, following?.jid);
    assert.ok(![...next, ...first.slice(0, -1)].some(({ jid }) => jid === last));
  });

  test('has a new account when it is begun again', async () => {
    await perform(admin, LIST);
    const fields = { accountjid: `aaa@${CROWDED}`, password: 'secret', 'password-verify': 'secret' };
    assert.ok(isCompleted(await perform(admin, `${ADMIN}#add-user`, fields)));
    assert.equal(itemsOf(await perform(admin, LIST, { limit: '1' }))[0]?.jid, `aaa@${CROWDED}`);
  });

  test('comes as XEP-0133 has it, too', async () => {
    const everybody = valuesOf(await perform(admin, REGISTERED), 'registereduserjids');
    assert.equal(everybody.length, (await pages()).flat().length);
    assert.deepEqual(everybody, [...everybody].sort());
    assert.equal(valuesOf(await perform(admin, REGISTERED, { max_items: '25' }), 'registereduserjids').length, 25);
  });
});

describe('profiles, where people keep them themselves (mod_vcard_legacy)', { skip }, () => {
  let scene: Scene<Prosody>;
  let admin: RawClient;
  before(async () => {
    ({ scene, admin } = await start({ extraModules: ['account_commands', 'vcard_legacy'] }));
  });
  after(() => scene.end());

  test('are not offered, and the list goes without them', async () => {
    assert.equal(conditionOf(await execute(admin, PROFILE)), 'service-unavailable');
    assert.equal(conditionOf(await execute(admin, SET_PROFILE)), 'service-unavailable');
    assert.equal(itemsOf(await perform(admin, LIST))[0]?.jid, `admin@${HOME}`);
    assert.match(await scene.server.log(), /Profiles of accounts are left out/);
  });
});
