import { expect } from 'chai';
import type { DirectoryPage } from '../../../src/core/people-view.js';
import type { CommandResult } from '../../../src/ports/protocol.js';
import { FOUND, STANDINGS } from '../../support/states-contacts.js';
import { deep, expectNoViolations, focused, nameOf, textOf, until } from '../support.js';
import { jid } from '../views.js';
import { overflowing, PeoplePage } from './people-page.js';

const NONE: DirectoryPage = { rows: [], total: 0, next: null, cut: false };
const ME = 'vera@example.com';

function many(from: number, count: number, next: string | null): DirectoryPage {
  const rows = Array.from({ length: count }, (_, index) => ({
    jid: jid(`person-${from + index}@example.com`),
    name: `Person ${from + index}`,
    title: 'Clerk',
    mail: '',
  }));
  return { rows, total: null, next, cut: false };
}

async function search(page: PeoplePage, text = 'weber'): Promise<void> {
  const asked = page.commands.length;
  await page.type(text);
  await until(() => page.commands.length > asked, 'the search');
  await page.settled();
}

async function found(
  data: DirectoryPage = FOUND,
  slices: Parameters<typeof PeoplePage.open>[1] = {},
): Promise<PeoplePage> {
  const page = await PeoplePage.open('im-people-search', slices);
  page.answer = ({ name }) => (name === 'find-people' ? { ok: true, data } : { ok: true });
  await search(page);
  return page;
}

async function failing(problem: (CommandResult & { ok: false })['problem']): Promise<PeoplePage> {
  const page = await PeoplePage.open('im-people-search');
  page.answer = () => ({ ok: false, problem });
  await search(page);
  return page;
}

describe('the search of the directory', () => {
  it('is accessible before, with results, and with nobody', async () => {
    const page = await found(FOUND, { people: STANDINGS });
    await expectNoViolations(page.element);
    await expectNoViolations((await PeoplePage.open('im-people-search')).element);
    await expectNoViolations((await found(NONE)).element);
    await expectNoViolations((await failing({ kind: 'no-directory' })).element);
  });

  it('asks when somebody pauses, for at least two letters', async () => {
    const page = await PeoplePage.open('im-people-search');
    await page.type('w');
    await page.type(' w ');
    expect(page.text).to.contain('Write at least two letters of a name or an address.');
    expect(page.find('.empty > svg').getBoundingClientRect().width).to.equal(88);
    await page.type('we');
    await page.type('web');
    expect(page.commands).to.deep.equal([]);
    await until(() => page.commands.length > 0);
    expect(page.commands).to.deep.equal([{ name: 'find-people', text: 'web', after: null }]);
  });

  it('shows the answer to the last question only', async () => {
    const page = await PeoplePage.open('im-people-search');
    const answers: ((result: CommandResult) => void)[] = [];
    page.answer = () => new Promise((resolve) => answers.push(resolve));
    await search(page, 'we');
    await search(page, 'per');
    answers[1]?.({ ok: true, data: many(0, 2, null) });
    answers[0]?.({ ok: true, data: FOUND });
    await page.settled();
    expect(page.names).to.deep.equal(['Person 0', 'Person 1']);
  });

  it('says who somebody is, and how they stand to us', async () => {
    const page = await found(FOUND, { people: STANDINGS });
    expect(textOf(page.line('Ines Weber'))).to.contain('Head of dispatch Available Happy to help');
    expect(textOf(page.line('Ines Weber'))).to.contain('ines.weber@mail.alder.example');
    expect(textOf(page.line('Jonas Weber'))).to.contain('In your contacts');
    expect(textOf(page.line('Karl-Friedrich'))).to.contain('Waiting for their answer');
    expect(textOf(page.line('mweber@'))).to.contain('Availability unknown');
    expect(textOf(page.line('Paula Weber'))).to.contain('Blocked');
    expect(page.text).not.to.contain('Offline');
    expect(page.text).to.contain('38 people found · 5 shown');
  });

  it('says nothing of the availability of somebody of whom nothing was told yet', async () => {
    expect(textOf((await found()).line('Ines Weber'))).not.to.match(/unknown|Offline|Available/);
  });

  it('does not say of each who is no contact that nothing is known where the policy has it so', async () => {
    const page = await found(FOUND, { people: { ...STANDINGS, temporaryAvailability: false } });
    expect(textOf(page.line('mweber@'))).not.to.contain('Availability unknown');
    expect(deep(page.line('mweber@'), '.about').length).to.equal(0);
    expect(textOf(page.line('Paula Weber'))).to.contain('Blocked');
    expect(textOf(page.line('Karl-Friedrich'))).to.contain('Waiting for their answer');
    const contact = STANDINGS.rows.map((row) => ({ ...row, seen: 'unknown' as const, subscription: 'both' as const }));
    await page.tell({ people: { rows: contact, temporaryAvailability: false } });
    expect(textOf(page.line('mweber@'))).to.contain('Availability unknown');
  });

  it('offers to add who is no contact, with what the directory says', async () => {
    const page = await found(FOUND, { people: STANDINGS });
    expect(deep(page.element, 'button.add').map(nameOf)).to.deep.equal([
      'Add to contacts: Ines Weber',
      'Add to contacts: mweber@alder.example',
    ]);
    await page.press('Add to contacts: Ines Weber');
    expect(page.field('[name=address]').value).to.equal('ines.weber@alder.example');
    expect(page.field('[name=contact]').value).to.equal('Ines Weber');
    await page.press('Add contact');
    expect(page.lastCommand).to.deep.equal({
      name: 'add-contact',
      jid: 'ines.weber@alder.example',
      contact: 'Ines Weber',
      groups: [],
      note: '',
    });
    expect(textOf(focused() as Element)).to.contain('Ines Weber');
  });

  it('tells the page with whom somebody wants to talk', async () => {
    const page = await found();
    let wanted: unknown;
    page.element.addEventListener('im-chat-wanted', (event) => (wanted = (event as CustomEvent<unknown>).detail));
    deep(page.line('Paula Weber'), '.main')[0]?.click();
    expect(wanted).to.deep.equal({ jid: 'paula.weber@alder.example' });
  });

  it('blocks after a question', async () => {
    const page = await found(FOUND, { people: STANDINGS });
    await page.pick('Ines Weber', 'Block…');
    await page.press('Block');
    expect(page.lastCommand).to.deep.equal({ name: 'block', jid: 'ines.weber@alder.example', report: null });
  });

  it('knows the person who searches', async () => {
    const page = await found({ ...NONE, rows: [{ jid: jid(ME), name: 'Vera', title: '', mail: '' }] });
    expect(page.text).to.contain('This is you');
    expect(page.has('button.add, im-menu')).to.equal(false);
  });

  it('reads on, and shows nobody twice', async () => {
    const page = await found(many(0, 3, '3'));
    page.answer = () => ({ ok: true, data: many(2, 3, null) });
    await page.press('More');
    expect(page.lastCommand).to.deep.equal({ name: 'find-people', text: 'weber', after: '3' });
    expect(page.names).to.deep.equal(['Person 0', 'Person 1', 'Person 2', 'Person 3', 'Person 4']);
    expect(page.has('.more')).to.equal(false);
  });

  it('says, where it finds nobody, that it looks at how names begin', async () => {
    const page = await found(NONE);
    expect(page.find('.empty > svg').getBoundingClientRect().width).to.equal(88);
    expect(page.text).to.contain('Check how it is written, or try how their first or last name begins.');
  });

  it('says where the directory shows no more', async () => {
    const page = await found({ ...many(0, 3, null), cut: true });
    expect(page.text).to.contain('The directory shows no more than these. Write more of the name to find others.');
  });

  it('says what went wrong, and what to do', async () => {
    expect((await found(NONE)).text).to.contain('Nobody found for “weber”');
    const none = await failing({ kind: 'no-directory' });
    expect(none.text).to.contain(
      'Your organisation has no directory that can be searched. Add people by their address.',
    );
    await none.press('Add contact');
    expect(none.has('im-contact-form')).to.equal(true);
    const offline = await failing({ kind: 'not-online' });
    offline.answer = () => ({ ok: true, data: FOUND });
    await offline.press('Try again');
    await until(() => offline.names.length > 0);
  });

  it('is operated by keys', async () => {
    const page = await found();
    page.element.focus();
    await page.key('ArrowDown');
    expect(textOf(focused() as Element)).to.contain('Ines Weber');
    await page.key('ArrowDown');
    expect(textOf(focused() as Element)).to.contain('Jonas Weber');
    await page.key('ArrowUp');
    await page.key('ArrowUp');
    expect(focused()).to.equal(page.field('input[type=search]'));
    await page.key('Escape');
    expect(page.has('im-person-entry')).to.equal(false);
  });

  for (const dir of ['ltr', 'rtl']) {
    it(`fits into 320 pixels, ${dir}`, async () => {
      const name = 'Maximiliane-von-Hohenlohe-Waldenburg-Schillingsfürst-Öttingen-Wallerstein';
      const long = { jid: jid(`${'x'.repeat(80)}@example.com`), name, title: 'y'.repeat(200), mail: 'z'.repeat(90) };
      const page = await found({ ...FOUND, rows: [long, ...FOUND.rows] }, { people: STANDINGS });
      page.element.dir = dir;
      page.element.style.inlineSize = '320px';
      await page.settled();
      expect(overflowing(page.element)).to.deep.equal([]);
    });
  }
});

describe('people of the directory who are in view', () => {
  const looked = (page: PeoplePage): readonly string[] => page.client.window.people ?? [];

  it('are those of whom availability is asked, and no others', async () => {
    const page = await found(many(0, 60, null));
    await until(() => looked(page).length > 0);
    expect(looked(page)[0]).to.equal('person-0@example.com');
    expect(looked(page).length).to.be.below(20);
  });

  it('are others when they are scrolled', async () => {
    const page = await found(many(0, 60, null));
    await until(() => looked(page).length > 0);
    page.find('.results').scrollTop = 1e6;
    await until(() => looked(page).includes('person-59@example.com'));
    expect(looked(page)).not.to.include('person-0@example.com');
  });

  it('are none when another search begins, when it is hidden, and when it is gone', async () => {
    const page = await found(many(0, 3, null));
    await until(() => looked(page).length === 3);
    page.element.hidden = true;
    await until(() => page.client.window.people === undefined);
    page.element.hidden = false;
    await until(() => looked(page).length === 3);
    await page.type('');
    await until(() => page.client.window.people === undefined);
    await search(page);
    await until(() => looked(page).length === 3);
    page.element.remove();
    expect(page.client.window.people).to.equal(undefined);
  });

  it('are none as long as the tab is hidden', async () => {
    const page = await found(many(0, 3, null));
    await until(() => looked(page).length === 3);
    let state: DocumentVisibilityState = 'hidden';
    Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => state });
    document.dispatchEvent(new Event('visibilitychange'));
    expect(page.client.window.people).to.equal(undefined);
    state = 'visible';
    document.dispatchEvent(new Event('visibilitychange'));
    expect(looked(page).length).to.equal(3);
    Reflect.deleteProperty(document, 'visibilityState');
  });
});
