/**
 * Ten thousand who wait, in a real browser. What a person does with them is not to hold up the page: the longest task
 * of its main thread is told for each step, in milliseconds of its processor, and as they passed on the clock.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser } from 'puppeteer-core';
import type { RequestRow } from '../../src/core/view.js';
import { Component } from '../servers/component.js';
import { until } from '../servers/processes.js';
import { openBrowser } from '../support/browser.js';
import { DOMAIN, pageWith, startScene, Tab, type Scene } from '../support/e2e.js';
import { longestTask, TRACED } from '../support/longest-task.js';
import { ELEMENT } from '../support/widget.js';

const CROWD = 'crowd.example';
const OTHERS = 'others.example';
const MANY = 10_000;
const FEW = 50;
const PATIENCE = 120_000;

let scene: Scene;
let browser: Browser;
let crowd: Component;
let others: Component;

before(async () => {
  scene = await startScene({
    pages: { '/': pageWith(ELEMENT) },
    prosody: {
      components: { [CROWD]: 'secret', [OTHERS]: 'secret' },
      extraConfig: 'storage = { roster = "made_up" }; log = { info = "*console" }',
    },
  });
  await scene.admin.publish({ domains: [DOMAIN] });
  crowd = await Component.connect(scene.server, CROWD, 'secret');
  others = await Component.connect(scene.server, OTHERS, 'secret');
  browser = await openBrowser();
});

after(async () => {
  await browser.close();
  crowd.close();
  others.close();
  await scene.stop();
});

test('ten thousand are opened, searched, selected by domain and declined; Stop stops, and says how many wait again', async (t) => {
  const person = await scene.person('maya');
  for (let i = 0; i < MANY; i++) crowd.presence('subscribe', `p${i}`, person.jid);
  for (let i = 0; i < FEW; i++) others.presence('subscribe', `q${i}`, person.jid);
  await Promise.all([crowd.ping(DOMAIN), others.ping(DOMAIN)]);

  const tab = await Tab.open(browser, scene.site.origin);
  const step = async (name: string, act: () => Promise<void>): Promise<void> => {
    await tab.page.tracing.start({ categories: TRACED });
    await act();
    const { processor, clock } = longestTask(await tab.page.tracing.stop());
    t.diagnostic(`${name}: at most ${processor} ms of the processor, ${clock} ms on the clock`);
  };
  const shows = (total: number, matching = total): Promise<void> =>
    tab.until(
      ({ requests }) => requests.total === total && requests.matching === matching && !requests.bulk,
      `${matching} of ${total} to be shown`,
      PATIENCE,
    );
  const declineAll = async (count: string): Promise<void> => {
    await tab.press('Select all on this page');
    await tab.press(`Select all ${count} that match`);
    await tab.press('Decline', 'im-bulk-bar');
  };

  await step('open', async () => {
    await tab.signIn(person.jid, person.password);
    await shows(MANY + FEW);
    await tab.untilText(/1–25 of 10,050/);
  });
  await step('search', async () => {
    await tab.type('input[type=search]', 'p999');
    await shows(MANY + FEW, 11);
    await tab.press('Show all', 'im-list-header');
    await shows(MANY + FEW);
  });
  await step('select a domain', async () => {
    await (await tab.find('select')).select(CROWD);
    await shows(MANY + FEW, MANY);
  });
  let rest = 0;
  await step('decline all, and stop', async () => {
    await declineAll('10,000');
    await tab.untilText(/Declined 10,000 requests/);
    await tab.until(({ requests }) => (requests.bulk?.done ?? 0) > MANY / 20, 'some to be through', PATIENCE);
    await tab.untilText(/Declining [\d,]+ of 10,000/);
    await tab.press('Stop');
    await tab.untilText(/Stopped\. [\d,]+ requests wait again\./);
    // What was on its way can be stopped no more.
    const isStill = (rows: readonly RequestRow[]): boolean => rows.every(({ pending }) => pending === null);
    await tab.until(({ requests: { bulk, rows } }) => !bulk && isStill(rows), 'it to be stopped', PATIENCE);
    rest = ((await tab.view())?.requests.total ?? 0) - FEW;
  });
  assert.ok(rest > 0 && rest < MANY, `${rest} are left`);
  await until(() => crowd.received('unsubscribed').size >= MANY - rest, 'the others to hear of it');
  assert.equal(crowd.received('unsubscribed').size, MANY - rest);
  await step('decline the others', async () => {
    await declineAll(rest.toLocaleString('en'));
    await tab.untilText(/Declined [\d,]+ requests\. Undo/);
    await tab.until(({ requests: { held } }) => !held, 'it to be sent');
    // All whom the domain let through are answered: the others are shown again by themselves.
    await shows(FEW);
  });
  await crowd.ping(DOMAIN);
  assert.equal(crowd.received('unsubscribed').size, MANY);
  assert.equal(others.received('unsubscribed').size, 0);

  assert.deepEqual(tab.complaints, []);
});
