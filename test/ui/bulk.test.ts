import { expect } from 'chai';
import { NO_FILTER, type BulkProgress } from '../../src/core/view.js';
import { InboxPage } from './inbox-page.js';
import { deep, expectNoViolations, nameOf } from './support.js';
import { jid, OTTO, requestRow, requestsOf, rowsOf } from './views.js';

const ANN = 'ann@third.test';
const THREE = rowsOf(OTTO, ANN, 'eve@third.test');
const MANY = { total: 10_000, matching: 10_000 };
const BULK = { name: 'bulk', addBack: false, report: null } as const;

function progress(done: number): BulkProgress {
  return { act: 'deny', total: 10_000, done };
}

async function pickFor(page: InboxPage, menu: string, item: string): Promise<void> {
  await page.press(menu, page.find('im-bulk-bar'));
  await page.press(item, page.find('im-bulk-bar'));
}

async function domainShown(domain: string): Promise<InboxPage> {
  const rows = [...rowsOf(`a@${domain}`, `b@${domain}`), ...rowsOf('c@x.test', 'd@x.test', 'e@x.test', 'f@x.test')];
  const page = await InboxPage.open(requestsOf(rows));
  const domains = page.find('select') as HTMLSelectElement;
  domains.value = domain;
  domains.dispatchEvent(new Event('change', { bubbles: true }));
  await page.settled();
  return page;
}

describe('many requests at once', () => {
  it('are answered with the ones that are ticked, and the focus goes to the list', async () => {
    const page = await InboxPage.open(requestsOf(THREE));
    await page.press(`Select ${OTTO}`);
    await page.press(`Select ${ANN}`);
    expect(page.text).to.contain('2 selected');
    await page.press('Decline', page.find('im-bulk-bar'));
    expect(page.lastCommand).to.deep.equal({ ...BULK, act: 'deny', selection: { jids: [OTTO, ANN] } });
    expect(page.has('im-bulk-bar')).to.equal(false);
    expect(page.find('im-request-list').matches(':focus-within')).to.equal(true);
  });

  it('are selected a page at a time, without those that are answered already', async () => {
    const rows = [...THREE, requestRow({ jid: jid('done@x.test'), pending: 'approve' })];
    const page = await InboxPage.open(requestsOf(rows));
    await page.press('Select all on this page');
    expect(page.text).to.contain('3 selected');
    await page.press('Select all on this page');
    expect(page.text).not.to.contain('selected');
  });

  it('are all that match, by the filter and not one by one', async () => {
    const page = await InboxPage.open(requestsOf(THREE, MANY));
    await page.press('Select all on this page');
    await page.press('Select all 10,000');
    expect(page.text).to.contain('10,000 selected');
    await page.press('Ignore', page.find('im-bulk-bar'));
    expect(page.lastCommand).to.deep.equal({ ...BULK, act: 'ignore', selection: { filter: NO_FILTER } });
    expect(page.toasts).to.deep.equal(['Ignored 10,000 requests. They learn nothing.']);
  });

  it('are the page without one, when one of all is left out', async () => {
    const page = await InboxPage.open(requestsOf(THREE, MANY));
    await page.press('Select all on this page');
    await page.press('Select all 10,000');
    await page.press(`Select ${ANN}`);
    await page.press('Decline', page.find('im-bulk-bar'));
    expect(page.lastCommand).to.deep.include({ selection: { jids: [OTTO, 'eve@third.test'] } });
  });

  it('are accepted only after a question, and added if that is ticked', async () => {
    const page = await InboxPage.open(requestsOf(THREE));
    await page.press('Select all on this page');
    await page.press('Accept', page.find('im-bulk-bar'));
    expect(page.commands).to.deep.equal([]);
    await expectNoViolations(page.element);
    expect(page.text).to.contain('Accept 3 requests? All of them will see when you are available.');
    page.find('im-question').shadowRoot?.querySelector('input')?.click();
    await page.press('Accept', page.find('im-question'));
    expect(page.lastCommand).to.deep.include({ name: 'bulk', act: 'approve', addBack: true });
  });

  it('are blocked only after a question, and reported where the server takes reports', async () => {
    const page = await InboxPage.open(requestsOf(THREE));
    await page.press(`Select ${OTTO}`);
    await pickFor(page, 'Block', 'Block and report those selected…');
    expect(page.commands).to.deep.equal([]);
    await page.press('Block and report', page.find('im-question'));
    expect(page.lastCommand).to.deep.equal({ ...BULK, act: 'block', report: 'spam', selection: { jids: [OTTO] } });
  });

  it('are not selected any more when they are gone, or when another page is shown', async () => {
    const page = await InboxPage.open(requestsOf(THREE, MANY));
    await page.press(`Select ${OTTO}`);
    await page.press(`Select ${ANN}`);
    await page.tell(requestsOf(rowsOf(ANN, 'eve@third.test'), MANY));
    expect(page.text).to.contain('1 selected');
    await page.press('Next');
    expect(page.text).not.to.contain('selected');
  });

  it('of one domain are declined or ignored together', async () => {
    const page = await domainShown('third.test');
    await pickFor(page, 'All from third.test', 'Decline all');
    expect(page.lastCommand).to.deep.equal({
      ...BULK,
      act: 'deny',
      selection: { filter: { ...NO_FILTER, domain: 'third.test' } },
    });
  });

  it('of one domain are blocked after a question', async () => {
    const page = await domainShown('third.test');
    await pickFor(page, 'All from third.test', 'Block everybody at third.test…');
    await page.press('Block', page.find('im-question'));
    expect(page.lastCommand).to.deep.equal({ name: 'block', jid: 'third.test', report: null });
  });

  it('of our own domain are never blocked', async () => {
    const page = await domainShown('example.com');
    await page.press('All from example.com', page.find('im-bulk-bar'));
    expect(deep(page.element, '[role=menuitem]').map(nameOf)).to.deep.equal(['Decline all', 'Ignore all']);
  });

  it('show how far it has got, say so aloud four times at most, and can be stopped', async () => {
    const page = await InboxPage.open(requestsOf(THREE, { ...MANY, bulk: progress(3200) }));
    const bar = page.find('progress') as HTMLProgressElement;
    expect([bar.value, bar.max, page.text.includes('Declining 3,200 of 10,000')]).to.deep.equal([3200, 10_000, true]);
    await expectNoViolations(page.element);
    const said = new Set<string>();
    for (let done = 3200; done < 10_000; done += 200) {
      await page.tell(requestsOf(THREE, { ...MANY, bulk: progress(done) }));
      said.add(page.find('im-bulk-progress').shadowRoot?.querySelector('[role=status]')?.textContent ?? '');
    }
    expect(said.size).to.equal(3);
    page.answer = async () => {
      await page.tell(requestsOf(THREE));
      return { ok: true, data: 50 };
    };
    await page.press('Stop');
    await page.settled();
    expect(page.lastCommand).to.deep.equal({ name: 'stop-bulk' });
    expect(page.toasts).to.deep.equal(['Stopped. 50 requests wait again.']);
  });

  it('cannot be answered while an earlier answer is on its way', async () => {
    const page = await InboxPage.open(requestsOf(THREE, { bulk: progress(1) }));
    await page.press(`Select ${OTTO}`);
    const buttons = deep<HTMLButtonElement>(page.find('im-bulk-bar').shadowRoot as ShadowRoot, 'button');
    expect(buttons.every(({ disabled }) => disabled)).to.equal(true);
  });
});
