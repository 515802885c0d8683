import { expect } from 'chai';
import { done, failed } from '../../../src/admin/outcome.js';
import type { PolicyState } from '../../../src/admin/policy/revision.js';
import type { Check } from '../../../src/admin/setup/checks.js';
import { definitions, type OrganizationPane } from '../../../src/admin/ui/organization-pane.js';
import type { OrganizationSetup, ServerFindings } from '../../../src/admin/ui/organization-setup.js';
import { define } from '../../../src/ui/define.js';
import {
  allByRole,
  byRole,
  deep,
  expectNoViolations,
  fixture,
  focused,
  operable,
  settled,
  textOf,
} from '../support.js';
import { FakePolicyStore, ready, revision, services, told } from './fake-organization.js';
import { fitsNarrow, tabThrough } from './layout.js';

define(definitions);

const service = 'pubsub.acme.example';
const NO_NODE: PolicyState = { kind: 'no-node', service };
const FINE: Check = { id: 'pubsub', title: 'Policy service', state: 'ok', says: 'pubsub.acme.example keeps policies.' };
const BETTER: Check = {
  id: 'host-meta',
  title: 'Finding the server',
  state: 'warn',
  says: 'People have to enter a server address.',
  why: 'The address is read from a file of your domain.',
};
const MISSING: Check = {
  id: 'commands',
  title: 'Commands for accounts',
  state: 'missing',
  says: 'The server has no commands for accounts.',
  why: 'Users are managed by them.',
  mend: { prosody: 'modules_enabled = { "admin_adhoc" }', ejabberd: 'modules:\n  mod_configure: {}' },
};

/** Finds what it is given, as often as it is asked. */
class FakeSetup implements OrganizationSetup {
  checks: readonly Check[] = [FINE, BETTER];
  server: ServerFindings['server'] = 'ejabberd';
  asked = 0;
  readonly people: string[] = [];
  forPerson: readonly Check[] = [FINE];
  /** Resolved by the test, where it is to be seen how it is waited for. */
  until: Promise<void> = Promise.resolve();

  async check(): Promise<ServerFindings> {
    this.asked++;
    await this.until;
    return { checks: this.checks, software: 'ejabberd 23.01', server: this.server };
  }

  problem = '';

  asPerson: OrganizationSetup['asPerson'] = () => async (person) => {
    this.people.push(person ? `${person.jid} ${person.password}` : 'somebody made for it');
    return { checks: this.forPerson, problem: this.problem };
  };
}

interface Shown {
  readonly pane: OrganizationPane;
  readonly store: FakePolicyStore;
  readonly setup: FakeSetup;
}

async function shown(state: PolicyState, ...checks: readonly Check[]): Promise<Shown> {
  const store = new FakePolicyStore(state);
  const setup = new FakeSetup();
  if (checks.length > 0) setup.checks = checks;
  const pane = await fixture<OrganizationPane>('im-admin-organization', { services: services(store), setup });
  await settled(pane);
  return { pane, store, setup };
}

/** The heading of the next step. */
function step(pane: OrganizationPane): string {
  return textOf(deep(pane, 'h3')[0] ?? pane);
}

function mainButtons(pane: OrganizationPane): string[] {
  return deep(pane, '.primary').map((button) => textOf(button));
}

async function press(pane: OrganizationPane, name: string): Promise<void> {
  operable(pane, name).click();
  await settled(pane);
}

async function fill(pane: OrganizationPane, values: Readonly<Record<string, string>>): Promise<void> {
  for (const details of deep<HTMLDetailsElement>(pane, 'details')) details.open = true;
  for (const [name, value] of Object.entries(values)) {
    const [field] = deep<HTMLInputElement>(pane, `[name=${name}]`);
    if (!field) throw new Error(`there is no field ${name}`);
    field.value = value;
  }
  await settled(pane);
}

describe('im-admin-organization', () => {
  const states: readonly (readonly [string, PolicyState, readonly Check[]])[] = [
    ['without a policy', NO_NODE, [FINE, BETTER]],
    ['where something is missing', { kind: 'no-service' }, [FINE, BETTER, MISSING]],
    ['with a policy', ready(revision()), [FINE]],
    ['with a foreign policy', { kind: 'foreign', service, owners: ['eve@acme.example'], revisions: [] }, [FINE]],
    ['with several', { kind: 'several', services: [service, 'other.acme.example'] }, [FINE]],
  ];
  for (const [title, state, checks] of states) {
    it(`is accessible ${title}, and fits 320 pixels in either direction`, async () => {
      const { pane } = await shown(state, ...checks);
      await expectNoViolations(pane);
      await fitsNarrow(pane);
    });
  }

  it('says whose organisation this is, who is signed in, and which server there is', async () => {
    const { pane } = await shown(NO_NODE);
    for (const fact of ['Domain acme.example', 'Signed in as admin@acme.example', 'Server ejabberd 23.01']) {
      expect(textOf(pane)).to.contain(fact);
    }
  });

  it('looks first, and offers nothing to press until it knows', async () => {
    const store = new FakePolicyStore(NO_NODE);
    const setup = new FakeSetup();
    let go: () => void = () => undefined;
    setup.until = new Promise((resolve) => (go = resolve));
    const pane = await fixture<OrganizationPane>('im-admin-organization', { services: services(store), setup });
    await settled(pane);
    expect(step(pane)).to.equal('Looking at the server…');
    expect(mainButtons(pane)).to.deep.equal([]);
    go();
    await settled(pane);
    expect(mainButtons(pane)).to.deep.equal(['Make the policy']);
  });

  it('makes node and first policy by one button, and says that it is in place, where the focus stays', async () => {
    const { pane, store } = await shown(NO_NODE);
    const heard = told(pane);
    operable(pane, 'Make the policy').focus();
    await press(pane, 'Make the policy');
    expect(store.asked.filter((asked) => asked !== 'refresh')).to.deep.equal(['create', 'publish on nothing']);
    expect(store.state.kind === 'ready' && store.state.revisions[0]?.draft).to.deep.equal({
      allowUserOptions: true,
      handling: 'accept-organization',
      domains: [{ ascii: 'acme.example', unicode: 'acme.example' }],
      addBack: 'listed',
      temporaryAvailability: false,
      federation: 'open',
      trusted: [],
      refused: [],
      logging: 'unset',
      loggingDays: 0,
      loggingAlways: [],
      loggingNever: [],
      groups: [],
    });
    expect(step(pane)).to.equal('The policy is in place');
    expect(heard).to.deep.equal([{ text: 'The policy is made, and in force.', tone: 'plain' }]);
    expect(textOf(focused() ?? pane)).to.equal('The policy is in place');
  });

  it('publishes where the node is there already, be it that of another owner', async () => {
    const { pane, store } = await shown(ready());
    store.create = async () => failed({ kind: 'forbidden' });
    await press(pane, 'Make the policy');
    expect(store.asked.filter((asked) => asked !== 'refresh')).to.deep.equal(['publish on nothing']);
    expect(step(pane)).to.equal('The policy is in place');
  });

  it('says why the policy cannot be made, and lets it be tried again', async () => {
    const { pane, store } = await shown(NO_NODE);
    const heard = told(pane);
    store.refuses = failed({ kind: 'forbidden' });
    await press(pane, 'Make the policy');
    expect(heard.map(({ tone }) => tone)).to.deep.equal(['bad']);
    expect(heard[0]?.text).to.contain('does not let this account do it');
    expect(mainButtons(pane)).to.deep.equal(['Make the policy']);
    store.refuses = undefined;
    await press(pane, 'Make the policy');
    expect(step(pane)).to.equal('The policy is in place');
  });

  it('shows what is missing first, why it is needed, and the lines for the server that was detected', async () => {
    const { pane, setup } = await shown(NO_NODE, FINE, BETTER, MISSING);
    expect(step(pane)).to.equal('Add something to your server');
    expect(mainButtons(pane)).to.deep.equal(['Check again']);
    expect(deep(pane, '[data-check]').map((item) => item.dataset.check)).to.deep.equal([
      'commands',
      'host-meta',
      'pubsub',
    ]);
    const lines = (): string => deep(pane, 'pre').map(textOf).join();
    expect(textOf(pane)).to.contain('Missing: Commands for accounts').and.to.contain('Users are managed by them.');
    expect(lines()).to.equal('modules: mod_configure: {}');
    byRole(pane, 'radio', 'Prosody').click();
    await settled(pane);
    expect(lines()).to.contain('admin_adhoc');

    setup.checks = [FINE, { ...MISSING, state: 'ok', says: 'There are commands.', mend: undefined }];
    const [again] = allByRole(pane, 'button', 'Check again');
    again?.focus();
    again?.click();
    await settled(pane);
    expect(setup.asked).to.equal(2);
    expect(mainButtons(pane)).to.deep.equal(['Make the policy']);
    expect(textOf(focused() ?? pane)).to.equal('Make the policy');
  });

  it('refuses to make anything where somebody else owns the node, and says how to mend it', async () => {
    const { pane, store } = await shown({
      kind: 'foreign',
      service,
      owners: ['eve@acme.example', 'mallory@acme.example'],
      revisions: [],
    });
    expect(mainButtons(pane)).to.deep.equal(['Check again']);
    expect(textOf(pane)).to.contain('eve@acme.example and mallory@acme.example own');
    expect(textOf(pane)).to.contain('delete the node urn:im-contact-requests:policy:1');
    await press(pane, 'Check again');
    expect(store.asked).to.not.include('create');
  });

  it('names the services where there are several policies', async () => {
    const { pane } = await shown({ kind: 'several', services: [service, 'other.acme.example'] });
    expect(textOf(pane)).to.contain('pubsub.acme.example and other.acme.example each have one');
    expect(textOf(pane)).to.contain('all but one of them');
  });

  it('sets a node right that is not configured as it should be', async () => {
    const wrong: Check = {
      id: 'policy-node',
      title: 'Place of the policy',
      state: 'warn',
      says: 'Not as it should be.',
    };
    const { pane, store, setup } = await shown(ready(revision()), wrong);
    const heard = told(pane);
    store.create = async () => {
      setup.checks = [{ ...wrong, state: 'ok' }];
      return done(undefined);
    };
    await press(pane, 'Set the place of the policy right');
    expect(heard.map(({ tone }) => tone)).to.deep.equal(['plain']);
    expect(setup.asked).to.equal(2);
    expect(allByRole(pane, 'button', 'Set the place of the policy right')).to.deep.equal([]);
  });

  it('leads to the policy once it is in place', async () => {
    const { pane } = await shown(ready(revision()));
    const went: string[] = [];
    pane.addEventListener('im-admin-go', ({ detail }) => went.push(detail.pane));
    await press(pane, 'General IM');
    await press(pane, 'Domain(s)');
    expect(went).to.deep.equal(['general-im', 'domains']);
  });

  it('can be operated by keyboard alone', async () => {
    const { pane } = await shown(NO_NODE, FINE, BETTER);
    expect(await tabThrough(pane)).to.deep.equal([
      'Make the policy',
      'Check again',
      'How to mend it: Finding the server',
      'Check',
      'Use an account that is there',
    ]);
  });
});

describe('administrators of the policy', () => {
  it('are listed; another one is added and removed, and oneself is not', async () => {
    const { pane, store } = await shown(ready(revision()));
    const heard = told(pane);
    expect(textOf(pane)).to.contain('admin@acme.example (you)');
    expect(allByRole(pane, 'button', 'Remove admin@acme.example')).to.deep.equal([]);

    await fill(pane, { jid: ' Boss@acme.example' });
    await press(pane, 'Add');
    expect(store.people.get('boss@acme.example')).to.equal('publisher');
    expect(deep<HTMLInputElement>(pane, '[name=jid]')[0]?.value).to.equal('');

    operable(pane, 'Remove boss@acme.example').focus();
    await press(pane, 'Remove boss@acme.example');
    expect([...store.people.keys()]).to.deep.equal(['admin@acme.example']);
    expect(focused()?.id).to.equal('jid');
    expect(heard.map(({ text }) => text)).to.deep.equal([
      'boss@acme.example may save the policy now.',
      'boss@acme.example may not save the policy any more.',
    ]);
  });

  it('have an address of the organisation', async () => {
    const { pane, store } = await shown(ready(revision()));
    for (const [entered, says] of [
      ['', 'This is not an address'],
      ['boss', 'This is not an address'],
      ['boss@elsewhere.example', 'has an account of your organization'],
      ['boss@evil-acme.example', 'has an account of your organization'],
    ] as const) {
      await fill(pane, { jid: entered });
      await press(pane, 'Add');
      expect(textOf(pane), entered).to.contain(says);
      expect(focused()?.id).to.equal('jid');
    }
    expect(store.people.size).to.equal(1);
    await expectNoViolations(pane);
  });

  it('stay as they are where the server refuses, which is said; what was entered is kept', async () => {
    const { pane, store } = await shown(ready(revision()));
    const heard = told(pane);
    store.refuses = failed({ kind: 'refused', condition: 'not-acceptable' });
    await fill(pane, { jid: 'boss@acme.example' });
    await press(pane, 'Add');
    expect(heard).to.deep.equal([{ text: 'The server has refused it (not-acceptable).', tone: 'bad' }]);
    expect(deep<HTMLInputElement>(pane, '[name=jid]')[0]?.value).to.equal('boss@acme.example');
  });

  it('are changed by owners alone', async () => {
    const store = new FakePolicyStore(ready(revision()));
    store.people.set('admin@acme.example', 'publisher').set('boss@acme.example', 'owner');
    const setup = new FakeSetup();
    const pane = await fixture<OrganizationPane>('im-admin-organization', { services: services(store), setup });
    await settled(pane);
    expect(textOf(pane)).to.contain('boss@acme.example');
    expect(allByRole(pane, 'button', 'Remove boss@acme.example')).to.deep.equal([]);
    expect(allByRole(pane, 'button', 'Add')).to.deep.equal([]);
  });
});

describe('check as an ordinary person', () => {
  it('is done by one button, with an account that is made for it; what is left to do is said', async () => {
    const { pane, setup } = await shown(ready(revision()));
    setup.problem = 'The account check-1@acme.example may still be there: delete it under Users.';
    await press(pane, 'Check');
    expect(setup.people).to.deep.equal(['somebody made for it']);
    expect(textOf(pane)).to.contain('It is as it should be for everybody.').and.to.contain('check-1@acme.example');
    setup.forPerson = [];
    setup.problem = 'No account could be made for it.';
    await press(pane, 'Check');
    expect(textOf(pane)).to.contain('It could not be tried. No account could be made for it.');
    await expectNoViolations(pane);
  });

  it('is absent where nobody else can sign in from here', async () => {
    const { pane, setup } = await shown(ready(revision()));
    setup.asPerson = () => undefined;
    pane.requestUpdate();
    await settled(pane);
    expect(textOf(pane)).not.to.contain('ordinary person');
  });

  it('signs in as them, shows what they find, and forgets the password', async () => {
    const { pane, setup } = await shown(ready(revision()));
    setup.forPerson = [{ ...MISSING, title: 'Reading the policy', says: 'It was refused.' }];
    await fill(pane, { user: 'maya', password: 'secret' });
    await press(pane, 'Check as this person');
    expect(setup.people).to.deep.equal(['maya@acme.example secret']);
    expect(textOf(pane)).to.contain('One thing is not as it should be.');
    expect(textOf(pane)).to.contain('Missing: Reading the policy');
    expect(deep<HTMLInputElement>(pane, '[name=password]')[0]?.value).to.equal('');
    await expectNoViolations(pane);

    setup.forPerson = [FINE];
    await fill(pane, { user: 'maya@acme.example', password: 'secret' });
    await press(pane, 'Check as this person');
    expect(textOf(pane)).to.contain('It is as it should be for everybody.');
  });

  it('needs both name and password', async () => {
    const { pane, setup } = await shown(ready(revision()));
    await fill(pane, { user: 'maya', password: '' });
    await press(pane, 'Check as this person');
    expect(setup.people).to.deep.equal([]);
    expect(focused()?.id).to.equal('password');
    expect(textOf(pane)).to.contain('Enter the user name and the password');
  });
});
