import { expect } from 'chai';
import type { HeldAnswer } from '../../src/core/view.js';
import { InboxPage } from './inbox-page.js';
import { deep, focused } from './support.js';
import { jid, logLine, OTTO, requestsOf, rowsOf } from './views.js';

const ANN = jid('ann@third.test');
const TWO = rowsOf(OTTO, ANN);

function held(answer: Partial<HeldAnswer> = {}): HeldAnswer {
  return { act: 'deny', jid: OTTO, count: 1, until: Date.now() + 60_000, ...answer };
}

function lifetime(page: InboxPage): Animation {
  const [time] = page.find('.toast .time').getAnimations();
  if (!time) throw new Error('the message has no time');
  return time;
}

function undoButton(page: InboxPage): HTMLButtonElement {
  return page.find('.undo') as HTMLButtonElement;
}

describe('a message about an answer', () => {
  for (const [answer, text] of [
    [{}, 'Declined otto@elsewhere.test. They are told in a moment. Undo'],
    [{ act: 'block' }, 'Blocked otto@elsewhere.test. Undo'],
    [{ act: 'block', jid: jid('elsewhere.test') }, 'Blocked everybody at elsewhere.test. Undo'],
    [{ jid: null, count: 12_000 }, 'Declined 12,000 requests. Undo'],
    [{ jid: null, count: 1, act: 'block' }, 'Blocked 1 person. Undo'],
  ] as const) {
    it(`says “${text}”, politely and without taking the focus`, async () => {
      const page = await InboxPage.open(requestsOf(rowsOf(ANN)));
      page.card(ANN).focus();
      const before = focused();
      await page.tell(requestsOf(rowsOf(ANN), { held: held(answer) }));
      expect(page.toasts).to.deep.equal([text]);
      expect(page.find('.toast p').getAttribute('role')).to.equal('status');
      expect(focused()).to.equal(before);
    });
  }

  it('takes back what is held, and gives the focus to who waits again', async () => {
    const page = await InboxPage.open(requestsOf(rowsOf(ANN), { held: held() }));
    undoButton(page).focus();
    await page.press('Undo');
    expect(page.lastCommand).to.deep.equal({ name: 'take-back' });
    await page.tell(requestsOf(TWO));
    expect(page.toasts).to.deep.equal([]);
    expect(page.card(OTTO).matches(':focus-within')).to.equal(true);
  });

  it('is undone by Ctrl+Z from anywhere in the inbox', async () => {
    const page = await InboxPage.open(requestsOf(rowsOf(ANN), { held: held() }));
    page.card(ANN).focus();
    await page.key('z', { ctrlKey: true });
    expect(page.lastCommand).to.deep.equal({ name: 'take-back' });
  });

  it('undoes an acceptance by its line in the log, as soon as that is there', async () => {
    const older = logLine({ id: 4 });
    const page = await InboxPage.open(requestsOf(TWO), [older]);
    await page.press('Accept', page.card(OTTO));
    expect(page.lastCommand).to.deep.equal({ name: 'approve', jid: OTTO, addBack: false, details: null });
    expect(page.toasts).to.deep.equal(['Accepted otto@elsewhere.test. Undo']);
    await page.press('Undo');
    expect(page.lastCommand?.name).to.equal('approve');
    await page.tell(requestsOf(rowsOf(ANN)), [logLine({ id: 5 }), older]);
    expect(page.lastCommand).to.deep.equal({ name: 'undo', entry: 5 });
  });

  it('brings back who was ignored', async () => {
    const page = await InboxPage.open(requestsOf(TWO));
    await page.pick(OTTO, 'Ignore');
    expect(page.lastCommand).to.deep.equal({ name: 'ignore', jid: OTTO });
    await page.press('Undo');
    expect(page.lastCommand).to.deep.equal({ name: 'restore', jid: OTTO });
  });

  it('goes by itself', async () => {
    const page = await InboxPage.open(requestsOf(TWO));
    await page.press('Accept', page.card(OTTO));
    lifetime(page).finish();
    await page.settled();
    expect(page.toasts).to.deep.equal([]);
  });

  it('waits while the focus is on it', async () => {
    const page = await InboxPage.open(requestsOf(TWO));
    await page.press('Accept', page.card(OTTO));
    const time = lifetime(page);
    undoButton(page).focus();
    expect(time.playState).to.equal('paused');
    undoButton(page).blur();
    await page.settled();
    expect(time.playState).to.equal('running');
  });

  it('stays while the focus is on it, and says so when it is too late', async () => {
    const page = await InboxPage.open(requestsOf(rowsOf(ANN), { held: held() }));
    undoButton(page).focus();
    await page.tell(requestsOf(rowsOf(ANN)));
    expect(page.toasts).to.deep.equal(['Declined otto@elsewhere.test. They are told in a moment. Too late']);
    await page.press('Too late');
    expect(page.commands).to.deep.equal([]);
    undoButton(page).blur();
    await page.settled();
    expect(page.toasts).to.deep.equal([]);
  });

  it('tells both when there are two', async () => {
    const page = await InboxPage.open(requestsOf(rowsOf(ANN), { held: held() }));
    await page.pick(ANN, 'Ignore');
    expect(deep(page.element, '.undo')).to.have.length(2);
  });
});
