import { expect } from 'chai';
import type { BareJid } from '../../src/core/jid.js';
import type { RequestRow } from '../../src/core/view.js';
import type { RequestChoice } from '../../src/ui/events.js';
import type { RequestCard } from '../../src/ui/components/request-card.js';
import { expectNoViolations, fixture, requestRow, shadowText } from './support.js';

async function card(row: Partial<RequestRow> = {}): Promise<RequestCard> {
  return fixture<RequestCard>('im-request-card', {
    row: requestRow(row),
    canBlock: true,
    now: 1_000_000,
    locale: 'en',
  });
}

function choiceOf(element: RequestCard, press: () => void): RequestChoice | undefined {
  let choice: RequestChoice | undefined;
  element.addEventListener('im-choice', (event) => (choice = (event as CustomEvent<RequestChoice>).detail), {
    once: true,
  });
  press();
  return choice;
}

function button(element: RequestCard, name: string): HTMLButtonElement {
  const found = [...element.renderRoot.querySelectorAll('button')].find(
    (candidate) => candidate.textContent.trim() === name,
  );
  if (!found) throw new Error(`there is no button ${name}`);
  return found;
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

  it('accepts without adding to the contacts unless that is ticked', async () => {
    const element = await card();
    expect(choiceOf(element, () => button(element, 'Accept').click())).to.deep.include({
      act: 'approve',
      addBack: false,
    });
    element.renderRoot.querySelector<HTMLInputElement>('input')?.click();
    expect(choiceOf(element, () => button(element, 'Accept').click())).to.deep.include({
      act: 'approve',
      addBack: true,
    });
  });

  it('blocks only after it has asked', async () => {
    const element = await card();
    expect(choiceOf(element, () => button(element, 'Block').click())).to.equal(undefined);
    await element.updateComplete;
    expect(choiceOf(element, () => button(element, 'Block').click())).to.deep.include({ act: 'block' });
  });
});
