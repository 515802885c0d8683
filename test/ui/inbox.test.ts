import { expect } from 'chai';
import type { Filter } from '../../src/core/view.js';
import { NO_FILTER } from '../../src/core/view.js';
import { InboxPage } from './inbox-page.js';
import { deep, expectNoViolations, focused, frame, nameOf, operable, textOf } from './support.js';
import { jid, logLine, OTTO, requestRow, requestsOf, rowsOf } from './views.js';

const ANN = 'ann@third.test';
const TWO = rowsOf(OTTO, ANN);
const SEVEN = rowsOf(OTTO, 'a@x.test', 'b@x.test', 'c@x.test', 'd@x.test', 'e@x.test', 'f@x.test');
const GROUPED = [
  requestRow({ jid: jid('maya@example.com'), domain: 'example.com', group: 'colleague', origin: 'colleague' }),
  ...SEVEN,
];
const COLLEAGUES: Filter = { ...NO_FILTER, group: 'colleague' };

function type(page: InboxPage, text: string): void {
  const field = page.find('input[type=search]') as HTMLInputElement;
  field.value = text;
  field.dispatchEvent(new Event('input', { bubbles: true }));
}

describe('the inbox', () => {
  for (const scheme of ['light', 'dark']) {
    it(`is accessible in ${scheme}, with filters, a selection, a message and decisions`, async () => {
      document.documentElement.style.setProperty('--_im-scheme', scheme);
      const held = { act: 'deny', jid: jid('x@y.test'), count: 1, until: Date.now() + 60_000 } as const;
      const lines = [logLine(), logLine({ id: 2, act: 'block', remedy: 'unblock' })];
      const page = await InboxPage.open(requestsOf(GROUPED, { held, ignored: 2 }), lines);
      await page.press(`Select ${OTTO}`);
      await expectNoViolations(page.element);
      document.documentElement.style.removeProperty('--_im-scheme');
    });
  }

  it('has no groups, search or selection for a single request', async () => {
    const page = await InboxPage.open(requestsOf(rowsOf(OTTO)));
    expect(deep(page.element, '.chip, input')).to.deep.equal([]);
  });

  it('names the groups that have any, with their counts, and shows the one that is pressed', async () => {
    const page = await InboxPage.open(requestsOf(GROUPED));
    expect(deep(page.element, '.chip').map(textOf)).to.deep.equal(['All 8', 'Colleagues 1', 'Outside 7']);
    await page.press('Colleagues 1');
    expect(page.looks).to.deep.equal([{ offset: 0, limit: 25, filter: COLLEAGUES }]);
    expect(page.find('.chip[aria-pressed=true]').textContent).to.contain('Colleagues');
  });

  it('searches for what was typed within a frame once', async () => {
    const page = await InboxPage.open(requestsOf(SEVEN));
    for (const text of ['o', 'ot', 'ott']) type(page, text);
    expect(page.looks).to.deep.equal([]);
    await frame();
    expect(page.looks.map(({ filter }) => filter)).to.deep.equal([{ ...NO_FILTER, text: 'ott' }]);
  });

  it('filters by domain, with counts', async () => {
    const page = await InboxPage.open(requestsOf(SEVEN));
    const domains = page.find('select') as HTMLSelectElement;
    expect([...domains.options].map(textOf)).to.deep.equal(['All domains', 'elsewhere.test (1)', 'x.test (6)']);
    domains.value = 'x.test';
    domains.dispatchEvent(new Event('change', { bubbles: true }));
    expect(page.looks.at(-1)?.filter).to.deep.equal({ ...NO_FILTER, domain: 'x.test' });
  });

  it('says how many match, of how many, and shows all again', async () => {
    const page = await InboxPage.open(requestsOf(SEVEN));
    type(page, 'x');
    await frame();
    await page.tell(requestsOf(SEVEN.slice(1), { total: 10_000, matching: 12 }));
    expect(page.text).to.contain('12 of 10,000');
    await page.press('Show all', page.find('im-list-header'));
    expect(page.looks.at(-1)?.filter).to.deep.equal(NO_FILTER);
    expect((page.find('input[type=search]') as HTMLInputElement).value).to.equal('');
  });

  it('says that nothing matches, and gives the focus to the first when all are shown again', async () => {
    const page = await InboxPage.open(requestsOf(SEVEN));
    type(page, 'nobody');
    await frame();
    await page.tell(requestsOf([], { total: 7 }));
    expect(page.text).to.contain('No request matches');
    await page.press('Show all');
    await page.tell(requestsOf(SEVEN));
    expect(page.card(OTTO).matches(':focus-within')).to.equal(true);
  });

  it('forgets a filter when nothing waits, so that it hides nothing that comes later', async () => {
    const page = await InboxPage.open(requestsOf(GROUPED));
    await page.press('Colleagues 1');
    await page.tell(requestsOf([]));
    expect(page.looks.at(-1)?.filter).to.deep.equal(NO_FILTER);
  });

  it('shows all again, the focus on the first, when everybody is answered whom a group or domain let through', async () => {
    const page = await InboxPage.open(requestsOf(GROUPED));
    await page.press('Colleagues 1');
    const [colleague, ...others] = GROUPED;
    await page.tell(requestsOf(colleague ? [colleague] : [], { total: GROUPED.length }));
    await page.tell(requestsOf([], { total: others.length }));
    expect(page.looks.at(-1)?.filter).to.deep.equal(NO_FILTER);
    await page.tell(requestsOf(others));
    expect(page.find('im-request-card').matches(':focus-within')).to.equal(true);
  });

  it('shows a group again when its last answer is taken back', async () => {
    const held = { act: 'deny', jid: OTTO, count: 1, until: Date.now() + 5000 } as const;
    const page = await InboxPage.open(requestsOf(GROUPED));
    await page.press('Colleagues 1');
    await page.tell(requestsOf([], { total: GROUPED.length - 1, held }));
    expect(page.looks.at(-1)?.filter).to.deep.equal(NO_FILTER);
    await page.press('Undo');
    await page.settled();
    expect(page.looks.at(-1)?.filter).to.deep.equal({ ...NO_FILTER, group: 'colleague' });
  });

  it('takes back the last answer on Ctrl+Z also where the focus is outside the list', async () => {
    const held = { act: 'deny', jid: OTTO, count: 1, until: Date.now() + 5000 } as const;
    const page = await InboxPage.open(requestsOf(TWO, { held }));
    page.find('h2').focus();
    await page.key('z', { ctrlKey: true });
    expect(page.lastCommand).to.deep.equal({ name: 'take-back' });
  });

  it('shows a page, and asks for the next', async () => {
    const page = await InboxPage.open(requestsOf(SEVEN, { total: 10_000, matching: 10_000 }));
    await page.press('Next');
    expect(page.looks).to.deep.equal([{ offset: 25, limit: 25, filter: NO_FILTER }]);
    expect(deep(page.element, 'im-request-card')).to.have.length(7);
  });

  it('shows all from the domain of a request', async () => {
    const page = await InboxPage.open(requestsOf(SEVEN));
    await page.pick('b@x.test', 'Show all from x.test');
    expect(page.looks.at(-1)?.filter).to.deep.equal({ ...NO_FILTER, domain: 'x.test' });
  });

  it('reads whom the person ignores when that is opened, and brings them back', async () => {
    const page = await InboxPage.open(requestsOf(TWO, { ignored: 1 }));
    expect(page.commands).to.deep.equal([]);
    const entries = [{ jid: jid('quiet@third.test'), at: null }];
    page.answer = () => ({ ok: true, data: { total: 1, offset: 0, entries } });
    await page.press('1 ignored');
    expect(page.lastCommand).to.deep.include({ name: 'read-people', list: 'ignored', offset: 0 });
    await page.press('Bring back: quiet@third.test');
    expect(page.lastCommand).to.deep.equal({ name: 'restore', jid: 'quiet@third.test' });
  });

  it('opens the options at the log', async () => {
    const page = await InboxPage.open(
      requestsOf([]),
      [1, 2, 3, 4].map((id) => logLine({ id })),
    );
    let section: unknown;
    page.element.addEventListener('im-options-wanted', (event) => {
      ({ section } = event.detail);
      event.preventDefault();
    });
    await page.press('All decisions');
    expect(section).to.equal('log');
  });

  it('shows what went wrong with an answer', async () => {
    const page = await InboxPage.open(requestsOf(TWO));
    page.answer = () => ({ ok: false, problem: { kind: 'not-signed-in' } });
    await page.press('Accept', page.card(OTTO));
    expect(page.toasts).to.deep.equal(['You are not signed in any more. Sign in again.']);
  });
});

describe('the focus in the inbox', () => {
  it('goes to the next request when one is declined', async () => {
    const page = await InboxPage.open(requestsOf(TWO));
    page.card(OTTO).focus();
    await page.press('Decline', page.card(OTTO));
    await page.tell(requestsOf(rowsOf(ANN)));
    expect(page.card(ANN).matches(':focus-within')).to.equal(true);
  });

  it('goes to the next request as soon as one is being accepted', async () => {
    const page = await InboxPage.open(requestsOf(TWO));
    page.card(OTTO).focus();
    await page.press('Accept', page.card(OTTO));
    await page.tell(requestsOf(TWO.map((row) => (row.jid === OTTO ? { ...row, pending: 'approve' } : row))));
    expect(page.card(ANN).matches(':focus-within')).to.equal(true);
  });

  it('goes to the title when the last is answered', async () => {
    const page = await InboxPage.open(requestsOf(rowsOf(OTTO)));
    page.card(OTTO).focus();
    await page.press('Decline', page.card(OTTO));
    await page.tell(requestsOf([]));
    expect(focused()?.id).to.equal('title');
  });

  it('goes to the next request when one is blocked, from the question that was asked before', async () => {
    const page = await InboxPage.open(requestsOf(TWO));
    await page.pick(OTTO, 'Block this person…');
    await page.press('Block', page.find('im-question'));
    expect(page.card(OTTO).matches(':focus-within')).to.equal(true);
    await page.tell(requestsOf(rowsOf(ANN)));
    expect(page.card(ANN).matches(':focus-within')).to.equal(true);
  });

  it('stays where it was when the button that had it goes', async () => {
    const page = await InboxPage.open(requestsOf(SEVEN));
    await page.press('Select all on this page');
    operable(page.element, 'Select none').focus();
    await page.press('Select none');
    expect(focused()?.computedName).to.equal('Select all on this page');
  });

  it('goes to the first request when the answer to many is through, and had it', async () => {
    const bulk = { act: 'deny', total: 9, done: 1 } as const;
    const page = await InboxPage.open(requestsOf(TWO, { bulk }));
    operable(page.element, 'Stop').focus();
    await page.tell(requestsOf(TWO));
    expect(page.card(OTTO).matches(':focus-within')).to.equal(true);
  });

  it('moves between requests by the arrow keys', async () => {
    const page = await InboxPage.open(requestsOf(SEVEN));
    page.card(OTTO).focus();
    await page.key('ArrowDown');
    expect(page.card('a@x.test').matches(':focus-within')).to.equal(true);
    await page.key('End');
    expect(page.card('f@x.test').matches(':focus-within')).to.equal(true);
    await page.key('Home');
    expect(page.card(OTTO).matches(':focus-within')).to.equal(true);
  });

  it('is in the menu while that is open, moves in it by the arrow keys, and goes back to its button', async () => {
    const page = await InboxPage.open(requestsOf(TWO));
    await page.press('More answers', page.card(OTTO));
    const names = (): string => nameOf(focused() ?? document.body);
    expect(names()).to.equal('Look closer');
    await page.key('ArrowUp');
    expect(names()).to.equal('Block and report…');
    await page.key('i');
    expect(names()).to.equal('Ignore');
    page.find('[popover]:popover-open').hidePopover(); // as Escape does; a test cannot press it
    await page.settled();
    expect(names()).to.equal('More answers');
    expect(focused()?.getAttribute('aria-expanded')).to.equal('false');
  });
});
