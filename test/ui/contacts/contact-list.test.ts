import { expect } from 'chai';
import type { ContactRow } from '../../../src/core/people-view.js';
import { contactRow } from '../../support/contact-rows.js';
import { CONTACTS, LONG_CONTACTS, OWN_BUSY } from '../../support/states-contacts.js';
import { allByRole, deep, expectNoViolations, focused, nameOf, operable, textOf, until } from '../support.js';
import { OTTO, session } from '../views.js';
import { overflowing, PeoplePage } from './people-page.js';

const OFFLINE = session({ link: { phase: 'offline', retryAt: null } });
const THOUSANDS = Array.from({ length: 5000 }, (_, index) => contactRow(`person-${index}@example.com`));

async function about(row: Partial<ContactRow>): Promise<string> {
  const page = await PeoplePage.withContacts([contactRow('otto@example.org', row)]);
  return textOf(page.find('.about'));
}

describe('the contact list', () => {
  it('is accessible with contacts of every kind', async () => {
    const page = await PeoplePage.withContacts([...CONTACTS, ...LONG_CONTACTS], { own: OWN_BUSY });
    await expectNoViolations(page.element);
  });

  it('is accessible while it loads, offline, empty, and when nobody matches', async () => {
    for (const slices of [{}, { session: OFFLINE }]) {
      await expectNoViolations((await PeoplePage.open('im-contacts', slices)).element);
    }
    await expectNoViolations((await PeoplePage.withContacts([])).element);
    const page = await PeoplePage.withContacts(CONTACTS);
    await page.type('nobody');
    await expectNoViolations(page.element);
  });

  it('shows whom the organization suspends, and offers nothing that would reach them', async () => {
    expect(await about({ suspended: 'refused', seen: 'unknown' })).to.equal('Suspended by your organization');
    const row = contactRow('otto@example.org', { suspended: 'refused', seen: 'unknown' });
    const page = await PeoplePage.withContacts([row]);
    await page.press('More about otto@example.org');
    expect(allByRole(page.element, 'menuitem').map(textOf)).to.deep.equal([
      'Edit name and groups…',
      'Block…',
      'Block and report… Your server’s operators are told, too.',
      'Remove…',
    ]);
    await expectNoViolations(page.element);
  });

  it('says what to do while there is nothing to show', async () => {
    expect((await PeoplePage.open('im-contacts', {})).has('.placeholder')).to.equal(true);
    const offline = await PeoplePage.open('im-contacts', { session: OFFLINE });
    await offline.press('Connect now');
    expect(offline.lastCommand).to.deep.equal({ name: 'reconnect' });
    const empty = await PeoplePage.withContacts([]);
    expect(empty.text).to.contain('No contacts yet Add somebody by their address.');
    await empty.press('Add contact', empty.find('.empty'));
    expect(empty.has('im-contact-form')).to.equal(true);
  });

  it('looks at contacts as long as it is in the page', async () => {
    const page = await PeoplePage.withContacts(CONTACTS);
    expect(page.contactsWindow).to.deep.equal({ offset: 0, limit: 60, text: '', collapsed: [], availableOnly: false });
    page.element.remove();
    expect(page.contactsWindow).to.equal(undefined);
  });

  it('has groups with their counts, which close and open', async () => {
    const page = await PeoplePage.withContacts(CONTACTS);
    const groups = deep(page.element, '.group');
    expect(groups.map((group) => group.computedName)).to.deep.equal([
      'Dispatch 3 of 3 available',
      'Partners 3 of 4 available',
      'No group 0 of 5 available',
    ]);
    await page.press('Dispatch 3 of 3 available');
    expect(page.contactsWindow?.collapsed).to.deep.equal(['Dispatch']);
    expect(page.names).not.to.contain('Jonas Weber');
    expect(operable(page.element, 'Dispatch 3 of 3 available').ariaExpanded).to.equal('false');
    await page.press('Dispatch 3 of 3 available');
    expect(page.contactsWindow?.collapsed).to.deep.equal([]);
  });

  it('finds people in closed groups, too', async () => {
    const page = await PeoplePage.withContacts(CONTACTS);
    await page.press('Dispatch 3 of 3 available');
    await page.type('jonas');
    expect(page.contactsWindow).to.deep.include({ text: 'jonas', collapsed: [], offset: 0 });
    expect(page.names).to.deep.equal(['Jonas Weber']);
    expect(page.text).to.contain('1 contact found');
    await page.type('');
    expect(page.contactsWindow?.collapsed).to.deep.equal(['Dispatch']);
  });

  it('shows only who is available, and says so where nobody is', async () => {
    const page = await PeoplePage.withContacts([contactRow('otto@example.org', { seen: 'offline' })]);
    await page.press('Available 0');
    expect(page.contactsWindow?.availableOnly).to.equal(true);
    expect(page.text).to.contain('Nobody is available');
    await page.press('Show all');
    expect(page.names).to.deep.equal(['otto@example.org']);
  });

  it('offers to add an address that was searched for in vain, and no name', async () => {
    const page = await PeoplePage.withContacts(CONTACTS);
    await page.type('newcomer');
    expect(deep(page.element, '.empty button').map(nameOf)).to.deep.equal(['Show all']);
    await page.type(' New@Example.org ');
    await page.press('Add New@Example.org');
    expect(page.field('[name=address]').value).to.equal('new@example.org');
  });

  it('says in words what somebody is', async () => {
    expect(await about({})).to.equal('Available');
    expect(await about({ seen: 'dnd', status: 'Busy' })).to.equal('Do not disturb Busy');
    expect(await about({ status: 'At my desk' })).to.equal('Available At my desk');
    expect(await about({ seen: 'offline' })).to.equal('Offline');
    expect(await about({ seen: 'unknown' })).to.equal('Availability unknown');
    expect(await about({ seen: 'away', idleSince: new Date(2020, 0, 2).getTime() })).to.equal(
      'Away idle since Jan 2, 2020',
    );
  });

  it('says in words how somebody stands to us, unless both see each other', async () => {
    const unknown = { seen: 'unknown' } as const;
    expect(await about({ ...unknown, subscription: 'none', asked: true })).to.equal('Waiting for their answer');
    expect(await about({ ...unknown, subscription: 'from', asked: true })).to.equal('Waiting for their answer');
    expect(await about({ ...unknown, subscription: 'from' })).to.equal('They see you; you do not see them');
    expect(await about({ subscription: 'to' })).to.equal('Available You see them; they do not see you');
    expect(await about({ ...unknown, subscription: 'none' })).to.equal('You do not see each other');
    expect(await about({ ...unknown, subscription: 'none', asks: true })).to.equal('Asks to see you');
    expect(await about({ blocked: OTTO })).to.equal('Blocked');
  });

  it('names a line by person, state and unread messages', async () => {
    const page = await PeoplePage.withContacts([contactRow('otto@example.org', { name: 'Otto', unread: 2 })]);
    expect(page.find('.main').computedName.replace(/\s+/g, ' ')).to.match(/^Otto Available .*2 unread messages$/);
  });

  it('tells the page with whom somebody wants to talk', async () => {
    const page = await PeoplePage.withContacts(CONTACTS);
    const wanted: unknown[] = [];
    const listener = (event: Event): void => void wanted.push((event as CustomEvent).detail);
    document.addEventListener('im-chat-wanted', listener);
    page.line('Sofia Marques').shadowRoot?.querySelector<HTMLElement>('.main')?.click();
    await page.pick('Jonas Weber', 'Send message');
    document.removeEventListener('im-chat-wanted', listener);
    expect(wanted).to.deep.equal([{ jid: 'sofia@birch.example' }, { jid: 'jonas@alder.example' }]);
  });

  it('opens the menu of a line by the other button of the mouse, too', async () => {
    const page = await PeoplePage.withContacts(CONTACTS);
    const line = page.line('Henrik Lund');
    const event = new MouseEvent('contextmenu', { bubbles: true, cancelable: true });
    line.shadowRoot?.querySelector('.main')?.dispatchEvent(event);
    await page.settled();
    expect(event.defaultPrevented).to.equal(true);
    expect(deep(line, '[role=menuitem]').map(nameOf)).to.contain('Remove…');
  });

  for (const dir of ['ltr', 'rtl']) {
    it(`fits into 320 pixels, ${dir}`, async () => {
      const page = await PeoplePage.withContacts([...LONG_CONTACTS, ...CONTACTS], { own: OWN_BUSY });
      page.element.dir = dir;
      page.element.style.inlineSize = '320px';
      await page.settled();
      expect(overflowing(page.element)).to.deep.equal([]);
      await page.press('Add contact');
      expect(overflowing(page.element)).to.deep.equal([]);
    });
  }
});

describe('a contact list of thousands', () => {
  function scroller(page: PeoplePage): HTMLElement {
    return page.find('.scroller');
  }

  it('has the lines in view and some beside them, and is as long as all of them', async () => {
    const page = await PeoplePage.withContacts(THOUSANDS);
    expect(deep(page.element, '.line').length).to.be.at.most(200);
    const line = page.find('.line').getBoundingClientRect().height;
    expect(scroller(page).scrollHeight).to.be.closeTo(5001 * line, 20);
    const first = page.find('.line');
    expect([first.computedRole, first.ariaSetSize, first.ariaPosInSet]).to.deep.equal(['listitem', '5001', '1']);
  });

  it('asks for what is scrolled to, and not for each step', async () => {
    const page = await PeoplePage.withContacts(THOUSANDS);
    const line = page.find('.line').getBoundingClientRect().height;
    const asked = page.looks.length;
    scroller(page).scrollTop = 3 * line;
    await page.settled();
    expect(page.looks.length).to.equal(asked);
    scroller(page).scrollTop = 3000 * line;
    await until(() => page.text.includes('person-3000@example.com'));
    const { offset = 0, limit = 0 } = page.contactsWindow ?? {};
    expect(offset).to.be.within(2900, 3000);
    expect(limit).to.be.at.most(200);
    expect(offset + limit).to.be.above(3010);
  });

  it('moves by keys to lines that are not there yet', async () => {
    const page = await PeoplePage.withContacts(THOUSANDS);
    operable(page.element, 'All contacts 5,000 of 5,000 available').focus();
    await page.key('ArrowDown');
    expect(textOf(focused() as Element)).to.contain('person-0@');
    await page.key('End');
    await until(() => textOf(focused() as Element).includes('person-4999@'));
    await page.key('ArrowUp');
    expect(textOf(focused() as Element)).to.contain('person-4998@');
    await page.key('Home');
    await until(() => focused()?.matches('.group'));
  });

  it('shows the line that has the focus whole, the edge around it included', async () => {
    const page = await PeoplePage.withContacts(THOUSANDS);
    operable(page.element, 'All contacts 5,000 of 5,000 available').focus();
    for (let line = 0; line < 30; line++) await page.key('ArrowDown');
    for (let line = 0; line < 20; line++) await page.key('ArrowUp');
    const row = page.line('person-9@').shadowRoot?.querySelector('.row');
    if (!row) throw new Error('there is no line');
    const [inner, outer] = [row, scroller(page)].map((one) => one.getBoundingClientRect().top);
    expect((inner ?? 0) - (outer ?? 0)).to.be.at.least(3);
    const { outlineStyle, outlineWidth, outlineOffset } = getComputedStyle(row);
    expect([outlineStyle, outlineOffset]).to.deep.equal(['solid', `-${outlineWidth}`]);
  });

  it('keeps the focus where lines move, and where one goes', async () => {
    const page = await PeoplePage.withContacts(THOUSANDS.slice(0, 5));
    page.line('person-2@').focus();
    await page.tellContacts([...THOUSANDS.slice(2, 5), ...THOUSANDS.slice(0, 2)]);
    expect(textOf(focused() as Element)).to.contain('person-2@');
    await page.tellContacts([...THOUSANDS.slice(3, 5), ...THOUSANDS.slice(0, 2)]);
    expect(textOf(focused() as Element)).to.contain('person-3@');
  });

  it('holds the focus of a line that is scrolled away, and goes on from there', async () => {
    const page = await PeoplePage.withContacts(THOUSANDS);
    page.line('person-2@').focus();
    scroller(page).scrollTop = 100_000;
    await until(() => focused() === scroller(page), 'the list to have the focus');
    await page.key('ArrowDown');
    await until(() => textOf(focused() as Element).includes('person-3@'));
  });

  it('has one stop for the Tab key', async () => {
    const page = await PeoplePage.withContacts(THOUSANDS.slice(0, 9));
    const stops = (): number =>
      deep(page.element, '.group, im-contact-line').filter(({ tabIndex }) => tabIndex === 0).length;
    expect(stops()).to.equal(1);
    page.line('person-4@').focus();
    await page.key('ArrowDown');
    expect(stops()).to.equal(1);
    expect(page.line('person-5@').tabIndex).to.equal(0);
  });

  it('closes and opens groups by Left and Right, mirrored where that is the direction', async () => {
    const page = await PeoplePage.withContacts(CONTACTS);
    page.line('Henrik Lund').focus();
    await page.key('ArrowLeft');
    expect(focused()?.textContent).to.contain('Dispatch');
    await page.key('ArrowLeft');
    expect(page.contactsWindow?.collapsed).to.deep.equal(['Dispatch']);
    page.element.dir = 'rtl';
    await page.key('ArrowLeft');
    expect(page.contactsWindow?.collapsed).to.deep.equal([]);
  });

  it('stands still while a menu is open', async () => {
    const page = await PeoplePage.withContacts(CONTACTS);
    const names = page.names;
    await page.press('More about Henrik Lund');
    await page.tellContacts([...CONTACTS].reverse());
    expect(page.names).to.deep.equal(names);
    expect(deep(page.line('Henrik Lund'), '[role=menuitem]').map(nameOf)).to.contain('Remove…');
    page
      .line('Henrik Lund')
      .shadowRoot?.querySelector('im-menu')
      ?.shadowRoot?.querySelector<HTMLElement>('[popover]')
      ?.hidePopover();
    await until(() => page.names[0] !== names[0], 'what was told meanwhile');
  });
});
