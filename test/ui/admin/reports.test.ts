import { sendKeys } from '@web/test-runner-commands';
import { expect } from 'chai';
import type { Abilities, AccountSummary, Statistics } from '../../../src/admin/accounts/account.js';
import { done, failed, type AdminProblem, type Outcome } from '../../../src/admin/outcome.js';
import type { PolicyState, Revision } from '../../../src/admin/policy/revision.js';
import { definitions, type ReportsPane } from '../../../src/admin/ui/reports-pane.js';
import { Notice } from '../../../src/ui/components/notice.js';
import { define } from '../../../src/ui/define.js';
import { allByRole, byRole, deep, expectNoViolations, fixture, focused, operable, settled } from '../support.js';
import { textOf, until } from '../support.js';
import { ALL, FakeAccounts, person } from './fake-accounts.js';
import { FakePolicyStore, ready, revision, services } from './fake-organization.js';
import { fitsNarrow, tabThrough } from './layout.js';

define({ ...definitions, 'im-notice': Notice });

const DAY = 86_400_000;
const NEEDS = { why: 'not-offered', needs: 'Add the module x.' } as const;

/** A server that also tells who is online, and who was there when. */
class TellingAccounts extends FakeAccounts {
  jids: readonly string[] = ['ada@acme.example/a', 'ada@acme.example/b', 'محمد@acme.example/c'];
  readonly seen = new Map<string, number>();
  unreadable: AdminProblem | undefined;
  /** Nobody's last activity is told before this. */
  gate: Promise<void> = Promise.resolve();

  override async online(): Promise<Outcome<readonly string[]>> {
    return this.unreadable ? failed(this.unreadable) : done(this.jids);
  }

  override async statistics(): Promise<Outcome<Statistics>> {
    return done({ registered: 70, online: 2 });
  }

  override async lastActivity(jid?: string): Promise<Outcome<number | undefined>> {
    this.asked.push(`last ${jid}`);
    await this.gate;
    return done(this.seen.get(jid ?? ''));
  }
}

async function reports(
  accounts: FakeAccounts,
  state: PolicyState = ready(at(3, Date.now()), at(2, Date.now() - 40 * DAY), at(1, undefined)),
): Promise<ReportsPane> {
  const all = { ...services(new FakePolicyStore(state)), accounts };
  const pane = await fixture<ReportsPane>('im-admin-reports', { services: all });
  await settled(pane);
  return pane;
}

function at(number: number, time: number | undefined): Revision {
  const publisher = { jid: 'admin@acme.example', isProven: true };
  return { ...revision(), id: `r${number}`, revision: number, parent: number - 1, publisher, at: time };
}

function without(...names: readonly (keyof Abilities)[]): Abilities {
  return { ...ALL, ...Object.fromEntries(names.map((name) => [name, NEEDS])) };
}

function many(count: number): AccountSummary[] {
  return Array.from({ length: count }, (_, index) => person(`p${String(index).padStart(5, '0')}`, { sessions: 0 }));
}

const PEOPLE = [
  person('ada', { sessions: 2 }),
  person('bob', { isDisabled: true, sessions: 0 }),
  person('محمد', { sessions: 1 }),
  person('x'.repeat(120), { sessions: 0 }),
];

/** The text of a report. */
function card(pane: ReportsPane, title: string): string {
  return textOf(byRole(pane, 'region', title));
}

/** The words that stand for a chart. */
function chart(pane: ReportsPane, name: string): string {
  const found = deep(pane, '[role=img]').map((element) => element.ariaLabel ?? '');
  const [only = ''] = found.filter((label) => label.startsWith(name));
  return only;
}

function openAll(pane: ReportsPane): void {
  for (const details of deep<HTMLDetailsElement>(pane, 'details')) details.open = true;
}

async function asked(accounts: TellingAccounts): Promise<ReportsPane> {
  const pane = await reports(accounts);
  operable(pane, 'Ask the server').click();
  await until(() => chart(pane, 'People who were there last') !== '', 'the chart');
  await settled(pane);
  return pane;
}

describe('im-admin-reports', () => {
  it('is accessible, with every table open', async () => {
    const pane = await asked(new TellingAccounts(PEOPLE));
    openAll(pane);
    await expectNoViolations(pane);
  });

  it('fits 320 pixels in either direction, with names however long', async () => {
    const pane = await asked(new TellingAccounts(PEOPLE));
    openAll(pane);
    await fitsNarrow(pane);
  });

  it('tells who is online, with how many sessions, as figures, chart and table', async () => {
    const pane = await reports(new TellingAccounts(PEOPLE));
    expect(card(pane, 'Online now')).to.contain('2people 3sessions');
    expect(chart(pane, 'People by sessions')).to.equal('People by sessions: 1 session: 1, 2 sessions: 1');
    openAll(pane);
    const rows = deep(byRole(pane, 'region', 'Online now'), 'tbody tr').map((row) => [...row.children].map(textOf));
    expect(rows).to.deep.equal([
      ['ada@acme.example', '2'],
      ['محمد@acme.example', '1'],
    ]);
  });

  it('counts accounts, those deactivated and those online; without a list, what the server counts itself', async () => {
    const pane = await reports(new TellingAccounts(PEOPLE));
    expect(card(pane, 'Accounts')).to.contain('4accounts 2 online1 not online1 deactivated');
    const accounts = new TellingAccounts([]);
    accounts.can = without('list');
    const counted = await reports(accounts);
    expect(card(counted, 'Accounts')).to.contain('70accounts 2 online68 not online');
    expect(card(counted, 'Accounts')).not.to.contain('deactivated');
  });

  it('asks about last activity only when it is wanted, and counts by day', async () => {
    const accounts = new TellingAccounts(PEOPLE);
    const today = new Date().setHours(0, 0, 0, 0);
    accounts.seen.set('ada@acme.example', today);
    accounts.seen.set('bob@acme.example', today - 90 * DAY);
    const before = await reports(accounts);
    expect(accounts.asked.filter((what) => what.startsWith('last'))).to.deep.equal([]);
    expect(chart(before, 'People who were there last')).to.equal('');
    const pane = await asked(accounts);
    expect(card(pane, 'Last activity')).to.contain('1in 30 days1before that2never');
    expect(chart(pane, 'People who were there last')).to.match(/: 1$/);
  });

  it('asks about as many as are wanted', async () => {
    const accounts = new TellingAccounts(many(150));
    await asked(accounts);
    expect(accounts.asked.filter((what) => what.startsWith('last'))).to.have.length(100);
  });

  it('stops asking by keyboard, and keeps what is known', async () => {
    const accounts = new TellingAccounts(many(90));
    let open = (): void => undefined;
    accounts.gate = new Promise((resolve) => (open = resolve));
    const pane = await reports(accounts);
    operable(pane, 'Ask the server').focus();
    await sendKeys({ press: 'Enter' });
    await until(() => focused()?.textContent.trim() === 'Stop', 'the button that stops');
    await sendKeys({ press: 'Enter' });
    open();
    await until(() => focused()?.textContent.trim() === 'Ask again', 'the end');
    const count = accounts.asked.filter((what) => what.startsWith('last')).length;
    expect(count).to.be.below(20);
    expect(card(pane, 'Last activity')).to.contain(`${count}never`);
  });

  it('shows revisions by month, and those without a readable time in the table only', async () => {
    const pane = await reports(new TellingAccounts(PEOPLE), ready(at(2, Date.now()), at(1, 9e15)));
    expect(card(pane, 'Revisions of the policy')).to.contain('2kept by the server');
    expect(chart(pane, 'Revisions in this month')).to.match(/: 1$/);
    openAll(pane);
    const rows = deep(byRole(pane, 'region', 'Revisions of the policy'), 'tbody tr');
    expect(rows.map((row) => textOf(row.children[0] ?? row))).to.deep.equal(['1', '2']);
  });

  it('shows a page of 10,000 people', async () => {
    const pane = await reports(new TellingAccounts(many(10_000)));
    openAll(pane);
    await settled(pane);
    const accounts = deep(pane, 'im-admin-report').find((one) => one.title === 'Accounts');
    expect(deep(accounts ?? pane, 'tbody tr')).to.have.length(25);
  });

  it('says what the server does not tell, and leaves it out', async () => {
    const accounts = new TellingAccounts(PEOPLE);
    accounts.can = without('online', 'list', 'statistics', 'last-activity');
    const pane = await reports(accounts);
    expect(textOf(pane)).to.contain('does not tell this account: who is online, accounts, last activity.');
    expect(allByRole(pane, 'region').map(({ computedName }) => computedName)).to.deep.equal([
      'Revisions of the policy',
    ]);
  });

  it('says what could not be read, and reads everything again, with the time of it', async () => {
    const accounts = new TellingAccounts(PEOPLE);
    accounts.unreadable = { kind: 'timeout' };
    const pane = await reports(accounts);
    expect(textOf(pane)).to.contain('Who is online could not be read. The server has not answered.');
    accounts.unreadable = undefined;
    operable(pane, 'Refresh').click();
    await until(() => allByRole(pane, 'region', 'Online now').length === 1);
    expect(textOf(pane)).to.match(/As of .+\d/);
    expect((pane.services?.policy as FakePolicyStore).asked).to.deep.equal(['refresh', 'refresh']);
  });

  it('is reached by keyboard: every file, every table, and what asks the server', async () => {
    const names = await tabThrough(await reports(new TellingAccounts(PEOPLE)));
    expect(names).to.include.members([
      'Refresh',
      'Download CSV: Online now',
      'Download CSV: Accounts',
      'Download CSV: Revisions of the policy',
      'Ask the server',
    ]);
  });
});
