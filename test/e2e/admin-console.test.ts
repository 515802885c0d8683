/** The administration console as administrators use it, beginning on a server that has no policy yet. */
import assert from 'node:assert/strict';
import { after, before, describe, test, type TestContext } from 'node:test';
import type { Browser } from 'puppeteer-core';
import { until } from '../servers/processes.js';
import { RawClient } from '../servers/raw-client.js';
import { openBrowser } from '../support/browser.js';
import { openConsole, SERVERS, startConsoleScene, type ConsoleScene } from '../support/console.js';
import { DOMAIN, OUTSIDE, SISTER, Tab } from '../support/e2e.js';
import { newVisitor } from '../support/widget.js';

const TICK = 'Allow users to set "Options for contact list requests"';
const GENERAL_IM = 'im-admin-general-im';
const FEDERATION = 'im-admin-federation';
const GROUPS = 'im-admin-groups';
/** Words and the labels of a name stand for themselves, with or without space between them. */
const apart = (text: string): RegExp => new RegExp(text.replace(/[.:→]/g, ' ?$& ?'));
const TRUSTED = apart(`Trusted domain added: ${OUTSIDE}`);
const SETTING = /Options for contact list requests/;

for (const name of SERVERS) {
  describe(name, () => {
    let scene: ConsoleScene;
    let browser: Browser;

    before(async () => {
      scene = await startConsoleScene(name);
      browser = await openBrowser();
    });
    after(async () => {
      await browser.close();
      await scene.stop();
    });

    const administrator = async (t: TestContext, user = 'admin'): Promise<Tab> =>
      openConsole(await newVisitor(t, browser), scene, user);

    /** Maya's options on a page of their own, beside her requests. */
    const optionsOfMaya = async (t: TestContext): Promise<Tab> => {
      const visitor = await newVisitor(t, browser);
      const inbox = await Tab.open(visitor, scene.site.origin);
      await inbox.signIn('maya', 'maya');
      await inbox.untilSettled();
      const options = await Tab.open(visitor, `${scene.site.origin}/options`, 'im-options');
      await options.untilSettled();
      return options;
    };

    test('first run to a saved policy; the Options of somebody who is signed in change within a second of Save', async (t) => {
      const console = await administrator(t);
      await console.press('Make the policy');
      await console.untilText('The policy is made, and in force.');
      const options = await optionsOfMaya(t);
      await options.untilText(SETTING);

      await console.press('General IM');
      await console.press(TICK, GENERAL_IM);
      await console.press('Prompt me for each request', GENERAL_IM);
      await console.press('Save', GENERAL_IM);
      const pressed = performance.now();
      const isAbsent = async (): Promise<boolean> => (await options.view())?.setting.setting.kind === 'absent';
      await until(isAbsent, 'the setting to be absent', 1000);
      t.diagnostic(`${Math.round(performance.now() - pressed)} ms from Save to the page of somebody else`);
      assert.doesNotMatch(await options.text(), SETTING);
      await console.untilText('Saved. Revision 2 is in force.');
      assert.deepEqual(
        console.complaints.filter((text) => !text.includes('host-meta')),
        [],
      );
    });

    test('whoever may not administer is told who may, and is shown nothing else', async (t) => {
      const console = await administrator(t, 'maya');
      await console.untilText(`This account may not administer ${DOMAIN}`);
      await console.untilText(`admin@${DOMAIN}`);
      assert.doesNotMatch(await console.text(), /General IM|Domain\(s\)|Add a person/);
    });

    test('a domain that is listed decides what becomes of a request; an old revision that is restored does, too', async (t) => {
      const console = await administrator(t);
      await console.press('Domain(s)');
      await console.type('input[name=domain]', SISTER);
      await console.press('Add', 'im-admin-domain-form').catch(() => console.press('Add all the same'));
      await console.press('General IM');
      await console.press('Accept automatically from contacts in my organization', GENERAL_IM);
      await console.press('Save', GENERAL_IM);
      await console.untilText('Saved. Revision 3 is in force.');

      await optionsOfMaya(t);
      const amara = await RawClient.connect({
        service: scene.server.service,
        jid: `amara@${SISTER}`,
        password: 'amara',
      });
      t.after(() => amara.close());
      await amara.available();
      amara.presence('subscribe', `maya@${DOMAIN}`);
      await amara.expect(/type=.subscribed\b/);

      // Everybody is accepted, for a moment; the revision before is what an outsider meets.
      await console.press('Accept automatically from all contacts', GENERAL_IM);
      await console.press('Save', GENERAL_IM);
      await console.untilText('Saved. Revision 4 is in force.');
      const options = await optionsOfMaya(t);
      await options.until(({ setting }) => setting.handling === 'accept-all', 'everybody to be accepted');
      await console.press('History');
      await console.press('Restore revision 3');
      await console.press('Restore', 'im-question');
      await console.untilText('Restored. It is revision 5 now.');
      await options.until(
        ({ setting }) => setting.handling === 'accept-organization',
        'the old policy to reach clients',
      );
      const tomas = await RawClient.connect({
        service: scene.server.service,
        jid: `tomas@${OUTSIDE}`,
        password: 'tomas',
      });
      t.after(() => tomas.close());
      tomas.presence('subscribe', `maya@${DOMAIN}`);
      await options.until(({ requests }) => requests.total === 1, 'the outsider to be asked about');
    });

    test('two administrators who change the policy at once: the second is shown the difference, and nothing is lost', async (t) => {
      const first = await administrator(t);
      // On Prosody whoever administers the service owns its nodes; on ejabberd each node has owners of its own.
      if (name === 'ejabberd') {
        await first.press('Organization Information');
        await first.type('#jid', `boss@${DOMAIN}`);
        await first.press('Add', 'im-admin-policy-administrators');
        await first.find(`[aria-label="Remove boss@${DOMAIN}"]`);
      }
      const second = await administrator(t, 'boss');
      for (const console of [first, second]) {
        await console.press('General IM');
        await console.untilText(/Revision \d+ , saved by/);
      }
      await second.press('Never', GENERAL_IM);
      await first.press('Show in search whether people are available', GENERAL_IM);
      await first.press('Save', GENERAL_IM);
      await first.untilText(/Saved\. Revision \d+ is in force/);

      await second.untilText('Somebody else changed the policy while you did');
      await second.untilText('What they changed');
      await second.press('Keep mine on top of theirs');
      await second.press('Save', GENERAL_IM);
      await second.untilText(/Saved\. Revision \d+ is in force/);
      const latest = /Revision (\d+) is in force/.exec(await second.text())?.[1];
      await first.untilText(`Revision ${latest} , saved by boss@${DOMAIN}`);
      await first.press('History');
      await first.untilText(`Revision ${latest}`);
      const checked = async (label: string): Promise<boolean> =>
        first.page.evaluate(
          `[...document.querySelector('im-admin-console').shadowRoot.querySelector('${GENERAL_IM}').shadowRoot.querySelectorAll('label')]
            .find((label) => label.textContent.includes('${label}')).querySelector('input').checked`,
        ) as Promise<boolean>;
      assert.deepEqual([await checked('Never'), await checked('Show in search')], [true, true]);
    });

    test('federation for trusted domains only is saved beside what another administrator changed, and stands in the history', async (t) => {
      const first = await administrator(t);
      const second = await administrator(t, 'boss');
      for (const console of [first, second]) {
        await console.press('IM Federation');
        await console.untilText('Who enforces this');
        await console.untilText(/Revision \d+ , saved by/);
      }
      const told = {
        prosody: /Your server enforces it|Prosody does not enforce it/,
        ejabberd: 'It cannot be asked whether',
      };
      await first.untilText(told[name]);
      await first.press('Trusted domains only', FEDERATION);
      await first.type('input#trusted', OUTSIDE);
      await first.press('Trust', FEDERATION);
      await first.untilText(TRUSTED);
      // It is another host of the same server, which answers for it.
      await first.press('Check whether they are reached');
      await first.untilText('1 of 1 reached.');

      await second.type('input#refused', 'spam.example');
      await second.press('Refuse', FEDERATION);
      await second.press('Save', FEDERATION);
      await second.untilText(/Saved\. Revision \d+ is in force/);
      await first.untilText('Somebody else changed the policy while you did');
      await first.untilText(apart('Refused domain added: spam.example'));
      await first.press('Keep mine on top of theirs');
      await first.press('Save', FEDERATION);
      await first.untilText(/Saved\. Revision \d+ is in force/);

      await second.press('History');
      await second.untilText(apart('IM Federation: Open→is now Trusted domains only'));
      await second.untilText(TRUSTED);
      const list = async (label: string): Promise<string[]> =>
        second.page.evaluate(
          `document.querySelector('im-admin-console').shadowRoot.querySelector('${FEDERATION}').shadowRoot
            .querySelector('im-admin-domain-list[label="${label}"]').domains.map(({ ascii }) => ascii)`,
        ) as Promise<string[]>;
      assert.deepEqual([await list('Trusted domains'), await list('Refused domains')], [[OUTSIDE], ['spam.example']]);
    });

    test('a policy group: what holds for its people is shown, and they meet it at once; two who change it at once lose nothing', async (t) => {
      const first = await administrator(t);
      const second = await administrator(t, 'boss');
      await first.press('General IM');
      await first.untilText(/Revision \d+ , saved by/);
      const isFixed = !(await first.text()).includes('People choose one of these.');
      assert.ok(isFixed, 'nobody chooses');
      const options = await optionsOfMaya(t);
      await options.until(({ setting }) => setting.setting.kind === 'absent', 'the setting to be absent');

      for (const console of [first, second]) await console.press('Policy Groups');
      await first.type('input[name=group]', 'Sales');
      await first.press('Add', 'im-admin-group-name');
      await first.type('input[name=person]', `maya@${DOMAIN}`);
      await first.press('Add', 'im-admin-people-list');
      await (await first.find('select[name=allowUserOptions]')).select('Ticked: each of them chooses');
      await first.untilText(/Member of “.?Sales.?” added : maya @/);
      await first.type('input[name=whom]', `maya@${DOMAIN}`);
      await first.press('Show', 'im-admin-effective-policy');
      await first.untilText(/The person chooses; until then: .* By the group “.?Sales.?”/);
      await first.press('Save', GROUPS);
      await options.until(({ setting }) => setting.setting.kind === 'choice', 'the setting to come back', 1000);
      await options.untilText(SETTING);

      await second.untilText(apart('Sales 1 person'));
      await second.click('summary');
      await (await second.find('select[name=logging]')).select('Nothing is kept');
      await (await first.find('select[name=logging]')).select('Everything is kept');
      await second.press('Save', GROUPS);
      await second.untilText(/Saved\. Revision \d+ is in force/);
      await first.untilText('Somebody else changed the policy while you did');
      await first.untilText(/Both of you changed: IM Logging, for “.?Sales.?”/);
      await first.press('Theirs: Nothing is kept');
      await first.press('Keep mine on top of theirs');
      await first.untilText('All saved');
      assert.equal(await (await first.find('select[name=logging]')).evaluate((select) => (select as HTMLSelectElement).value), 'Nothing is kept'); // prettier-ignore
      await second.press('Remove Sales', GROUPS);
      await second.press('Save', GROUPS);
      await options.until(({ setting }) => setting.setting.kind === 'absent', 'the setting to go again', 1000);
    });

    test('a person who is added can sign in; one who is deleted cannot any more', async (t) => {
      const console = await administrator(t);
      await console.press('Users');
      await console.press('Add a person…');
      await console.type('#username', 'nora');
      await console.untilText(`The address is nora@${DOMAIN}`);
      await console.press('Type one', 'im-admin-user-add');
      await console.type('#password', 'nora-secret');
      await console.press('Add', 'im-admin-user-add');
      await console.untilText(`nora@${DOMAIN} was added.`);
      const nora = { service: scene.server.service, jid: `nora@${DOMAIN}`, password: 'nora-secret' };
      await (await RawClient.connect(nora)).close();

      await console.press(`Manage nora@${DOMAIN}`);
      await console.press('Delete…', 'im-admin-user-manage');
      await console.type('#address', `nora@${DOMAIN}`);
      await console.press('Delete for good');
      await console.untilText(`nora@${DOMAIN} was deleted.`);
      await assert.rejects(RawClient.connect(nora), /was refused/);
    });
  });
}
