/** What an administrator does to accounts on a Prosody that has the modules of the server kit. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Accounts } from '../../src/admin/accounts/accounts.js';
import { ABILITIES } from '../../src/admin/accounts/account.js';
import { ACCOUNT_COMMANDS } from '../../src/xmpp/account-commands.js';
import { xml } from '../../src/xmpp/element.js';
import { NS } from '../../src/xmpp/ns.js';
import { parsePersonCard, vcardGet } from '../../src/xmpp/xep0054-vcard.js';
import { ADMIN_COMMANDS } from '../../src/xmpp/xep0133-service-administration.js';
import { onlyProsody } from '../servers/start-server.js';
import { AccountsStage, addressOf, DOMAIN, PASSWORD } from '../support/accounts-stage.js';
import { redeem } from '../support/redeem.js';
import { assertRefused } from '../support/refused-commands.js';

const skip = onlyProsody('the module is one for Prosody');

const DONE = { ok: true, value: undefined };
const NOT_FOUND = { ok: false, problem: { kind: 'not-found' } };
const PROFILE = { firstName: 'Zoë', lastName: 'O’Neil & <Sons>', mail: 'zoe@corp.example', title: 'CTO' };

describe('with the server kit', { skip }, () => {
  let stage: AccountsStage;
  let accounts: Accounts;

  before(async () => {
    stage = await AccountsStage.open({
      prosodyModules: ['invites', 'invites_adhoc', 'invites_register', 'account_commands'],
      sasl2: true,
    });
    // Nobody signs in as somebody else here.
    accounts = new Accounts({ wire: stage.admin });
  });
  after(() => stage.close());

  test('an administrator may do everything but ask when people were here last', async () => {
    const answer = await accounts.abilities();
    assert.ok(answer.ok);
    const lacking = ABILITIES.filter((ability) => answer.value[ability] !== true);
    assert.deepEqual(lacking, ['last-activity']);
  });

  test('somebody is invited to the account that is meant for them, and nobody to one that is there', async () => {
    const answer = await accounts.invite('guest');
    assert.ok(answer.ok);
    const { uri, expires } = answer.value;
    assert.match(uri, new RegExp(`^xmpp:${addressOf('guest')}\\?register;preauth=.{10}`));
    assert.ok((expires ?? 0) > Date.now());
    const { service } = stage.server;
    assert.equal(await redeem(service, uri.replace(/preauth=.*/, 'preauth=guessed'), 'guest', PASSWORD), 'forbidden');
    const other = await accounts.invite('guest');
    assert.ok(other.ok && other.value.uri !== uri);
    assert.deepEqual(await accounts.invite('admin'), { ok: false, problem: { kind: 'exists' } });
    assert.equal(await redeem(service, uri, 'guest', PASSWORD), 'result');
    await stage.signIn('guest');
    const anybody = await accounts.invite();
    assert.match(anybody.ok ? anybody.value.uri : '', new RegExp(`^xmpp:${DOMAIN}\\?register`));
  });

  test('people are added, found and edited with what is said of them', async () => {
    const added = await accounts.add({ username: 'zoe', password: PASSWORD, profile: PROFILE });
    assert.deepEqual(added, { ok: true, value: { profileSet: true } });
    const jid = addressOf('zoe');
    assert.deepEqual(await accounts.profile(jid), { ok: true, value: PROFILE });
    const changed = { ...PROFILE, mail: '', title: 'CEO' };
    assert.deepEqual(await accounts.setProfile(jid, changed), DONE);
    assert.deepEqual(await accounts.profile(jid), { ok: true, value: changed });
    const device = await stage.signIn('zoe');
    const card = await device.get(vcardGet());
    assert.ok(card.ok);
    assert.deepEqual(parsePersonCard(card.stanza), changed);
    const all = await accounts.list(AbortSignal.timeout(10_000));
    assert.ok(all.ok);
    const zoe = all.value.find((account) => account.jid === jid);
    assert.deepEqual(zoe, { jid, profile: changed, isDisabled: false, sessions: 1 });
    await device.close();
  });

  test('nothing is done to somebody who has no account', async () => {
    const jid = addressOf('nobody');
    assert.deepEqual(await accounts.profile(jid), NOT_FOUND);
    assert.deepEqual(await accounts.setProfile(jid, PROFILE), NOT_FOUND);
    assert.deepEqual(await accounts.disable(jid), NOT_FOUND);
    assert.deepEqual(await accounts.enable(jid), NOT_FOUND);
  });

  test('who was deactivated is out with all devices, and comes back with the same password and contacts', async () => {
    const jid = await stage.newcomer('dan');
    const device = await stage.signIn('dan');
    const away = await stage.signIn('dan');
    await away.say(xml('enable', { xmlns: NS.streamManagement, resume: 'true' }));
    away.cut();
    const contact = xml('item', { jid: 'friend@elsewhere.example' });
    assert.ok((await device.set(xml('query', { xmlns: NS.roster }, contact))).ok);
    assert.deepEqual(await accounts.disable(jid), DONE);
    await device.ended();
    assert.ok(!(await stage.accepts('dan')));
    assert.deepEqual(await summaryOf(jid), { isDisabled: true, sessions: 0 });
    assert.deepEqual(await accounts.enable(jid), DONE);
    assert.ok(await stage.accepts('dan'));
    assert.ok((await stage.server.storedRoster(jid)).contacts.has('friend@elsewhere.example'));
  });

  test('more people than a page holds are listed, each once, in order', async () => {
    const usernames = Array.from({ length: 1100 }, (_, index) => `many-${String(index).padStart(4, '0')}`);
    for (const username of usernames) await stage.server.addAccount(DOMAIN, { username, password: PASSWORD });
    const all = await accounts.list(AbortSignal.timeout(30_000));
    assert.ok(all.ok);
    const jids = all.value.map(({ jid }) => jid);
    assert.deepEqual(jids, [...new Set(jids)].toSorted());
    assert.deepEqual(
      jids.filter((jid) => jid.startsWith('many-')),
      usernames.map(addressOf),
    );
    const statistics = await accounts.statistics();
    assert.ok(statistics.ok);
    assert.equal(statistics.value.registered, jids.length);
  });

  test('each command that is sent by hand by somebody else is refused', async () => {
    const nodes = await assertRefused(stage, await stage.signIn('maya'), await stage.newcomer('victim'));
    for (const node of [...Object.values(ACCOUNT_COMMANDS), ADMIN_COMMANDS.disableUser, ADMIN_COMMANDS.reenableUser]) {
      assert.ok(nodes.includes(node), node);
    }
    assert.ok(await stage.accepts('victim'));
    const profile = await accounts.profile(addressOf('victim'));
    assert.ok(profile.ok && profile.value.firstName === '');
  });

  async function summaryOf(jid: string): Promise<object> {
    const all = await accounts.list(AbortSignal.timeout(10_000));
    assert.ok(all.ok);
    const { isDisabled, sessions } = all.value.find((account) => account.jid === jid) ?? {};
    return { isDisabled, sessions };
  }
});

test('where devices stay signed in by tokens, a new password is not taken for deactivation', { skip }, async (t) => {
  const stage = await AccountsStage.open({ sasl2: true });
  t.after(() => stage.close());
  const answer = await stage.accounts.abilities();
  assert.ok(answer.ok);
  const { disable } = answer.value;
  assert.ok(disable !== true && disable.why === 'not-offered' && disable.needs.includes('account_commands'));
  const refused = { ok: false, problem: { kind: 'not-offered' } };
  assert.deepEqual(await stage.accounts.disable(addressOf('maya')), refused);
  assert.ok(await stage.accepts('maya'));
});
