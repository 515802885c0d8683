/** What people of a policy group meet, at devices of ours; the others as for everyone. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { until } from '../servers/processes.js';
import { HOME, OUTSIDE, startHome, type Person } from '../support/scene.js';

const { scene, administrator } = await startHome();
after(() => scene.end());

/** Everyone answers by hand; whoever is in the group chooses, and has to do with no other domain. */
function policyWith(...members: readonly Person[]): Parameters<typeof administrator.publish>[0] {
  return {
    domains: [HOME],
    allowUserOptions: false,
    handling: 'prompt',
    groups: [
      { name: 'Legal', members: [], handling: 'prompt' },
      {
        name: 'Sales',
        members: members.map(({ jid }) => jid),
        allowUserOptions: true,
        federation: 'closed',
      },
    ],
  };
}

test('the policy of a group holds for its people from sign-in on, and for nobody else', async () => {
  const [sales, other] = [await scene.person(HOME, 'sales'), await scene.person(HOME, 'other')];
  await administrator.publish(policyWith(sales));
  const [ours, others] = [await scene.signedIn(sales), await scene.signedIn(other)];
  const [colleague, stranger] = [await scene.contact(HOME), await scene.contact(OUTSIDE)];
  assert.deepEqual([ours.view?.setting.setting.kind, others.view?.setting.setting.kind], ['choice', 'absent']);
  for (const { jid } of [sales, other]) colleague.presence('subscribe', jid);
  await ours.accepts(colleague.jid);
  await others.prompts(colleague.jid);
  // Federation is closed for one of them: nothing is asked there, and nothing is answered.
  for (const { jid } of [sales, other]) stranger.presence('subscribe', jid);
  await others.prompts(stranger.jid);
  await until(() => ours.line(OUTSIDE) !== undefined, 'the log to say that federation stops it');
  assert.deepEqual(ours.line(OUTSIDE)?.by, { who: 'federation', barrier: 'closed' });
  assert.deepEqual(ours.rows, []);
});

test('a change of who is in a group counts at once', async () => {
  const person = await scene.person(HOME);
  await administrator.publish(policyWith());
  const device = await scene.signedIn(person);
  const [first, second] = [await scene.contact(HOME), await scene.contact(HOME)];
  first.presence('subscribe', person.jid);
  await device.prompts(first.jid);
  await administrator.publish(policyWith(person));
  await device.accepts(first.jid);
  await administrator.publish(policyWith());
  await device.until(({ setting }) => setting.setting.kind === 'absent', 'the setting to go again');
  second.presence('subscribe', person.jid);
  await device.prompts(second.jid);
});
