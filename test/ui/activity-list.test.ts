import { expect } from 'chai';
import type { LogLine } from '../../src/core/view.js';
import { InboxPage } from './inbox-page.js';
import { deep, focused, operable } from './support.js';
import { jid, logLine, requestsOf } from './views.js';

const LINES: readonly LogLine[] = [
  logLine({ id: 5, by: { who: 'policy', rule: { kind: 'invited', label: 'Fair' } } }),
  logLine({ id: 4, act: 'deny', remedy: 'allow', by: { who: 'other-device' } }),
  logLine({ id: 3, act: 'ignore', remedy: 'bring-back' }),
  logLine({ id: 2, act: 'block', remedy: 'unblock', jid: jid('elsewhere.test') }),
  logLine({ id: 1, undone: true, remedy: null }),
];

describe('what was decided', () => {
  it('takes no room where nothing was decided', async () => {
    const page = await InboxPage.open(requestsOf([]), []);
    expect(page.find('im-activity-list').offsetHeight).to.equal(0);
  });

  it('is a few lines, then all that are there', async () => {
    const page = await InboxPage.open(requestsOf([]), LINES);
    expect(deep(page.find('im-activity-list').shadowRoot as ShadowRoot, 'li')).to.have.length(3);
    await page.press('Show more');
    expect(deep(page.find('im-activity-list').shadowRoot as ShadowRoot, 'li')).to.have.length(5);
    expect(page.find('im-activity-list').matches(':focus-within')).to.equal(true);
  });

  it('says by whom, and why', async () => {
    const page = await InboxPage.open(requestsOf([]), LINES);
    await page.press('Show more');
    for (const text of [
      'Accepted automatically: they came with your invitation “Fair”.',
      'You declined on another device.',
      'You ignored them.',
      'You blocked them.',
      'Taken back. You will be asked if they ask again.',
    ]) {
      expect(page.text).to.contain(text);
    }
  });

  it('keeps the focus when what was pressed is done', async () => {
    const page = await InboxPage.open(requestsOf([]), LINES);
    operable(page.element, 'Take back: otto@elsewhere.test').focus();
    await page.press('Take back: otto@elsewhere.test');
    await page.tell(requestsOf([]), [logLine({ id: 5, undone: true, remedy: null }), ...LINES.slice(1)]);
    expect(focused()?.computedName).to.equal('Accept next time: otto@elsewhere.test');
  });

  for (const [name, entry] of [
    ['Take back: otto@elsewhere.test', 5],
    ['Accept next time: otto@elsewhere.test', 4],
    ['Bring back: otto@elsewhere.test', 3],
    ['Unblock: elsewhere.test', 2],
  ] as const) {
    it(`offers “${name}”`, async () => {
      const page = await InboxPage.open(requestsOf([]), LINES);
      await page.press('Show more');
      await page.press(name);
      expect(page.lastCommand).to.deep.equal({ name: 'undo', entry });
    });
  }
});
