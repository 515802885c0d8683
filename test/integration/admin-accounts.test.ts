/** What an administrator does to accounts, on a real server as it comes; what people can do afterwards. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Accounts } from '../../src/admin/accounts/accounts.js';
import { ABILITIES, type Ability, type Inability } from '../../src/admin/accounts/account.js';
import { xml } from '../../src/xmpp/element.js';
import { NS } from '../../src/xmpp/ns.js';
import { IS_EJABBERD, onlyEjabberd, onlyProsody } from '../servers/start-server.js';
import { until } from '../servers/processes.js';
import { AccountsStage, addressOf, DOMAIN, PASSWORD } from '../support/accounts-stage.js';
import type { AdminAsker } from '../support/admin-asker.js';
import { assertRefused } from '../support/refused-commands.js';

let stage: AccountsStage;
let accounts: Accounts;

before(async () => {
  stage = await AccountsStage.open({ prosodyModules: ['invites_adhoc'] });
  ({ accounts } = stage);
});
after(() => stage.close());

const NOT_FOUND = { ok: false, problem: { kind: 'not-found' } };
const NOT_OFFERED = { ok: false, problem: { kind: 'not-offered' } };
const FORBIDDEN = { ok: false, problem: { kind: 'forbidden' } };
const DONE = { ok: true, value: undefined };
const LACKING: readonly Ability[] = IS_EJABBERD
  ? ['edit-profile', 'enable', 'invite']
  : ['list', 'edit-profile', 'enable', 'last-activity'];

test('an administrator may do what the server has commands for, and is told what adds the rest', async () => {
  const answer = await accounts.abilities();
  assert.ok(answer.ok);
  for (const ability of ABILITIES) {
    const verdict: true | Inability = answer.value[ability];
    if (!LACKING.includes(ability)) assert.equal(verdict, true, ability);
    else assert.ok(verdict !== true && verdict.why === 'not-offered' && verdict.needs.length > 20, ability);
  }
});

test('an ordinary person may nothing but read profiles, and is told so', async () => {
  const person = await stage.signIn('maya');
  const answer = await new Accounts({ wire: person }).abilities();
  assert.ok(answer.ok);
  for (const ability of ABILITIES) {
    const verdict: true | Inability = answer.value[ability];
    if (ability === 'read-profile') assert.equal(verdict, true);
    else
      assert.equal(verdict !== true && verdict.why, LACKING.includes(ability) ? 'not-offered' : 'forbidden', ability);
  }
  assert.deepEqual(await new Accounts({ wire: person }).disable(addressOf('admin')), FORBIDDEN);
  await person.close();
});

test('who was added can sign in, and is added once', async () => {
  assert.deepEqual(await accounts.add({ username: 'ada', password: 'Pässwort 1' }), {
    ok: true,
    value: { profileSet: true },
  });
  assert.ok(await stage.accepts('ada', 'Pässwort 1'));
  const again = await accounts.add({ username: 'ada', password: 'another' });
  assert.deepEqual(again, { ok: false, problem: { kind: 'exists' } });
  assert.ok(!(await stage.accepts('ada', 'another')));
});

for (const username of ['', 'a b', 'a@b', 'a/b', 'a\u0000b', 'a@elsewhere.example']) {
  test(`no account is named ${JSON.stringify(username)}`, async () => {
    const answer = await accounts.add({ username, password: PASSWORD });
    assert.deepEqual(answer, { ok: false, problem: { kind: 'refused', condition: 'jid-malformed' } });
  });
}

for (const password of ['', 'a\u0000b', 'line\nbreak', '\u00ad']) {
  test(`no account has the password ${JSON.stringify(password)}`, async () => {
    const refused = { ok: false, problem: { kind: 'refused', condition: 'not-acceptable' } };
    assert.deepEqual(await accounts.add({ username: 'nobody', password }), refused);
    assert.deepEqual(await accounts.setPassword(addressOf('maya'), password), refused);
    assert.ok(stage.admin.isOnline);
  });
}

test('a new account has the profile that it was added with', async () => {
  const profile = { firstName: 'Zoë <b>', lastName: 'O’Neil & Sons', mail: 'zoe@corp.example', title: 'CTO' };
  const added = await accounts.add({ username: 'zoe', password: PASSWORD, profile });
  assert.deepEqual(added, { ok: true, value: { profileSet: true } });
  assert.deepEqual(await accounts.profile(addressOf('zoe')), { ok: true, value: profile });
  const empty = { firstName: '', lastName: '', mail: '', title: '' };
  assert.deepEqual(await accounts.profile(addressOf('maya')), { ok: true, value: empty });
});

test('an account whose profile could not be written is there, and that is said', async () => {
  const profile = { firstName: 'Ida', lastName: 'Ek', mail: '', title: '' };
  const alone = new Accounts({ wire: stage.admin });
  const added = await alone.add({ username: 'ida', password: PASSWORD, profile });
  assert.deepEqual(added, { ok: true, value: { profileSet: false } });
  assert.ok(await stage.accepts('ida'));
});

test('the profile of somebody else is written by nobody', async () => {
  const profile = { firstName: 'Mallory', lastName: '', mail: '', title: '' };
  assert.deepEqual(await accounts.setProfile(addressOf('maya'), profile), NOT_OFFERED);
});

test('everybody is listed in order, with their sessions', { skip: onlyEjabberd('Prosody has no list') }, async () => {
  await stage.newcomer('list2');
  await stage.newcomer('list1');
  const devices = [await stage.signIn('list1'), await stage.signIn('list1')];
  const answer = await accounts.list(AbortSignal.timeout(10_000));
  assert.ok(answer.ok);
  const jids = answer.value.map(({ jid }) => jid);
  assert.deepEqual(jids, jids.toSorted());
  assert.ok([addressOf('admin'), addressOf('maya')].every((jid) => jids.includes(jid)));
  const expected = { profile: undefined, isDisabled: undefined };
  assert.deepEqual(
    answer.value.filter(({ jid }) => jid.startsWith('list')),
    [
      { jid: addressOf('list1'), ...expected, sessions: 2 },
      { jid: addressOf('list2'), ...expected, sessions: 0 },
    ],
  );
  for (const device of devices) await device.close();
});

test('whether somebody has an account is told where nobody is listed', async () => {
  const there = async (name: string): Promise<unknown> => accounts.exists(name);
  const tells = (isThere: boolean): unknown => ({ ok: true, value: IS_EJABBERD ? undefined : isThere });
  assert.deepEqual(await there('maya'), tells(true));
  assert.deepEqual(await there('nobody'), tells(false));
  const refused = { ok: false, problem: { kind: 'refused', condition: 'jid-malformed' } };
  assert.deepEqual(await there('a b'), refused);
  const wire = await stage.signIn('admin');
  const cut = new Accounts({ wire });
  const asking = cut.exists('maya');
  wire.cut();
  assert.deepEqual(await asking, { ok: false, problem: { kind: 'offline' } });
});

test('where there is no list, that is said', { skip: onlyProsody('ejabberd has a list') }, async () => {
  assert.deepEqual(await accounts.list(AbortSignal.timeout(10_000)), NOT_OFFERED);
});

test('a new password takes the place of the old one', async () => {
  const jid = await stage.newcomer('paul');
  assert.deepEqual(await accounts.setPassword(jid, 'new one'), DONE);
  assert.ok(!(await stage.accepts('paul', PASSWORD)));
  assert.ok(await stage.accepts('paul', 'new one'));
  assert.deepEqual(await accounts.setPassword(addressOf('nobody'), 'new one'), NOT_FOUND);
  assert.ok(!(await stage.accepts('nobody', 'new one')));
});

test('sessions end on all devices, with those that could have been resumed', async () => {
  const jid = await stage.newcomer('eve');
  const here = await stage.signIn('eve');
  const gone = await stage.signIn('eve');
  const enabled = await gone.say(xml('enable', { xmlns: NS.streamManagement, resume: 'true' }));
  assert.equal(enabled.getName(), 'enabled');
  const away = gone.jid;
  gone.cut();
  const devices = await onlineNow();
  assert.ok(devices.includes(here.jid) && devices.includes(away));
  assert.deepEqual(await accounts.endSessions(jid), DONE);
  await here.ended();
  const back = await stage.authenticate('eve');
  const resume = xml('resume', { xmlns: NS.streamManagement, previd: enabled.attrs.id, h: 0 });
  assert.equal((await back.say(resume)).getName(), 'failed');
  assert.ok(await stage.accepts('eve'));
});

test('who was deactivated is out at once and cannot come back; a new password brings them back with all they had', async () => {
  const jid = await stage.newcomer('dan');
  const device = await stage.signIn('dan');
  await befriend(device, 'friend@elsewhere.example');
  assert.deepEqual(await accounts.disable(jid), DONE);
  await device.ended();
  assert.ok(!(await stage.accepts('dan')));
  assert.deepEqual(await accounts.enable(jid), NOT_OFFERED);
  assert.deepEqual(await accounts.setPassword(jid, 'again'), DONE);
  assert.ok(await stage.accepts('dan', 'again'));
  assert.ok((await stage.server.storedRoster(jid)).contacts.has('friend@elsewhere.example'));
  assert.deepEqual(await accounts.disable(addressOf('nobody')), NOT_FOUND);
});

test('who was deleted is gone with their contacts, and nobody of that name finds them', async () => {
  const jid = await stage.newcomer('rob');
  const device = await stage.signIn('rob');
  await befriend(device, 'friend@elsewhere.example');
  assert.deepEqual(await accounts.delete(jid), DONE);
  await device.ended();
  assert.ok(!(await stage.accepts('rob')));
  assert.equal((await stage.server.storedRoster(jid)).contacts.size, 0);
  assert.deepEqual(await accounts.delete(jid), NOT_FOUND);
  await stage.newcomer('rob');
  const successor = await stage.signIn('rob');
  const roster = await successor.get(xml('query', { xmlns: NS.roster }));
  assert.ok(roster.ok);
  assert.equal(roster.stanza.getChild('query', NS.roster)?.getChildElements().length, 0);
});

test(
  'an invitation is a link for whoever comes',
  { skip: onlyProsody('ejabberd 23.01 has no invitations') },
  async () => {
    const answer = await accounts.invite();
    assert.ok(answer.ok);
    assert.match(answer.value.uri, /^xmpp:corp\.example\?register;preauth=[\w-]{20,}$/);
    assert.equal(answer.value.page, undefined);
    assert.ok((answer.value.expires ?? 0) > Date.now());
  },
);

test('an invitation that anybody could use for any name is no invitation for one', async () => {
  assert.deepEqual(await accounts.invite('guest'), NOT_OFFERED);
  assert.deepEqual(await accounts.invite('guest'), NOT_OFFERED);
});

test('who is online is told with their devices', async () => {
  const device = await stage.signIn('maya');
  const jids = await onlineNow();
  assert.ok(jids.includes(device.jid) && jids.includes(stage.admin.jid), jids.join());
  const { ok, value } = { value: undefined, ...(await accounts.statistics()) };
  assert.ok(ok && value);
  assert.equal(value.online, new Set(jids.map((jid) => jid.split('/')[0])).size);
  assert.equal(typeof value.registered, IS_EJABBERD ? 'number' : 'undefined');
  await device.close();
});

test('when somebody was here last is told', { skip: onlyEjabberd('Prosody has no command for it') }, async () => {
  const jid = addressOf('quiet');
  const isRecent = async (): Promise<boolean> => {
    const answer = await accounts.lastActivity(jid);
    return answer.ok && answer.value !== undefined && Math.abs(Date.now() - answer.value) < 60_000;
  };
  assert.deepEqual(await accounts.lastActivity(jid), { ok: true, value: undefined });
  const device = await stage.signIn('quiet');
  assert.ok(await isRecent());
  await device.say(xml('presence', { xmlns: NS.client }));
  await device.close();
  await until(async () => !(await onlineNow()).includes(device.jid), 'the sign-out');
  await until(isRecent, 'the sign-out to be noted');
});

test('administrators do not lock themselves out', async () => {
  assert.deepEqual(await accounts.disable(addressOf('admin')), FORBIDDEN);
  assert.deepEqual(await accounts.delete(addressOf('Admin')), FORBIDDEN);
  assert.ok(await stage.accepts('admin'));
});

test('the server hears of no accounts but its own', async () => {
  for (const jid of ['maya@elsewhere.example', DOMAIN, `${addressOf('maya')}/device`, 'maya']) {
    assert.deepEqual(await accounts.delete(jid), NOT_FOUND);
    assert.deepEqual(await accounts.setPassword(jid, 'new one'), NOT_FOUND);
    assert.deepEqual(await accounts.endSessions(jid), NOT_FOUND);
  }
  assert.ok(await stage.accepts('maya'));
});

test('what becomes of an account while the connection breaks is not known, and found out by asking again', async () => {
  const wire = await stage.signIn('admin');
  const cut = new Accounts({ wire });
  const adding = cut.add({ username: 'kim', password: PASSWORD });
  wire.cut();
  assert.deepEqual(await adding, { ok: false, problem: { kind: 'offline' } });
  assert.deepEqual(await cut.abilities(), { ok: false, problem: { kind: 'offline' } });
  const again = await accounts.add({ username: 'kim', password: PASSWORD });
  assert.ok(again.ok || again.problem.kind === 'exists');
  assert.ok(await stage.accepts('kim'));
});

test('each command of an administrator that is sent by hand by somebody else is refused', async () => {
  const person = await stage.signIn('maya');
  const nodes = await assertRefused(stage, person, await stage.newcomer('victim'));
  assert.ok(nodes.length > 8, nodes.join());
  assert.ok(await stage.accepts('victim'));
});

async function onlineNow(): Promise<readonly string[]> {
  const answer = await accounts.online();
  assert.ok(answer.ok);
  return answer.value;
}

async function befriend(device: AdminAsker, contact: string): Promise<void> {
  const answer = await device.set(xml('query', { xmlns: NS.roster }, xml('item', { jid: contact })));
  assert.ok(answer.ok);
}
