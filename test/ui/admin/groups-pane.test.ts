import { expect } from 'chai';
import type { PolicyDraft } from '../../../src/admin/policy/revision.js';
import { GROUPS_FEDERATION_FEATURE } from '../../../src/admin/setup/groups-check.js';
import type { GroupsPane } from '../../../src/admin/ui/groups-pane.js';
import type { ListedGroup } from '../../../src/xmpp/policy-form.js';
import { foreign, ready } from '../../support/fake-policy-store.js';
import { draft, revision } from '../../support/policy-drafts.js';
import { allByRole, byRole, deep, expectNoViolations, focused, settled, textOf, until } from '../support.js';
import { expectNarrow, FakeWire, press, scene, tabTo, type, type Scene } from './policy-panes.js';

const [INA, OTTO] = ['ina@example.com', 'otto@example.com'];
const SALES: ListedGroup = { name: 'Sales', members: [INA], logging: 'everyone' };
const LONG: ListedGroup = {
  name: 'مجموعة المبيعات في الشرق الأوسط وشمال أفريقيا كلها',
  members: ['مستخدم.طويل.جدا.جدا.جدا@example.com', `${'long'.repeat(12)}@example.com`],
  allowUserOptions: false,
  handling: 'accept-organization',
  federation: 'listed',
};

type Page = Scene<GroupsPane>;

function groups(changes: Partial<PolicyDraft> = {}, mayPublish = true, wire = new FakeWire()): Promise<Page> {
  const revisions = [revision(1, draft(changes))];
  return scene<GroupsPane>('im-admin-groups', mayPublish ? ready(revisions) : foreign(revisions), wire);
}

/** Opens a group, or closes it. */
async function toggle(pane: GroupsPane, name: string): Promise<void> {
  const summary = deep(byRole(pane, 'group', name), 'summary')[0] as HTMLElement;
  summary.click();
  await settled(pane);
}

async function typed(pane: GroupsPane, field: string, text: string): Promise<void> {
  (byRole(pane, 'textbox', field) as HTMLInputElement).focus();
  await type(text);
  await press('Enter');
  await settled(pane);
}

async function choose(pane: GroupsPane, field: string, label: string): Promise<void> {
  const select = byRole(pane, 'combobox', field) as HTMLSelectElement;
  const option = [...select.options].find(({ text }) => text === label);
  expect(option, `${label} among ${[...select.options].map(({ text }) => text).join(', ')}`).to.be.an(
    'htmloptionelement',
  );
  select.value = option?.value ?? '';
  select.dispatchEvent(new Event('change'));
  await settled(pane);
}

function inGroups({ editor }: Page): readonly ListedGroup[] {
  return editor.draft?.groups ?? [];
}

describe('im-admin-groups', () => {
  it('is accessible in all its states', async () => {
    await expectNoViolations((await groups()).pane);
    const full = await groups({ groups: [SALES, LONG, { name: 'Board', members: [INA, 'x@other.test'] }] });
    for (const name of ['Sales', 'Board']) await toggle(full.pane, name);
    await typed(full.pane, 'Address of one of your people', INA);
    await expectNoViolations(full.pane);
    byRole(full.pane, 'button', 'Rename Sales').click();
    await settled(full.pane);
    await typed(full.pane, 'Name of a new group', 'sales');
    await expectNoViolations(full.pane);
    const read = await groups({ groups: [SALES] }, false);
    await toggle(read.pane, 'Sales');
    await expectNoViolations(read.pane);
  });

  it('makes a group, puts somebody in it, says what is different, and saves, by keyboard alone', async () => {
    const page = await groups();
    const { pane, store, told } = page;
    await tabTo('Name of a new group');
    await type('Sales');
    await press('Enter');
    await until(() => focused()?.computedName === 'Person of this group');
    await type('INA@example.com');
    await press('Enter');
    await tabTo('IM Logging');
    await press('ArrowDown');
    await settled(pane);
    expect(inGroups(page)).to.deep.equal([SALES]);
    expect(textOf(pane)).to.contain('Policy group added: Sales');
    expect(textOf(pane)).to.contain(`Member of “Sales” added: ${INA}`);
    expect(told).to.deep.equal(['im-admin-unsaved: {"unsaved":true}']);
    await tabTo('Save');
    await press('Enter');
    await settled(pane);
    expect(store.published.map((one) => one.draft)).to.deep.equal([draft({ groups: [SALES] })]);
  });

  it('offers what holds for everyone first, and a handling only where people do not choose', async () => {
    const page = await groups({ handling: 'prompt', federation: 'closed', groups: [SALES] });
    const { pane } = page;
    await toggle(pane, 'Sales');
    const first = (name: string): string =>
      (byRole(pane, 'combobox', name) as HTMLSelectElement).options[0]?.text ?? '';
    expect(first('IM Federation')).to.equal('As for everyone: Closed');
    expect(first('IM Logging')).to.equal('As for everyone: Leave it to the server');
    const allow = 'Allow users to set "Options for contact list requests"';
    expect(first(allow)).to.equal('As for everyone: ticked');
    expect(allByRole(pane, 'combobox', 'Contact list requests')).to.deep.equal([]);
    await choose(pane, allow, 'Cleared: they go by what you choose here');
    expect(first('Contact list requests')).to.equal('As for everyone: Prompt me for each request');
    await choose(pane, 'Contact list requests', 'Accept automatically from all contacts');
    await choose(pane, 'IM Federation', 'Open');
    await choose(pane, 'IM Logging', 'As for everyone: Leave it to the server');
    expect(inGroups(page)).to.deep.equal([
      { name: 'Sales', members: [INA], allowUserOptions: false, handling: 'accept-all', federation: 'open' },
    ]);
    await choose(pane, allow, 'As for everyone: ticked');
    await choose(pane, 'IM Federation', 'As for everyone: Closed');
    expect(inGroups(page)).to.deep.equal([{ name: 'Sales', members: [INA], handling: 'accept-all' }]);
  });

  it('refuses at the field who cannot be in it, and says what to do', async () => {
    const page = await groups({ groups: [SALES, { name: 'Board', members: [] }] });
    const { pane } = page;
    await toggle(pane, 'Board');
    for (const [text, words] of [
      [INA, `“${INA}” is in “Sales”. Remove them from that group first.`],
      ['x@other.test', '“x@other.test” is not of your own domain. Their own organization’s policy holds for them'],
      ['ina', 'Write it with its domain, such as name@example.com.'],
    ] as const) {
      await typed(pane, 'Person of this group', text);
      expect(textOf(byRole(pane, 'group', 'Board'))).to.contain(words);
      (byRole(pane, 'textbox', 'Person of this group') as HTMLInputElement).value = '';
    }
    expect(page.editor.isChanged).to.equal(false);
  });

  it('says of somebody who is in two groups what to do, and waits with Save until it is done', async () => {
    const page = await groups({ groups: [SALES, { name: 'Board', members: [INA] }] });
    const { pane, editor } = page;
    expect(textOf(byRole(byRole(pane, 'region', '2 groups'), 'group', 'Board'))).to.contain(
      'One of them is in another group, too',
    );
    expect(textOf(pane)).to.contain(`“${INA}” is in “Sales” and in “Board”.`);
    await toggle(pane, 'Board');
    expect(textOf(byRole(pane, 'group', 'Board'))).to.contain('They are in “Sales”, too.');
    byRole(pane, 'button', `Remove ${INA}`).click();
    await settled(pane);
    expect([editor.conflicts, editor.canSave]).to.deep.equal([[], true]);
  });

  it('gives a group another name, and it stays open; the focus goes on', async () => {
    const page = await groups({ groups: [SALES] });
    const { pane } = page;
    await toggle(pane, 'Sales');
    byRole(pane, 'button', 'Rename Sales').click();
    await until(() => focused()?.computedName === 'New name');
    (byRole(pane, 'textbox', 'New name') as HTMLInputElement).select();
    await type('Vertrieb');
    await press('Enter');
    await until(() => focused()?.computedName === 'Person of this group');
    expect(inGroups(page)).to.deep.equal([{ ...SALES, name: 'Vertrieb' }]);
    expect(textOf(pane)).to.match(/Name of a policy group: Sales → ?is now Vertrieb/);
    const card = byRole(pane, 'group', 'Vertrieb');
    expect(textOf(card).match(/[^.]* not saved yet/g)).to.deep.equal(['Vertrieb Name not saved yet']);
    expect(textOf(card), 'its people are saved').to.not.contain('Not saved yet');
  });

  it('leaves the name as it is with Escape, Cancel, or the same name; the focus stays with the button', async () => {
    const page = await groups({ groups: [SALES] });
    await toggle(page.pane, 'Sales');
    for (const end of ['Escape', 'Enter', 'Cancel']) {
      byRole(page.pane, 'button', 'Rename Sales').click();
      await until(() => focused()?.computedName === 'New name');
      if (end === 'Cancel') await tabTo('Cancel');
      await press(end === 'Cancel' ? 'Enter' : end);
      await until(() => focused()?.computedName === 'Rename Sales');
    }
    expect(page.editor.isChanged).to.equal(false);
  });

  it('keeps the focus where it was when somebody else renames or removes the group', async () => {
    const { pane, store } = await groups({ groups: [SALES, { name: 'Board', members: [] }] });
    await toggle(pane, 'Sales');
    (byRole(pane, 'textbox', 'Person of this group') as HTMLInputElement).focus();
    store.add(
      revision(
        2,
        draft({
          groups: [
            { ...SALES, name: 'Vertrieb' },
            { name: 'Board', members: [] },
          ],
        }),
      ),
    );
    await until(() => focused()?.computedName.startsWith('Vertrieb') === true);
    store.add(revision(3, draft({ groups: [{ name: 'Board', members: [] }] })));
    await until(() => focused()?.computedName.startsWith('Board') === true);
    store.add(revision(4, draft()));
    await until(() => focused()?.computedName === 'Name of a new group');
  });

  it('says of a group only what counts: a handling does not where its people choose theirs', async () => {
    const handled: ListedGroup = { name: 'Board', members: [], handling: 'prompt' };
    const page = await groups({ groups: [handled] });
    const summary = (): string => textOf(deep(byRole(page.pane, 'group', 'Board'), 'summary')[0] ?? page.pane);
    expect(summary()).to.equal('Board nobody yet; nothing is different yet');
    page.editor.set({ allowUserOptions: false });
    await settled(page.pane);
    expect(summary()).to.equal('Board nobody yet; Contact list requests: Prompt me for each request');
  });

  it('shows in red what Save waits for, and a name with overrides turns nothing round', async () => {
    const name = '\u2069\u202eSales';
    const { pane } = await groups({ groups: [SALES, { name, members: [INA] }] });
    const [card] = deep(pane, 'im-admin-policy-group').slice(1);
    const within = (selector: string): Element => deep(card ?? pane, selector)[0] ?? pane;
    const red = getComputedStyle(pane).getPropertyValue('--_im-bad');
    const probe = Object.assign(document.createElement('i'), { style: `color: ${red}` });
    document.body.append(probe);
    expect(getComputedStyle(within('.bad')).color).to.equal(getComputedStyle(probe).color);
    probe.remove();
    expect(textOf(within('.name'))).to.equal('Sales');
    expect(textOf(pane)).to.not.match(/[\u202e\u2069]/);
  });

  it('says what a name was, and then what it is, though both are written from right to left', async () => {
    const page = await groups({ groups: [{ ...SALES, name: 'مبيعات' }] });
    page.editor.set({ groups: [{ ...SALES, name: 'تسويق' }] });
    await settled(page.pane);
    const [line] = deep(page.pane, '.differences li');
    const [was, is] = [...(line?.querySelectorAll('bdi') ?? [])].map((name) => name.getBoundingClientRect().left);
    expect(was).to.be.lessThan(is ?? 0);
  });

  it('removes a group, and the focus goes to where another could be made', async () => {
    const page = await groups({ groups: [SALES] });
    await toggle(page.pane, 'Sales');
    const button = byRole(page.pane, 'button', 'Remove Sales');
    button.focus();
    button.click();
    await until(() => focused()?.computedName === 'Name of a new group');
    expect(inGroups(page)).to.deep.equal([]);
    expect(textOf(page.pane)).to.contain('There are no groups. The policy is the same for everyone.');
    page.editor.discard();
    await settled(page.pane);
    expect(inGroups(page)).to.deep.equal([SALES]);
  });

  it('shows what holds for a person, and by what, as it stands on the page', async () => {
    const { pane } = await groups({ groups: [SALES] });
    const answer = (): string => textOf(deep(byRole(pane, 'region', 'What holds for a person'), '#answer')[0] ?? pane);
    await typed(pane, 'Address of one of your people', INA);
    expect(answer()).to.contain(`${INA} is in the group “Sales”.`);
    expect(answer()).to.match(/IM Logging Everything is kept By the group “Sales”/);
    expect(answer()).to.match(/IM Federation Open As for everyone/);
    await toggle(pane, 'Sales');
    await choose(pane, 'IM Logging', 'Nothing is kept');
    expect(answer()).to.match(/IM Logging Nothing is kept By the group “Sales”/);
    await typed(pane, 'Address of one of your people', '@');
    expect(answer()).to.contain('That is not the address of a person.');
  });

  it('says who goes by the groups, of what they make different alone', async () => {
    const wire = new FakeWire();
    wire.there.add(wire.domain);
    wire.says = { software: 'Prosody', features: [GROUPS_FEDERATION_FEATURE] };
    const { pane, told } = await groups(
      { groups: [SALES, { name: 'Board', members: [], federation: 'closed' }] },
      true,
      wire,
    );
    const card = byRole(pane, 'region', 'Who enforces this');
    await until(() => textOf(card).includes('Your server, IM Logging'));
    expect(textOf(card)).to.contain('Your server goes by the groups, for every client.');
    expect(textOf(card)).to.contain('Prosody does not go by the groups: the module “logging_policy”');
    byRole(card, 'button', 'Get the lines that add it (Deployment)').click();
    expect(told).to.deep.equal(['im-admin-go: {"pane":"deployment"}']);
  });

  it('can be read by who may not change it', async () => {
    const { pane } = await groups({ groups: [SALES] }, false);
    await toggle(pane, 'Sales');
    expect(allByRole(pane, 'button', 'Remove Sales')).to.deep.equal([]);
    expect(allByRole(pane, 'textbox', 'Name of a new group')).to.deep.equal([]);
    expect((byRole(pane, 'combobox', 'IM Logging') as HTMLSelectElement).matches(':disabled')).to.equal(true);
    expect(textOf(byRole(pane, 'group', 'Sales'))).to.contain(INA);
  });

  it('fits a small telephone, with long names and from right to left', async () => {
    const { pane } = await groups({ groups: [LONG, SALES] });
    await toggle(pane, LONG.name);
    await typed(pane, 'Address of one of your people', OTTO);
    await expectNarrow(pane);
    await expectNarrow(pane, 'rtl');
  });

  it('is named on the panes where it makes something different, to whoever may only read as well', async () => {
    const all = [SALES, ...['A', 'B', 'C', 'D'].map((name) => ({ name, members: [], handling: 'prompt' }) as const)];
    for (const [name, words] of [
      ['im-admin-general-im', 'Contact list requests: set separately for “A”, “B”, “C” and 1 more.'],
      ['im-admin-logging', 'IM Logging: set separately for “Sales”.'],
      ['im-admin-federation', ''],
    ] as const) {
      const { pane, told } = await scene<GroupsPane>(
        name,
        foreign([revision(1, draft({ groups: all, allowUserOptions: false }))]),
      );
      const links = allByRole(pane, 'button', 'Policy Groups');
      expect(links.map((link) => textOf(link.closest('p') ?? link))).to.deep.equal(
        words ? [`${words} Policy Groups`] : [],
      );
      links[0]?.click();
      expect(told).to.deep.equal(words ? ['im-admin-go: {"pane":"groups"}'] : []);
    }
  });
});
