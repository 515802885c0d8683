import { sendKeys, setViewport } from '@web/test-runner-commands';
import { expect } from 'chai';
import type { Abilities, AccountSummary } from '../../../src/admin/accounts/account.js';
import { done } from '../../../src/admin/outcome.js';
import { definitions, type UsersPane } from '../../../src/admin/ui/users-pane.js';
import { define } from '../../../src/ui/define.js';
import { allByRole, byRole, deep, expectNoViolations, fixture, focused, inside, nameOf, operable } from '../support.js';
import { settled, textOf, until } from '../support.js';
import { ALL, FakeAccounts, person } from './fake-accounts.js';
import { ACCOUNT, FakePolicyStore, ready, services, told } from './fake-organization.js';
import { fitsNarrow } from './layout.js';

define(definitions);
// What it does is not of this pane; only that it is there.
define({ 'im-admin-import': class extends HTMLElement {} });

const PEOPLE = [person('admin'), person('ann', { isDisabled: true, sessions: 0 }), person('bob'), person('zoë')];
const LONG: AccountSummary = {
  jid: `${'x'.repeat(300)}@acme.example`,
  profile: {
    firstName: 'שלום עולם',
    lastName: 'Wolfeschlegelsteinhausenbergerdorff'.repeat(5),
    mail: `${'m'.repeat(200)}@mail.example`,
    title: '\u202Eevil',
  },
  isDisabled: false,
  sessions: 12,
};

interface Shown {
  readonly pane: UsersPane;
  readonly accounts: FakeAccounts;
}

async function shown(people: readonly AccountSummary[] = PEOPLE, can: Partial<Abilities> = {}): Promise<Shown> {
  const accounts = new FakeAccounts(people);
  accounts.can = { ...ALL, ...can };
  return { accounts, pane: await paneOf(accounts) };
}

async function paneOf(accounts: FakeAccounts, more: Readonly<Record<string, unknown>> = {}): Promise<UsersPane> {
  const all = { ...services(new FakePolicyStore(ready())), accounts };
  const pane = await fixture<UsersPane>('im-admin-users', { services: all, ...more });
  await settled(pane);
  return pane;
}

async function press(pane: UsersPane, name: string): Promise<void> {
  operable(pane, name).click();
  await settled(pane);
}

async function key(pane: UsersPane, ...keys: readonly string[]): Promise<void> {
  for (const press of keys) await sendKeys({ press });
  await settled(pane);
}

function field(pane: UsersPane, id: string): HTMLInputElement {
  const [found] = deep<HTMLInputElement>(pane, `#${id}`);
  if (!found) throw new Error(`there is no field ${id}`);
  return found;
}

async function type(pane: UsersPane, id: string, text: string): Promise<void> {
  const input = field(pane, id);
  input.value = text;
  input.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
  await settled(pane);
}

function rows(pane: UsersPane): string[] {
  return deep(pane, 'tbody tr').map(textOf);
}

function columns(pane: UsersPane): string[] {
  return deep(pane, 'th').map(textOf);
}

function dialog(pane: UsersPane): HTMLDialogElement | undefined {
  return deep<HTMLDialogElement>(pane, 'dialog').find(({ open }) => open);
}

function buttons(pane: UsersPane): string[] {
  return deep(pane, 'button').map((button) => textOf(button));
}

/** Walks to it with the Tab key alone. */
async function tabTo(pane: UsersPane, name: string): Promise<void> {
  for (let count = 0; count < 60; count++) {
    const at = focused();
    if (at && nameOf(at) === name) return;
    await sendKeys({ press: 'Tab' });
  }
  throw new Error(`the Tab key does not reach “${name}” of ${buttons(pane).join(', ')}`);
}

describe('im-admin-users', () => {
  it('is accessible, and fits 320 pixels in either direction, with names however long', async () => {
    const { pane } = await shown([...PEOPLE, LONG]);
    await expectNoViolations(pane);
    await fitsNarrow(pane);
  });

  it('is accessible without a list, and fits 320 pixels', async () => {
    const { pane } = await shown([], { list: { why: 'not-offered', needs: 'Add the module.' } });
    operable(pane, 'Why is something missing?').click();
    await expectNoViolations(pane);
    await fitsNarrow(pane);
  });

  const tasks = [
    ['Add a person…'],
    ['Invite…'],
    ['Manage bob@acme.example'],
    ['Manage bob@acme.example', 'Edit profile…'],
    ['Manage bob@acme.example', 'Reset password…'],
    ['Manage bob@acme.example', 'End sessions…'],
    ['Manage bob@acme.example', 'Deactivate…'],
    ['Manage ann@acme.example', 'Reactivate…'],
    ['Manage bob@acme.example', 'Delete…'],
  ];
  for (const path of tasks) {
    it(`has an accessible dialog for ${path.join(' ')}, which fits 320 pixels and gives the focus back`, async () => {
      const { pane, accounts } = await shown();
      const [first = '', ...more] = path;
      operable(pane, first).focus();
      await key(pane, 'Enter');
      for (const name of more) await press(pane, name);
      const open = dialog(pane);
      if (!open) throw new Error('there is no dialog');
      expect(open.computedName).to.equal(textOf(deep(open, 'h3')[0] ?? open));
      expect([...inside(open)]).to.include(focused());
      await expectNoViolations(pane);
      await setViewport({ width: 320, height: 640 });
      expect(open.scrollWidth).to.be.at.most(open.clientWidth);
      await setViewport({ width: 800, height: 600 });
      const before = accounts.asked.filter((what) => !what.startsWith('profile')).length;
      await key(pane, 'Escape');
      expect(dialog(pane)).to.equal(undefined);
      expect(nameOf(focused() ?? pane)).to.equal(first);
      expect(accounts.asked.filter((what) => !what.startsWith('profile')).length).to.equal(before);
    });
  }

  it('shows everybody, and only what the server tells', async () => {
    const { pane } = await shown();
    expect(columns(pane)).to.deep.equal(['Name', 'Address', 'Mail', 'Title', 'State', 'Sessions', 'Actions']);
    expect(rows(pane)[1]).to.equal('ann Smith ann@acme.example ann@mail.example Engineer Deactivated 0 Manage…');
    expect(rows(pane)[0]).to.contain('(you)');
    const bare = PEOPLE.map(({ jid }) => ({ jid, profile: undefined, isDisabled: undefined, sessions: undefined }));
    const { pane: other } = await shown(bare);
    expect(columns(other)).to.deep.equal(['Address', 'Actions']);
  });

  it('reads the names of a list that has none when that is wanted, and finds people by them then', async () => {
    const accounts = new FakeAccounts(['ada', 'bob'].map((name) => person(name)));
    const nameless = accounts.people.map((one) => ({ ...one, profile: undefined }));
    accounts.list = async () => done(nameless);
    const pane = await paneOf(accounts);
    expect(textOf(pane)).to.contain('The list of your server has no names.');
    expect(accounts.asked.filter((what) => what.startsWith('profile'))).to.deep.equal([]);
    operable(pane, 'Read 2 names').click();
    await until(() => textOf(pane).includes('ada Smith'), 'names');
    await settled(pane);
    expect(textOf(pane)).to.contain('bob@mail.example');
    expect(textOf(pane)).not.to.contain('has no names');
    await expectNoViolations(pane);
    await fitsNarrow(pane);
  });

  it('searches all of 10,000 people, and shows fifty at a time', async () => {
    const many = Array.from({ length: 10_000 }, (_, index) => person(`p${String(index).padStart(5, '0')}`));
    const { pane } = await shown(many);
    expect(rows(pane).length).to.equal(50);
    await press(pane, 'Next');
    expect(rows(pane)[0]).to.contain('p00050@');
    await type(pane, 'search', 'SMITH p0999');
    expect(rows(pane).length).to.equal(10);
    expect(textOf(pane)).to.contain('10 of 10000 people');
    await type(pane, 'search', 'nobody at all');
    expect(rows(pane)).to.deep.equal([]);
    expect(textOf(pane)).to.contain('Nobody of 10000 people is called that.');
  });

  it('adds somebody by keyboard alone, with a password that is shown once and is in no event', async () => {
    const { pane, accounts } = await shown();
    const said = told(pane);
    const details: string[] = [];
    for (const name of ['im-users-changed', 'im-users-task', 'im-users-close', 'im-admin-told']) {
      pane.addEventListener(name, (event) => details.push(JSON.stringify((event as CustomEvent).detail)), true);
    }
    await tabTo(pane, 'Add a person…');
    await key(pane, 'Enter');
    expect(focused()?.id).to.equal('username');
    await sendKeys({ type: 'Carl' });
    await tabTo(pane, 'First name');
    await sendKeys({ type: 'Carlo' });
    await key(pane, 'Enter');
    expect(accounts.asked).to.contain('add carl Carlo');
    const password = accounts.passwords.get('carl@acme.example') ?? '';
    expect(password.length).to.equal(23);
    expect(textOf(pane)).to.contain(password);
    expect(nameOf(focused() ?? pane)).to.equal('Done');
    await key(pane, 'Enter');
    expect(dialog(pane)).to.equal(undefined);
    expect(textOf(pane)).not.to.contain(password);
    expect(said.map(({ text }) => text)).to.deep.equal(['carl@acme.example was added.']);
    expect(details.length).to.be.above(2);
    expect(details.join()).not.to.contain(password);
    expect(rows(pane)[3]).to.contain('Carlo carl@acme.example');
    expect(nameOf(focused() ?? pane)).to.equal('Add a person…');
  });

  it('says what is wrong with a name or a password beside it, and loses nothing that was typed', async () => {
    const { pane, accounts } = await shown();
    await press(pane, 'Add a person…');
    await type(pane, 'firstName', 'Robert');
    await press(pane, 'Add');
    expect(textOf(pane)).to.contain('Enter a user name');
    expect(focused()?.id).to.equal('username');
    await type(pane, 'username', 'b ob');
    await press(pane, 'Add');
    expect(textOf(pane)).to.contain('A user name has no spaces.');
    await type(pane, 'username', 'bob');
    byRole(pane, 'radio', 'Type one').click();
    await settled(pane);
    field(pane, 'password').value = 'short';
    await press(pane, 'Add');
    expect(focused()?.id).to.equal('password');
    expect(field(pane, 'password').ariaInvalid ?? field(pane, 'password').getAttribute('aria-invalid')).to.equal(
      'true',
    );
    field(pane, 'password').value = 'long enough';
    await press(pane, 'Add');
    expect(textOf(pane)).to.contain('There is bob@acme.example already.');
    expect(focused()?.id).to.equal('username');
    await type(pane, 'username', 'robert');
    accounts.fails = { kind: 'offline' };
    await press(pane, 'Add');
    expect(textOf(byRole(pane, 'alert'))).to.contain('The connection to the server is gone.');
    expect([field(pane, 'firstName').value, field(pane, 'password').value]).to.deep.equal(['Robert', 'long enough']);
    await press(pane, 'Add');
    expect(accounts.passwords.get('robert@acme.example')).to.equal('long enough');
    expect(dialog(pane)).to.equal(undefined);
  });

  it('says when an account was made and its profile was not taken', async () => {
    const { pane, accounts } = await shown();
    accounts.profileSet = false;
    const said = told(pane);
    await press(pane, 'Add a person…');
    await type(pane, 'username', 'carl');
    await type(pane, 'firstName', 'Carlo');
    await press(pane, 'Add');
    expect(said[0]?.text).to.contain('has not taken name, mail and title');
  });

  it('deletes by keyboard alone, only when the address is typed, and puts the focus on who is next', async () => {
    const { pane, accounts } = await shown();
    const said = told(pane);
    await tabTo(pane, 'Manage bob@acme.example');
    await key(pane, 'Enter');
    await tabTo(pane, 'Delete…');
    await key(pane, 'Enter');
    expect(focused()?.id).to.equal('address');
    await sendKeys({ type: 'ann@acme.example' });
    await key(pane, 'Enter');
    expect(textOf(pane)).to.contain('This is another address. Nothing was deleted.');
    expect(accounts.asked.join()).not.to.contain('delete');
    field(pane, 'address').select();
    await sendKeys({ type: 'bob@acme.example' });
    await key(pane, 'Enter');
    expect(accounts.asked).to.contain('delete bob@acme.example');
    expect(said.map(({ text }) => text)).to.deep.equal(['bob@acme.example was deleted.']);
    expect(rows(pane).length).to.equal(3);
    expect(nameOf(focused() ?? pane)).to.equal('Manage zoë@acme.example');
  });

  it('neither deactivates nor deletes the own account, and says why', async () => {
    const { pane } = await shown();
    await press(pane, `Manage ${ACCOUNT}`);
    const offered = buttons(pane);
    expect(offered).to.include('Reset password…');
    expect(offered).not.to.include('Delete…');
    expect(offered).not.to.include('Deactivate…');
    expect(textOf(pane)).to.contain('It can neither be deactivated nor deleted here');
  });

  it('deactivates, reactivates and ends sessions, and shows it at once', async () => {
    const { pane, accounts } = await shown();
    await press(pane, 'Manage bob@acme.example');
    expect(buttons(pane)).not.to.include('Reactivate…');
    await press(pane, 'Deactivate…');
    accounts.fails = { kind: 'timeout' };
    await press(pane, 'Deactivate');
    expect(textOf(byRole(pane, 'alert'))).to.contain('The server has not answered.');
    await press(pane, 'Deactivate');
    expect(rows(pane)[2]).to.contain('Deactivated 0');
    await press(pane, 'Manage bob@acme.example');
    await press(pane, 'Reactivate…');
    await press(pane, 'Reactivate');
    expect(rows(pane)[2]).to.contain('Active');
    await press(pane, 'Manage zoë@acme.example');
    await press(pane, 'End sessions…');
    await press(pane, 'End sessions');
    expect(rows(pane)[3]).to.contain('Active 0');
    expect(accounts.asked.slice(2)).to.deep.equal([
      'disable bob@acme.example',
      'disable bob@acme.example',
      'enable bob@acme.example',
      'endSessions zoë@acme.example',
    ]);
  });

  it('sets a password that is generated, and shows it once', async () => {
    const { pane, accounts } = await shown();
    await press(pane, 'Manage bob@acme.example');
    await press(pane, 'Reset password…');
    await press(pane, 'Set password');
    const password = accounts.passwords.get('bob@acme.example') ?? '';
    expect(password).not.to.equal('');
    expect(textOf(pane)).to.contain(password);
    expect(allByRole(pane, 'button', 'Copy the password').length).to.equal(1);
    await key(pane, 'Escape');
    expect(textOf(pane)).not.to.contain(password);
  });

  it('stays open until the server has answered, so that no password is lost', async () => {
    const { pane, accounts } = await shown();
    let answer: () => void = () => undefined;
    const waited = new Promise<void>((resolve) => (answer = resolve));
    const set = accounts.setPassword.bind(accounts);
    accounts.setPassword = async (jid, password) => {
      await waited;
      return set(jid, password);
    };
    await press(pane, 'Manage bob@acme.example');
    await press(pane, 'Reset password…');
    await press(pane, 'Set password');
    await key(pane, 'Escape', 'Escape', 'Escape');
    await press(pane, 'Cancel');
    expect(dialog(pane)).not.to.equal(undefined);
    answer();
    await settled(pane);
    expect(textOf(pane)).to.contain(accounts.passwords.get('bob@acme.example') ?? 'no password');
    await key(pane, 'Escape');
    expect(dialog(pane)).to.equal(undefined);
  });

  it('edits a profile', async () => {
    const { pane, accounts } = await shown();
    await press(pane, 'Manage bob@acme.example');
    await press(pane, 'Edit profile…');
    expect(field(pane, 'firstName').value).to.equal('bob');
    await type(pane, 'firstName', 'Roberta');
    await press(pane, 'Save');
    expect(accounts.asked).to.contain('setProfile bob@acme.example Roberta');
    expect(rows(pane)[2]).to.contain('Roberta Smith');
  });

  it('makes an invitation, as a link and as a picture', async () => {
    const { pane, accounts } = await shown();
    await press(pane, 'Invite…');
    accounts.fails = { kind: 'not-offered' };
    await type(pane, 'username', 'carl');
    await press(pane, 'Make a link');
    expect(textOf(byRole(pane, 'alert'))).to.contain('Leave the user name empty.');
    await type(pane, 'username', '');
    await press(pane, 'Make a link');
    expect(accounts.asked.slice(-2)).to.deep.equal(['invite carl', 'invite anybody']);
    expect(textOf(pane)).to.contain('xmpp:acme.example?register;preauth=TOKEN');
    expect(textOf(pane)).to.contain('https://acme.example/invite?TOKEN');
    expect(textOf(pane)).to.contain('2030');
    expect(allByRole(pane, 'image', 'The invitation as a QR code').length).to.equal(1);
    await expectNoViolations(pane);
  });

  it('manages by address where there is no list, and says what would add one', async () => {
    const { pane, accounts } = await shown(PEOPLE, { list: { why: 'not-offered', needs: 'Add the module.' } });
    expect(accounts.asked).not.to.include('list');
    expect(textOf(pane)).to.contain('The server has no command that lists everybody. Add the module.');
    operable(pane, 'Manage one person by address…').focus();
    await key(pane, 'Enter');
    await type(pane, 'address', 'eve@other.example');
    await press(pane, 'Manage');
    expect(textOf(pane)).to.contain('those end in @acme.example');
    await type(pane, 'address', 'Bob');
    await press(pane, 'Manage');
    expect(textOf(pane)).to.contain('bob Smith');
    await press(pane, 'End sessions…');
    await press(pane, 'End sessions');
    expect(accounts.asked).to.contain('endSessions bob@acme.example');
    expect(nameOf(focused() ?? pane)).to.equal('Manage one person by address…');
  });

  it('leaves out what the server cannot do, with the reason one click away', async () => {
    const no = { why: 'not-offered', needs: 'Add the module of it.' } as const;
    const { pane } = await shown(PEOPLE, { add: no, invite: no, delete: { why: 'forbidden' } });
    for (const name of ['Add a person…', 'Invite…', 'Import from a file']) expect(buttons(pane)).not.to.include(name);
    await press(pane, 'Manage bob@acme.example');
    expect(buttons(pane)).not.to.include('Delete…');
    await key(pane, 'Escape');
    await press(pane, 'Why is something missing?');
    expect(textOf(pane)).to.contain('Invitation links Add the module of it.');
    expect(textOf(pane)).to.contain('Deleting people The server has it, and does not let this account use it.');
  });

  it('says what went wrong when the server is asked what it can do or whom it has, and tries again', async () => {
    const accounts = new FakeAccounts(PEOPLE);
    accounts.fails = { kind: 'timeout' };
    const pane = await paneOf(accounts);
    expect(textOf(pane)).to.contain('The server has not answered.');
    await expectNoViolations(pane);
    await press(pane, 'Try again');
    expect(rows(pane).length).to.equal(4);
    accounts.list = async () => ({ ok: false, problem: { kind: 'offline' } });
    pane.dispatchEvent(new CustomEvent('im-admin-import-done'));
    await settled(pane);
    expect(textOf(pane)).to.contain('The connection to the server is gone.');
    expect(buttons(pane)).to.include('Manage one person by address…');
  });

  it('shows the import with a way back, and the list anew once it is done', async () => {
    const { pane, accounts } = await shown();
    await press(pane, 'Import from a file');
    const [form] = [...(pane.shadowRoot?.querySelectorAll('im-admin-import') ?? [])];
    expect((form as unknown as { readonly services: unknown } | undefined)?.services).to.equal(pane.services);
    accounts.people = [...PEOPLE, person('zz')];
    form?.dispatchEvent(new CustomEvent('im-admin-import-done', { bubbles: true, composed: true }));
    await press(pane, 'Back to the list');
    expect(rows(pane).length).to.equal(5);
    expect(nameOf(focused() ?? pane)).to.equal('Import from a file');
  });

  it('exports everybody, where there is somebody to write the file', async () => {
    const { pane: without } = await shown();
    expect(buttons(without)).not.to.include('Export');
    const exported: (readonly AccountSummary[])[] = [];
    const exportCsv = (people: readonly AccountSummary[]): string => {
      exported.push(people);
      return 'a,b';
    };
    const pane = await paneOf(new FakeAccounts(PEOPLE), { exportCsv });
    await type(pane, 'search', 'bob');
    await press(pane, 'Export');
    expect(exported).to.deep.equal([PEOPLE]);
  });
});
