import { expect } from 'chai';
import type { RequestRow } from '../../src/core/view.js';
import type { RequestCard } from '../../src/ui/components/request-card.js';
import type { RequestChoice } from '../../src/ui/events.js';
import { deep, expectNoViolations, fixture, focused, nameOf, operable, settled, textOf } from './support.js';
import { BOB, jid, requestRow } from './views.js';

async function card(row: Partial<RequestRow> = {}, more: Record<string, unknown> = {}): Promise<RequestCard> {
  const element = await fixture<RequestCard>('im-request-card', {
    row: requestRow(row),
    can: { block: true, report: true },
    ownDomain: 'example.com',
    now: 1_000_000,
    locale: 'en',
    ...more,
  });
  await settled(element);
  return element;
}

async function press(element: RequestCard, name: string): Promise<RequestChoice | undefined> {
  let choice: RequestChoice | undefined;
  const listener = (event: Event): void => void (choice = (event as CustomEvent<RequestChoice>).detail);
  element.addEventListener('im-choice', listener, { once: true });
  operable(element, name).click();
  await settled(element);
  element.removeEventListener('im-choice', listener);
  return choice;
}

async function menu(element: RequestCard): Promise<string[]> {
  await press(element, 'More answers');
  return deep(element, '[role=menuitem]').map(nameOf);
}

function field(element: RequestCard, name: string): HTMLInputElement {
  const [found] = deep<HTMLInputElement>(element, `input[name=${name}]`);
  if (!found) throw new Error(`there is no field ${name}`);
  return found;
}

describe('im-request-card', () => {
  it('is accessible, with everything that can be odd about a request', async () => {
    const element = await card(
      {
        nick: 'Bob',
        note: 'Hello',
        warning: { kind: 'looks-like', domain: 'example.com' },
        turnedAway: 1,
        invitation: 'Fair',
        refused: 'forbidden',
        origin: 'colleague',
      },
      { selectable: true, selected: true, selecting: true },
    );
    await expectNoViolations(element);
  });

  it('shows the canonical address first and the nickname as a claim', async () => {
    const text = textOf(await card({ jid: BOB, nick: 'The Boss' }));
    expect(text.indexOf('bob@example.org')).to.be.lessThan(text.indexOf('Calls themselves The Boss'));
  });

  it('shows what others wrote as text', async () => {
    const element = await card({ nick: '<img src=x onerror=alert(1)>', note: '<b>bold</b>' });
    expect(element.renderRoot.querySelector('img, b')).to.equal(null);
    expect(textOf(element)).to.contain('<img src=x onerror=alert(1)>').and.to.contain('<b>bold</b>');
  });

  it('marks the characters in which a look-alike differs from the real domain', async () => {
    const element = await card({ domain: 'examp1e.com', warning: { kind: 'looks-like', domain: 'example.com' } });
    expect(textOf(element)).to.contain('Looks like example.com, but is not.');
    expect(deep(element, 'mark').map((mark) => mark.textContent)).to.deep.equal(['1', 'l']);
  });

  it('says that the person turned them away before, and when', async () => {
    const text = textOf(await card({ turnedAway: Date.UTC(2026, 4, 12, 12) }));
    expect(text).to.contain('You turned them away on May 12, 2026.');
  });

  it('accepts at once without a name, a group or anything in return', async () => {
    expect(await press(await card(), 'Accept')).to.deep.equal({
      act: 'approve',
      jid: BOB,
      addBack: false,
      details: null,
    });
  });

  it('accepts under a name, into a group, and adds them, when that is what the form says', async () => {
    const element = await card({ nick: 'Bobby' }, { contactGroups: ['Friends'] });
    await press(element, 'Accept with name and group…');
    expect(field(element, 'name').value).to.equal('');
    expect(deep<HTMLOptionElement>(element, 'option').map(({ value }) => value)).to.deep.equal(['Friends']);
    await press(element, 'Call them “Bobby”, as they do');
    field(element, 'group').value = ' Fair ';
    field(element, 'add-back').click();
    expect(await press(element, 'Accept')).to.deep.equal({
      act: 'approve',
      jid: BOB,
      addBack: true,
      details: { name: 'Bobby', groups: ['Fair'] },
    });
  });

  it('closes the form on Escape, and gives the focus back', async () => {
    const element = await card();
    await press(element, 'Accept with name and group…');
    field(element, 'name').dispatchEvent(
      new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, composed: true }),
    );
    await settled(element);
    expect(focused()?.computedName).to.equal('Accept with name and group…');
  });

  it('does not offer to add somebody who is a contact already', async () => {
    const element = await card({ alreadyContact: true });
    await press(element, 'Accept with name and group…');
    expect(textOf(element)).not.to.contain('Also add to my contacts');
  });

  it('offers only what the server has', async () => {
    expect(await menu(await card({}, { can: { block: false, report: false } }))).to.deep.equal([
      'Look closer',
      'Ignore',
    ]);
    expect(await menu(await card({}, { can: { block: true, report: false } }))).not.to.include('Block and report…');
    expect(await menu(await card())).to.include('Block and report…');
  });

  it('never offers to block our own domain', async () => {
    expect(await menu(await card())).to.include('Block everybody at example.org…');
    const colleague = await card({ jid: jid('ann@example.com'), domain: 'example.com' });
    expect(await menu(colleague)).not.to.include('Block everybody at example.com…');
  });

  it('says of each answer what the other side notices of it', async () => {
    const element = await card();
    await menu(element);
    const decline = deep(element, 'button').find((one) => one.computedName === 'Decline');
    expect(decline?.title).to.equal('They are told.');
    expect(textOf(element))
      .to.contain('They learn nothing. You can bring it back.')
      .and.to.contain('They see you as offline.')
      .and.to.contain('Your server’s operators are told, too.');
  });

  for (const [item, confirm, detail] of [
    ['Block this person…', 'Block', { jid: BOB, report: null }],
    ['Block everybody at example.org…', 'Block', { jid: 'example.org', report: null }],
    ['Block and report…', 'Block and report', { jid: BOB, report: 'spam' }],
  ] as const) {
    it(`does “${item}” only after it has asked`, async () => {
      const element = await card();
      await menu(element);
      expect(await press(element, item)).to.equal(undefined);
      expect(await press(element, confirm)).to.deep.equal({ act: 'block', ...detail });
    });
  }

  it('says what is under way instead of offering answers', async () => {
    const element = await card({ pending: 'approve' });
    expect(textOf(element)).to.contain('Accepting …');
    expect(deep(element, 'button')).to.deep.equal([]);
  });
});
