/** The organisation's policy: in force from the first request on, live while signed in, and from its own service only. */
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import type { BareJid } from '../../src/core/jid.js';
import { POLICY_NODE } from '../../src/core/policy/schema.js';
import type { Rule } from '../../src/core/request.js';
import type { LogLine } from '../../src/core/view.js';
import { listedDomain } from '../servers/organisation.js';
import { writePolicyForm } from '../../src/xmpp/policy-form.js';
import { Scene } from '../support/scene.js';

const HOME = 'home.example';
const LATE = 'late.example';
const DOWN = 'down.example';
const OUTSIDE = 'outside.example';
const PARTNER = 'partner.example';
/** Its domain has a second pubsub service. */
const TWO = 'two.example';
const NEWS = `news.${TWO}`;
const EVENT = 'http://jabber.org/protocol/pubsub#event';

const scene = await Scene.start({
  hosts: [
    ...[HOME, LATE, DOWN].map((domain) => ({ domain, pubsub: true, accounts: [] })),
    { domain: TWO, pubsub: true, otherPubsub: [NEWS], accounts: [] },
    ...[OUTSIDE, PARTNER].map((domain) => ({ domain, accounts: [] })),
  ],
});
after(() => scene.end());
const administrator = await scene.administrator(HOME);

function ruleOf({ by }: LogLine): Rule | undefined {
  return by.who === 'policy' ? by.rule : undefined;
}

/** A policy that accepts everybody, as an item's payload. */
function acceptingAll(revision: number): string {
  const policy = { revision, parent: revision - 1, allowUserOptions: false, handling: 'accept-all' } as const;
  return writePolicyForm({ ...policy, addBack: 'never', temporaryAvailability: false }, [
    listedDomain(OUTSIDE),
  ]).toString();
}

describe('the policy node', () => {
  test('is asked once at a sign-in, and once by the next worker, also where subscribing makes the server send it', async () => {
    await administrator.publish({ domains: [HOME] });
    const person = await scene.person(HOME);
    const device = await scene.device();
    const questions: string[] = [];
    const listen = (act: string, text: string): void => {
      if (act === 'send' && text.includes(`<items node="${POLICY_NODE}"`)) questions.push(text);
    };
    const allIsSaid = async (): Promise<void> => {
      await device.settled();
      await device.command({ name: 'read-profile', jid: person.jid as BareJid });
    };
    device.worker.onAct = listen;
    await device.signIn({ service: scene.server.service, ...person });
    await allIsSaid();
    assert.equal(questions.length, 1);
    await device.restart(listen);
    await allIsSaid();
    assert.equal(questions.length, 2);
  });
});

describe('a request that was sent while the person was away', () => {
  test('is decided by the policy in force at their next sign-in, the first time', async () => {
    await administrator.publish({ domains: [HOME] });
    const person = await scene.person(HOME);
    const [colleague, stranger] = [await scene.contact(HOME), await scene.contact(OUTSIDE)];
    for (const sender of [colleague, stranger]) {
      sender.presence('subscribe', person.jid, '<nick xmlns="http://jabber.org/protocol/nick">Robin</nick>');
      await sender.ping();
    }
    const device = await scene.signedIn(person);
    assert.equal(ruleOf(await device.accepts(colleague.jid))?.kind, 'organization');
    assert.equal((await device.prompts(stranger.jid)).nick, scene.server.keepsWholeRequests ? 'Robin' : '');
    await colleague.expect(/type=.subscribed./);
    assert.deepEqual(device.announced, [stranger.jid]);
    assert.equal(await scene.server.timesSent('subscribed', person.jid, stranger.jid), 0);
  });

  test('is not decided by the policy that was in force when it was sent', async () => {
    await administrator.publish({ domains: [HOME, OUTSIDE] });
    const person = await scene.person(HOME);
    const device = await scene.signedIn(person, { stay: true });
    device.kill();
    const stranger = await scene.contact(OUTSIDE);
    stranger.presence('subscribe', person.jid);
    await stranger.ping();
    await administrator.publish({ domains: [HOME] });
    await device.restartBrowser();
    await device.prompts(stranger.jid);
    assert.equal(await scene.server.timesSent('subscribed', person.jid, stranger.jid), 0);
  });
});

describe('a policy that changes while the person is signed in', () => {
  test('accepts at once what it now accepts, and shows or hides the setting', async () => {
    await administrator.publish({ domains: [HOME], addBack: 'all' });
    const device = await scene.signedIn(await scene.person(HOME));
    const jid = device.view?.session.account ?? '';
    const [stranger, partner] = [await scene.contact(OUTSIDE), await scene.contact(PARTNER)];
    for (const sender of [stranger, partner]) {
      sender.presence('subscribe', jid);
      await device.prompts(sender.jid);
    }
    assert.equal(device.view?.setting.setting.kind, 'choice');

    await administrator.publish({ domains: [HOME, PARTNER] });
    assert.deepEqual(ruleOf(await device.accepts(partner.jid)), { kind: 'organization', domain: PARTNER });
    assert.ok(device.row(stranger.jid));

    await administrator.publish({ allowUserOptions: false, handling: 'accept-all' });
    assert.deepEqual(ruleOf(await device.accepts(stranger.jid)), { kind: 'all' });
    assert.deepEqual(device.view.setting.setting, { kind: 'absent', why: 'fixed' });
    await stranger.expect(/type=.subscribed./);

    await administrator.publish({ domains: [HOME] });
    await device.until(({ setting }) => setting.setting.kind === 'choice', 'the setting to be back');
    const another = await scene.contact(OUTSIDE);
    another.presence('subscribe', jid);
    await device.prompts(another.jid);
  });

  test('turns everything to prompts when its node is deleted, and says so', async () => {
    await administrator.publish({ allowUserOptions: false, handling: 'accept-all' });
    const device = await scene.signedIn(await scene.person(HOME));
    await administrator.deleteNode();
    await device.until(({ setting }) => setting.handling === 'prompt', 'prompts');
    assert.deepEqual(device.view?.setting.notice, { kind: 'none', reason: { why: 'deleted' } });
    assert.equal(device.view.setting.setting.kind, 'absent');
    const colleague = await scene.contact(HOME);
    colleague.presence('subscribe', device.view.session.account ?? '');
    await device.prompts(colleague.jid);
    await administrator.createNode();
  });

  test('turns everything to prompts when it does not parse, and says what is wrong', async () => {
    await administrator.publish({ allowUserOptions: false, handling: 'accept-all' });
    const device = await scene.signedIn(await scene.person(HOME));
    await administrator.publishPayload(acceptingAll(50).replace('accept-all', 'accept-everything'));
    const { setting } = await device.until(({ setting }) => setting.handling === 'prompt', 'prompts');
    assert.deepEqual(setting.notice, {
      kind: 'none',
      reason: {
        why: 'unreadable',
        errors: [{ field: 'handling', problem: 'unknown-value', value: 'accept-everything' }],
      },
    });
  });

  test('is not replaced by an older revision', async () => {
    await administrator.publish({ domains: [HOME], revision: 100 });
    const device = await scene.signedIn(await scene.person(HOME));
    await administrator.publishPayload(acceptingAll(99));
    const stranger = await scene.contact(OUTSIDE);
    stranger.presence('subscribe', device.view?.session.account ?? '');
    await device.prompts(stranger.jid);
    assert.equal(device.handling, 'accept-organization');
    await administrator.publishPayload(acceptingAll(101));
    await device.accepts(stranger.jid);
  });

  test('is not changed by anybody but the service: neither by a stranger nor by a colleague', async () => {
    await administrator.publish({ domains: [HOME], revision: 200 });
    const person = await scene.person(HOME);
    const device = await scene.signedIn(person);
    const [stranger, colleague] = [await scene.contact(OUTSIDE), await scene.contact(HOME)];
    stranger.presence('subscribe', person.jid);
    colleague.presence('subscribe', person.jid);
    await device.prompts(stranger.jid);
    await device.accepts(colleague.jid);
    const full = await colleague.deviceOf(person.jid);
    for (const forger of [stranger, colleague]) {
      for (const type of ['headline', 'normal', 'error']) {
        for (const change of [
          `<items node="${POLICY_NODE}"><item id="1">${acceptingAll(201)}</item></items>`,
          `<delete node="${POLICY_NODE}"/>`,
        ]) {
          const event = `<event xmlns="${EVENT}">${change}</event>`;
          forger.send(`<message xmlns="jabber:client" type="${type}" to="${full}">${event}</message>`);
        }
      }
      await forger.heardBy(full);
    }
    const { setting } = await device.upToDate();
    assert.equal(setting.handling, 'accept-organization');
    assert.equal(setting.notice, null);
    assert.ok(device.row(stranger.jid));
    assert.equal(await scene.server.timesSent('subscribed', person.jid, stranger.jid), 0);
  });

  test('is not changed by another service of the domain, whose node is news: it then is not clear whose counts', async () => {
    const two = await scene.administrator(TWO);
    await two.publish({ domains: [TWO] });
    const person = await scene.person(TWO);
    const device = await scene.signedIn(person);
    const colleague = await scene.contact(TWO);
    colleague.presence('subscribe', person.jid);
    await device.accepts(colleague.jid);
    const full = await colleague.deviceOf(person.jid);
    // As whoever may make nodes there could: they decide who hears of them, too.
    await two.createNode(NEWS);
    await two.subscribe(full, NEWS);
    await two.publishPayload(acceptingAll(1000), NEWS);
    const { setting } = await device.until(({ setting }) => setting.notice !== null, 'a notice');
    const reason = setting.notice?.kind === 'none' ? setting.notice.reason : undefined;
    assert.deepEqual(reason?.why === 'ambiguous' && [...reason.services].sort(), [NEWS, two.service]);
    assert.equal(device.handling, 'prompt');
  });

  test('gives way to what the browser pins, for as long as that is pinned', async () => {
    await administrator.publish({ domains: [HOME], revision: 300 });
    const device = await scene.signedIn(await scene.person(HOME));
    const stranger = await scene.contact(OUTSIDE);
    stranger.presence('subscribe', device.view?.session.account ?? '');
    await device.prompts(stranger.jid);
    device.platform.preset({ policy: { handling: 'accept-organization', domains: [OUTSIDE], addBack: 'never' } });
    assert.equal((await device.accepts(stranger.jid)).addedBack, false);
    assert.deepEqual(device.view?.setting.setting, { kind: 'absent', why: 'managed' });
    await administrator.publish({ allowUserOptions: false, handling: 'accept-all' });
    device.platform.preset({});
    await device.until(({ setting }) => setting.handling === 'accept-all', 'the policy of the node');
  });
});

describe('the setting', () => {
  for (const handling of ['accept-all', 'prompt', 'accept-organization'] as const) {
    test(`once the person has chosen ${handling}, that is in force at once, and at their next sign-in`, async () => {
      await administrator.publish({ domains: [HOME], revision: 400 });
      const person = await scene.person(HOME);
      const device = await scene.signedIn(person);
      const stranger = await scene.contact(OUTSIDE);
      stranger.presence('subscribe', person.jid);
      await device.prompts(stranger.jid);
      assert.deepEqual(device.view?.setting.setting, {
        kind: 'choice',
        handling: 'accept-organization',
        isDefault: true,
      });
      await device.command({ name: 'choose-handling', handling });
      await device.until(({ setting }) => setting.saving === 'no', 'the choice to be saved');
      assert.deepEqual(device.view.setting.setting, { kind: 'choice', handling, isDefault: false });
      if (handling === 'accept-all') await device.accepts(stranger.jid);
      else assert.ok(device.row(stranger.jid));
      await device.signOut();

      const again = await scene.signedIn(person);
      assert.deepEqual(again.view?.setting.setting, { kind: 'choice', handling, isDefault: false });
    });
  }
});

describe('a policy that nobody announces is found by looking again', { concurrency: true }, () => {
  const PATIENCE = 40_000;

  test('when it is published for the first time', async () => {
    const late = await scene.administrator(LATE);
    await late.deleteNode();
    const device = await scene.signedIn(await scene.person(LATE));
    assert.deepEqual(device.view?.setting.notice, { kind: 'none', reason: { why: 'never-published' } });
    await late.createNode();
    await late.publish({ allowUserOptions: false, handling: 'accept-all' });
    await device.until(({ setting }) => setting.handling === 'accept-all', 'the new policy', PATIENCE);
  });

  test('when its service is back', async () => {
    const down = await scene.administrator(DOWN);
    await down.publish({ domains: [DOWN] });
    const device = await scene.signedIn(await scene.person(DOWN), { stay: true });
    await scene.server.fail(down.service, 'service-unavailable');
    await device.restartBrowser();
    await device.settled();
    assert.deepEqual(device.view?.setting.notice, { kind: 'kept' });
    assert.equal(device.handling, 'accept-organization');
    await scene.server.recover(down.service);
    await device.until(({ setting }) => setting.notice === null, 'the service to be heard again', PATIENCE);
  });
});
