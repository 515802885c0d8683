import { expect } from 'chai';
import type { BareJid } from '../../src/core/jid.js';
import type { RequestsSlice } from '../../src/core/view.js';
import type { RequestCard } from '../../src/ui/components/request-card.js';
import type { RequestList } from '../../src/ui/components/request-list.js';
import { allByRole, byRole, eventOf, expectNoViolations, fixture, focused, shadowText } from './support.js';
import { people, requestRow, requestsOf } from './views.js';

const [ANN, BEN, CLEO] = ['ann', 'ben', 'cleo'].map((name) => `${name}@example.org` as BareJid) as [
  BareJid,
  BareJid,
  BareJid,
];

function list(requests: RequestsSlice): Promise<RequestList> {
  return fixture<RequestList>('im-request-list', { requests, pageSize: 3, now: 1000 });
}

async function show(element: RequestList, requests: RequestsSlice): Promise<void> {
  element.requests = requests;
  await element.updateComplete;
  for (const card of cards(element)) await card.updateComplete;
}

function cards(element: RequestList): RequestCard[] {
  return [...element.renderRoot.querySelectorAll<RequestCard>('im-request-card')];
}

function card(element: RequestList, jid: BareJid): RequestCard {
  const found = cards(element).find(({ row }) => row?.jid === jid);
  if (!found) throw new Error(`there is no card of ${jid}`);
  return found;
}

/** Whose card has the focus. */
function focusedJid(element: RequestList): string | undefined {
  return cards(element).find((candidate) => candidate.matches(':focus-within'))?.row?.jid;
}

/** A page of 8 requests that begins at `offset`. */
function pageAt(offset: number): RequestsSlice {
  return requestsOf(people(Math.min(3, 8 - offset), offset + 1), { total: 8, offset });
}

describe('im-request-list', () => {
  it('is accessible, with pages', async () => {
    await expectNoViolations(await list(pageAt(3)));
  });

  it('is a list of cards, each headed by who asks, in the order in which they wait', async () => {
    const element = await list(requestsOf([ANN, BEN, CLEO]));
    expect(allByRole(element, 'listitem')).to.have.length(3);
    expect(allByRole(element, 'heading').map((heading) => heading.computedName)).to.deep.equal([ANN, BEN, CLEO]);
  });

  it('shows no pages where all fit on one', async () => {
    expect(allByRole(await list(requestsOf(people(3))), 'navigation')).to.have.length(0);
  });

  it('says which part it shows, and asks for the ones before and after it', async () => {
    const element = await list(pageAt(3));
    const pages = byRole(element, 'navigation', 'Pages of requests');
    expect(shadowText(pages)).to.contain('4–6 of 8');
    const press = (name: string): unknown => eventOf(element, 'im-page', () => byRole(element, 'button', name).click());
    expect(press('Previous')).to.deep.equal({ offset: 0 });
    expect(press('Next')).to.deep.equal({ offset: 6 });
  });

  it('goes no further than the first and the last page', async () => {
    const isOff = (element: RequestList, name: string): boolean => byRole(element, 'button', name).matches(':disabled');
    const first = await list(pageAt(0));
    expect([isOff(first, 'Previous'), isOff(first, 'Next')]).to.deep.equal([true, false]);
    const last = await list(pageAt(6));
    expect([isOff(last, 'Previous'), isOff(last, 'Next')]).to.deep.equal([false, true]);
  });

  it('puts the focus where the next page begins, so that nobody reads backwards', async () => {
    const element = await list(pageAt(3));
    byRole(element, 'button', 'Next').focus();
    byRole(element, 'button', 'Next').click();
    await show(element, pageAt(6));
    expect(focusedJid(element)).to.equal('person-7@example.org');
  });

  it('passes the focus on to the successor when a request goes', async () => {
    const element = await list(requestsOf([ANN, BEN, CLEO]));
    byRole(card(element, BEN), 'button', 'Accept').focus();
    await show(element, requestsOf([ANN, CLEO]));
    expect(focusedJid(element)).to.equal(CLEO);
  });

  it('passes it on although the answer was under way for a while, without buttons', async () => {
    const element = await list(requestsOf([ANN, BEN, CLEO]));
    byRole(card(element, BEN), 'button', 'Accept').focus();
    const rows = [ANN, BEN, CLEO].map((jid) => requestRow({ jid, pending: jid === BEN ? 'approve' : null }));
    await show(element, requestsOf([ANN, BEN, CLEO], { rows }));
    expect(focusedJid(element)).to.equal(BEN);
    expect(shadowText(byRole(card(element, BEN), 'status'))).to.equal('Accepting …');
    await show(element, requestsOf([ANN, CLEO]));
    expect(focusedJid(element)).to.equal(CLEO);
  });

  it('passes it on to who comes before when the last one goes', async () => {
    const element = await list(requestsOf([ANN, BEN]));
    byRole(card(element, BEN), 'button', 'Ignore').focus();
    await show(element, requestsOf([ANN]));
    expect(focusedJid(element)).to.equal(ANN);
  });

  it('passes it on to who asks, not to an answer: a key held down accepts nobody unseen', async () => {
    const element = await list(requestsOf([ANN, BEN]));
    byRole(card(element, ANN), 'button', 'Accept').focus();
    await show(element, requestsOf([BEN]));
    expect(focused()?.computedRole).to.equal('heading');
    expect(focused()?.computedName).to.equal(BEN);
  });

  it('says so when nobody is left to take the focus', async () => {
    const element = await list(requestsOf([ANN]));
    let emptied = 0;
    element.addEventListener('im-emptied', () => emptied++);
    byRole(card(element, ANN), 'button', 'Decline').focus();
    await show(element, requestsOf([]));
    expect(emptied).to.equal(1);
  });

  it('leaves the focus alone when others come and go', async () => {
    const element = await list(requestsOf([ANN, BEN]));
    const accept = byRole(card(element, BEN), 'button', 'Accept');
    accept.focus();
    await show(element, requestsOf([BEN, CLEO]));
    expect(focused() === accept, 'the focus stayed where it was').to.equal(true);
    accept.blur();
    await show(element, requestsOf([CLEO]));
    expect(focusedJid(element)).to.equal(undefined);
  });

  it('offers to block only where the server can', async () => {
    const element = await list(requestsOf([ANN], { canBlock: false }));
    expect(allByRole(element, 'button').map((button) => button.computedName)).to.deep.equal([
      'Accept',
      'Decline',
      'Ignore',
    ]);
  });
});
