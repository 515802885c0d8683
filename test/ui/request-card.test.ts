import { expect } from 'chai';
import type { BareJid } from '../../src/core/jid.js';
import type { RequestRow } from '../../src/core/view.js';
import { componentEvent, type RequestChoice } from '../../src/ui/events.js';
import type { RequestCard } from '../../src/ui/components/request-card.js';
import { allByRole, byRole, expectNoViolations, fixture, shadowText, until } from './support.js';
import { BOB, requestRow } from './views.js';

async function card(row: Partial<RequestRow> = {}): Promise<RequestCard> {
  return fixture<RequestCard>('im-request-card', {
    row: requestRow(row),
    can: { block: true, report: true },
    ownDomain: 'acme.example',
    now: 1_000_000,
    locale: 'en',
  });
}

function choiceOf(element: RequestCard, press: () => unknown): RequestChoice | undefined {
  let choice: RequestChoice | undefined;
  element.addEventListener('im-choice', (event) => (choice = (event as CustomEvent<RequestChoice>).detail), {
    once: true,
  });
  press();
  return choice;
}

describe('im-request-card', () => {
  it('is accessible', async () => {
    await expectNoViolations(await card({ warning: { kind: 'looks-like', domain: 'example.com' } }));
  });

  it('shows the canonical address first and the nickname as a claim', async () => {
    const text = shadowText(await card({ jid: 'bob@example.org' as BareJid, nick: 'The Boss' }));
    expect(text.indexOf('bob@example.org')).to.be.lessThan(text.indexOf('Calls themselves The Boss'));
  });

  it('shows what others wrote as text', async () => {
    const element = await card({ nick: '<img src=x onerror=alert(1)>', note: '<b>bold</b>' });
    expect(element.renderRoot.querySelector('img, b')).to.equal(null);
    expect(shadowText(element)).to.contain('<img src=x onerror=alert(1)>').and.to.contain('<b>bold</b>');
  });

  it('accepts at once, without adding to the contacts', async () => {
    const element = await card();
    expect(choiceOf(element, () => byRole(element, 'button', 'Accept').click())).to.deep.equal({
      act: 'approve',
      jid: BOB,
      addBack: false,
      details: null,
    });
  });

  it('says of a decline that they are told', async () => {
    const element = await card();
    expect(choiceOf(element, () => byRole(element, 'button', 'Decline').click())).to.deep.equal({
      act: 'deny',
      jid: BOB,
    });
    expect(element.renderRoot.querySelector('#told')?.textContent).to.equal('They are told.');
  });

  it('blocks only after it has asked', async () => {
    const element = await card();
    const menu = element.renderRoot.querySelector('im-menu');
    const pick = (): unknown => menu?.dispatchEvent(componentEvent('im-pick', { item: 'block' }));
    expect(choiceOf(element, pick)).to.equal(undefined);
    await until(() => allByRole(element, 'button', 'Block').length === 1);
    const press = (): void => byRole(element, 'button', 'Block').click();
    expect(choiceOf(element, press)).to.deep.equal({ act: 'block', jid: BOB, report: null });
  });
});
