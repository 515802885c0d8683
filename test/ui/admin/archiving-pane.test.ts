import { expect } from 'chai';
import { definitions, type ArchivingPane } from '../../../src/admin/ui/archiving-pane.js';
import { Notice } from '../../../src/ui/components/notice.js';
import { define } from '../../../src/ui/define.js';
import { FakeArchiver, mistake } from '../../support/fake-archiver.js';
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
  until,
} from '../support.js';
import { fitsNarrow, tabThrough } from './layout.js';
import { press, tabTo, type as keys } from './policy-panes.js';

define({ 'im-notice': Notice, ...definitions });

const ARCHIVER = 'archiver.example.com';
const LEGAL = {
  name: 'legal',
  type: 'smtp',
  host: 'mail.example.com',
  port: '587',
  security: 'starttls',
  sender: 'im@example.com',
  recipient: 'archive@example.com',
  username: 'im',
  has_password: '1',
};
const HOOK = { name: 'hook', type: 'webhook', url: 'https://hook.example/im', has_webhook_token: '1' };
/** Never while a test runs. */
const SELDOM = 1_000_000;

interface Shown {
  readonly pane: ArchivingPane;
  readonly wire: FakeArchiver;
  /** What the pane told the shell, as `name: detail`. */
  readonly told: string[];
}

async function shown(wire = some(), interval = SELDOM): Promise<Shown> {
  const told: string[] = [];
  const pane = await fixture<ArchivingPane>('im-admin-archiving', { services: { wire }, interval });
  for (const event of ['im-admin-unsaved', 'im-admin-told'] as const) {
    pane.addEventListener(event, (heard) => told.push(`${event}: ${JSON.stringify(heard.detail)}`));
  }
  await settled(pane);
  return { pane, wire, told };
}

function some(): FakeArchiver {
  const wire = new FakeArchiver().add(LEGAL, { delivered: '1204' }).add(HOOK, { state: 'starting', cursor: '' });
  wire.everybody = 'legal';
  wire.people.set('anna@example.com', 'none');
  return wire;
}

async function click(pane: ArchivingPane, name: string): Promise<void> {
  operable(pane, name).click();
  await settled(pane);
}

function field(pane: ArchivingPane, id: string): HTMLInputElement {
  const [found] = deep<HTMLInputElement>(pane, `#${id}`);
  if (!found) throw new Error(`there is no field ${id}`);
  return found;
}

async function write(pane: ArchivingPane, id: string, text: string): Promise<void> {
  const input = field(pane, id);
  input.value = text;
  input.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
  await settled(pane);
}

async function choose(pane: ArchivingPane, id: string, value: string): Promise<void> {
  const select = field(pane, id);
  select.value = value;
  select.dispatchEvent(new Event('change', { bubbles: true }));
  await settled(pane);
}

async function pick(pane: ArchivingPane, name: string): Promise<void> {
  byRole(pane, 'radio', name).click();
  await settled(pane);
}

function canSave(pane: ArchivingPane): boolean {
  return operable(pane, 'Save').getAttribute('aria-disabled') !== 'true';
}

function steps(pane: ArchivingPane): string[] {
  return deep(byRole(pane, 'list', 'Steps of the test'), 'li').map(textOf);
}

/** Fills in a new endpoint of type folder. */
async function newFolder(pane: ArchivingPane, name = 'files'): Promise<void> {
  await click(pane, 'Add an endpoint…');
  await write(pane, 'name', name);
  await pick(pane, 'Folder');
  await write(pane, 'path', '/srv/archive');
}

describe('im-admin-archiving', () => {
  it('is accessible in all its states', async () => {
    const { pane, wire } = await shown();
    await expectNoViolations(pane);
    await click(pane, 'Edit legal');
    wire.failing = { step: 'certificate', reason: 'certificate-name', text: 'The certificate is for another name.' };
    await click(pane, 'Test');
    await expectNoViolations(pane);
    const adding = (await shown(new FakeArchiver())).pane;
    await click(adding, 'Add an endpoint…');
    await click(adding, 'Test');
    await expectNoViolations(adding);
    const removing = (await shown()).pane;
    await click(removing, 'Remove hook');
    await expectNoViolations(removing);
  });

  it('is accessible where there is no archiver, or none that can be asked', async () => {
    const none = new FakeArchiver();
    none.items = [];
    none.services.delete(ARCHIVER);
    await expectNoViolations((await shown(none)).pane);
    const forbidden = new FakeArchiver();
    forbidden.errors.set('all', 'forbidden');
    await expectNoViolations((await shown(forbidden)).pane);
  });

  it('says nothing of the archiver of another session, though its answer comes late', async () => {
    const before = some();
    let answer = (): void => undefined;
    before.held = new Promise((resolve) => (answer = resolve));
    const { pane } = await shown(before);
    const none = new FakeArchiver();
    none.items = [];
    none.services.delete(ARCHIVER);
    pane.services = { ...pane.services, wire: none } as NonNullable<ArchivingPane['services']>;
    await until(() => deep(pane, 'im-admin-archiver-install').length > 0);
    before.isOnline = false;
    answer();
    await settled(pane);
    expect(deep(pane, 'im-admin-archiver-install').length).to.equal(1);
  });

  it('fits 320 pixels, also where text runs from right to left, with whatever names there are', async () => {
    const wire = some().add(
      { name: 'x'.repeat(64), type: 'webhook', url: `https://hook.example/${'path/'.repeat(60)}` },
      { state: 'waiting', text: `It answered ${'9'.repeat(200)}.`, delivered: '99999999' },
    );
    wire.people.set(`${'y'.repeat(200)}@example.com`, 'x'.repeat(64));
    wire.people.set('שלום.עולם@example.com', 'legal');
    const { pane } = await shown(wire);
    await fitsNarrow(pane);
    await click(pane, 'Edit legal');
    await click(pane, 'Test');
    await fitsNarrow(pane);
    const hook = (await shown(wire)).pane;
    await click(hook, 'Edit hook');
    await fitsNarrow(hook);
    const none = new FakeArchiver();
    none.items = [];
    none.services.delete(ARCHIVER);
    await fitsNarrow((await shown(none)).pane);
  });
});

describe('im-admin-archiving without an archiver', () => {
  it('says what it is, and how it is installed in three steps, for the own server', async () => {
    const wire = new FakeArchiver();
    wire.items = [];
    wire.services.delete(ARCHIVER);
    const { pane } = await shown(wire);
    const titles = allByRole(pane, 'heading').map(textOf);
    expect(titles.map((title) => title[0])).to.deep.equal(['T', '1', '2', '3']);
    expect(textOf(pane)).to.contain('Component "archiver.example.com"').and.to.contain('"admin@example.com"');
    expect(deep(pane, 'im-admin-server-lines').map(textOf).join()).to.contain('Prosody(yours)');
    wire.services.set(ARCHIVER, ['urn:im-contact-requests:archiver:1']);
    await click(pane, 'Look again');
    await until(() => textOf(pane).includes('Connected to the server, as archiver.example.com, version 0.1.0.'));
  });

  it('says which account has to be named, and goes on once it is', async () => {
    const wire = some();
    wire.errors.set('all', 'forbidden');
    const { pane } = await shown(wire, 10);
    expect(textOf(pane)).to.contain('The archiver takes no commands from admin@example.com.');
    expect(textOf(pane)).to.contain('"administrators": ["admin@example.com"],');
    wire.errors.clear();
    await until(() => allByRole(pane, 'list', 'Endpoints').length === 1);
  });

  it('tells one that does not run from one that is not there, and goes on once it runs', async () => {
    const wire = some();
    const features = wire.services.get(ARCHIVER) ?? [];
    wire.services.delete(ARCHIVER);
    const { pane } = await shown(wire, 10);
    expect(textOf(pane)).to.contain('The archiver does not answer').and.to.contain('systemctl start im-archiver');
    wire.services.set(ARCHIVER, features);
    await until(() => allByRole(pane, 'list', 'Endpoints').length === 1);
  });

  it('looks again by itself when the connection is back', async () => {
    const wire = some();
    wire.isOnline = false;
    const { pane } = await shown(wire, 10);
    expect(textOf(pane)).to.contain('The connection to the server is gone.');
    wire.isOnline = true;
    await until(() => allByRole(pane, 'list', 'Endpoints').length === 1);
  });
});

describe('the state of endpoints', () => {
  it('is told in words: what it waits for, what to do, when it is tried again, what was delivered', async () => {
    const wire = some().add(
      { name: 'files', type: 'folder', path: '/srv/archive', format: 'jsonl' },
      {
        state: 'waiting',
        text: 'The disk is full. Make room.',
        since: new Date(Date.now() - 60_000).toISOString(),
        next_try: new Date(Date.now() + 20_000).toISOString(),
        attempts: '3',
        delivered: '1',
        last_delivered: new Date(Date.now() - 120_000).toISOString(),
        cursor: '12',
      },
    );
    const { pane } = await shown(wire);
    const [legal, hook, files] = deep(byRole(pane, 'list', 'Endpoints'), 'li').map(textOf);
    expect(legal)
      .to.contain('Delivering')
      .and.to.contain('Mail, by mail.example.com:587 with STARTTLS, to archive@example.com');
    expect(legal).to.contain('1,204 messages. Nothing waits.').and.to.contain('everybody who is no exception');
    expect(hook).to.contain('Starting').and.to.contain('Nobody is on it, so nothing is delivered there.');
    expect(files).to.match(
      /Waiting.*The disk is full. Make room. Since .+ Tried 3 times. Next try: in (20|19) seconds\./,
    );
    expect(files).to.contain('1 message, the last 2 minutes ago. 28 entries of the archive to go.');
  });

  it('says of an endpoint that nobody is on that it is ready, not that it delivers', async () => {
    const files = { name: 'files', type: 'folder', path: '/srv/archive', format: 'jsonl' };
    const { pane, wire } = await shown(some().add(files), 10);
    const pill = (): string => textOf(deep(byRole(pane, 'list', 'Endpoints'), 'li .pill')[2] as Element);
    const spoken = (): string => deep(pane, '.visually-hidden[role=status]').map(textOf).join();
    expect(pill()).to.equal('Ready');
    expect(spoken()).to.contain('legal: Delivering.').and.to.contain('files: Ready.');
    wire.people.set('bob@example.com', 'files');
    await until(() => pill() === 'Delivering');
    expect(spoken()).to.contain('files: Delivering.');
  });

  it('does not count by the clock of another machine that goes wrong', async () => {
    const nextTry = new Date(Date.now() + 3_600_000).toISOString();
    const { pane } = await shown(some().add(HOOK, { state: 'waiting', text: 'Down.', next_try: nextTry }));
    expect(textOf(pane)).to.contain('Next try: within minutes, by itself.');
  });

  it('is refreshed by itself without another element in its place, and changes are announced', async () => {
    const { pane, wire } = await shown(some(), 10);
    const button = operable(pane, 'Edit legal');
    button.focus();
    wire.states.set('legal', { state: 'waiting', text: 'The mail server is down.', cursor: '40' });
    await until(() => textOf(pane).includes('The mail server is down.'));
    expect(operable(pane, 'Edit legal')).to.equal(button);
    expect(focused()).to.equal(button);
    const spoken = deep(pane, '.visually-hidden[role=status]').map(textOf).join();
    expect(spoken).to.contain('legal: Waiting. The mail server is down.');
  });

  it('is not asked for while the pane is hidden', async () => {
    const { pane, wire } = await shown(some(), 5);
    pane.hidden = true;
    await new Promise(requestAnimationFrame);
    const before = wire.called.get('status') ?? 0;
    for (let frames = 0; frames < 10; frames++) await new Promise(requestAnimationFrame);
    expect((wire.called.get('status') ?? 0) - before).to.be.at.most(1);
    pane.hidden = false;
    await until(() => (wire.called.get('status') ?? 0) > before + 1);
  });

  it('stays as it was last known while the archiver does not answer, and says so', async () => {
    const { pane, wire } = await shown(some(), 10);
    wire.errors.set('all', 'remote-server-timeout');
    await until(() => textOf(pane).includes('What you see here is as of'));
    expect(allByRole(pane, 'list', 'Endpoints')).to.have.length(1);
    wire.errors.clear();
    await until(() => !textOf(pane).includes('What you see here is as of'));
  });

  it('has what is wrong with the database', async () => {
    const wire = some();
    wire.status = { ...wire.status, database: 'database-denied', database_text: 'Grant SELECT.', settled: '' };
    expect(textOf((await shown(wire)).pane)).to.contain('The archive of Prosody is not read. Grant SELECT.');
  });
});

describe('an endpoint', () => {
  it('has the fields of its type only, and none of another one is sent', async () => {
    const { pane, wire } = await shown();
    await click(pane, 'Add an endpoint…');
    const names = (): string[] => deep(pane, '[data-field]').map(({ dataset }) => dataset.field ?? '');
    expect(names()).to.deep.equal(['name', 'host', 'port', 'sender', 'recipient', 'username', 'password', 'ca_file']);
    await write(pane, 'host', 'mail.example.com');
    await pick(pane, 'HTTPS webhook');
    expect(names()).to.deep.equal(['name', 'url', 'webhook_token', 'signing_key', 'ca_file']);
    await pick(pane, 'Folder');
    expect(names()).to.deep.equal(['name', 'path']);
    await write(pane, 'name', 'files');
    await write(pane, 'path', '/srv/archive');
    await click(pane, 'Test');
    expect(Object.keys(wire.did[0]?.values ?? {})).to.deep.equal(['name', 'type', 'path', 'format']);
    await pick(pane, 'Secure SMTP');
    expect(field(pane, 'host').value, 'what was typed is still there').to.equal('mail.example.com');
  });

  it('is saved only when exactly these settings have passed their test', async () => {
    const { pane, wire, told } = await shown();
    await newFolder(pane);
    expect(canSave(pane)).to.equal(false);
    expect(textOf(pane)).to.contain('Save comes after Test');
    await click(pane, 'Test');
    expect(steps(pane)).to.deep.equal([
      'Name of the host: The host is known. (Passed)',
      'Delivery of a test message: A test message was taken. (Passed)',
    ]);
    expect(canSave(pane)).to.equal(true);
    await write(pane, 'path', '/srv/other');
    expect(canSave(pane)).to.equal(false);
    expect(textOf(pane)).to.contain('Something was changed since the test. Test it again before you save.');
    operable(pane, 'Save').click();
    await settled(pane);
    expect(wire.did.map(({ name }) => name)).to.deep.equal(['test']);
    await write(pane, 'path', '/srv/archive');
    expect(canSave(pane), 'it is as it was tested').to.equal(true);
    await pick(pane, 'Everything, from the archive’s beginning');
    await click(pane, 'Save');
    expect(wire.did.map(({ name }) => name)).to.deep.equal(['test', 'save']);
    expect(wire.did[1]?.values.start).to.deep.equal(['beginning']);
    expect(told).to.deep.equal([
      'im-admin-unsaved: {"unsaved":true}',
      'im-admin-unsaved: {"unsaved":false}',
      'im-admin-told: {"text":"“files” is saved, and in use. Choose under People who is on it.","tone":"plain"}',
    ]);
    expect(focused()?.computedName).to.equal('Add an endpoint…');
  });

  it('shows at which step the test failed, and what to do, and cannot be saved', async () => {
    const { pane, wire } = await shown();
    wire.failing = { step: 'certificate', reason: 'certificate-expired', text: 'It has expired. Renew it there.' };
    await click(pane, 'Edit legal');
    await click(pane, 'Test');
    expect(steps(pane)).to.deep.equal([
      'Name of the host: The host is known. (Passed)',
      'Certificate: It has expired. Renew it there. (Failed)',
      'Delivery of a test message: Not tried (Not tried)',
    ]);
    expect(canSave(pane)).to.equal(false);
    expect(textOf(pane)).to.contain('It has not passed. Mend what is named above');
  });

  it('has mistakes at their fields, and the focus goes there', async () => {
    const { pane, wire } = await shown();
    await click(pane, 'Add an endpoint…');
    await click(pane, 'Test');
    expect(focused()?.id).to.equal('name');
    await write(pane, 'name', 'legal');
    await click(pane, 'Test');
    expect(textOf(pane)).to.contain('There is an endpoint “legal” already.');
    expect(wire.did, 'nothing was asked').to.deep.equal([]);
    await write(pane, 'name', 'mail');
    await click(pane, 'Test');
    expect(focused()?.id).to.equal('recipient');
    expect(field(pane, 'recipient').getAttribute('aria-invalid')).to.equal('true');
    expect(textOf(pane)).to.contain('Fill this in: a mail address').and.to.contain('One field has to be mended.');
    wire.replies.set('test', mistake('token', 'Nobody knows this field.'));
    await click(pane, 'Test');
    expect(textOf(pane)).to.contain('Nobody knows this field.');
  });

  it('keeps a password that is not touched, replaces it, and takes it away', async () => {
    const { pane, wire } = await shown();
    await click(pane, 'Edit legal');
    expect(field(pane, 'password').placeholder).to.equal('unchanged');
    await click(pane, 'Test');
    expect(wire.did[0]?.values).to.not.have.property('password');
    await write(pane, 'password', 'new');
    expect(canSave(pane)).to.equal(false);
    await click(pane, 'Test');
    expect(wire.did[1]?.values.password).to.deep.equal(['new']);
    await write(pane, 'password', '');
    await click(pane, 'Remove Password');
    await click(pane, 'Test');
    expect(wire.did[2]?.values.password).to.deep.equal(['']);
  });

  it('does not say that a secret stays which goes to another place', async () => {
    const { pane } = await shown();
    await click(pane, 'Edit hook');
    expect(field(pane, 'webhook_token').placeholder).to.equal('unchanged');
    expect(field(pane, 'signing_key').placeholder).to.equal('');
    await write(pane, 'url', 'https://hook.example/other');
    expect(field(pane, 'webhook_token').placeholder).to.equal('unchanged');
    await write(pane, 'url', 'https://other.example/im');
    expect(field(pane, 'webhook_token').placeholder).to.equal('');
    expect(textOf(pane)).to.contain('The one that was given is for another place');
  });

  it('loses nothing that was typed when the connection breaks, and is saved when it is back', async () => {
    const { pane, wire } = await shown(some(), 10);
    await newFolder(pane);
    await click(pane, 'Test');
    wire.isOnline = false;
    await click(pane, 'Save');
    await until(() => textOf(pane).includes('What you see here is as of'));
    expect(textOf(pane)).to.contain('what you have typed stays. Then try again.');
    expect(field(pane, 'path').value).to.equal('/srv/archive');
    wire.isOnline = true;
    await click(pane, 'Save');
    expect(wire.endpoints.has('files')).to.equal(true);
  });

  it('says that a test is over an hour old, or what else the archiver says to saving', async () => {
    const { pane, wire } = await shown();
    await click(pane, 'Edit legal');
    await click(pane, 'Test');
    wire.replies.set('save', mistake('token', 'Test it first: only what has passed its test is saved.'));
    await click(pane, 'Save');
    expect(textOf(pane)).to.contain('Test it first: only what has passed its test is saved.');
    expect(canSave(pane)).to.equal(false);
  });

  it('asks before what was typed is left, and stays when another one is to be edited', async () => {
    const { pane, told } = await shown();
    await click(pane, 'Edit legal');
    await write(pane, 'host', 'other.example.com');
    await click(pane, 'Edit hook');
    expect(field(pane, 'host').value).to.equal('other.example.com');
    await click(pane, 'Cancel');
    await click(pane, 'Leave it');
    expect(deep(pane, 'im-admin-archive-endpoint')).to.deep.equal([]);
    expect(told.at(-1)).to.equal('im-admin-unsaved: {"unsaved":false}');
    expect(focused()?.computedName).to.equal('Edit legal');
  });

  it('stays as it was typed when somebody else removes it meanwhile', async () => {
    const { pane, wire } = await shown(some(), 10);
    await click(pane, 'Edit hook');
    await write(pane, 'url', 'https://hook.example/new');
    const form = field(pane, 'url');
    wire.endpoints.delete('hook');
    wire.states.set('legal', { state: 'waiting', text: 'A later look.', cursor: '40' });
    await until(() => textOf(pane).includes('A later look.'));
    expect(field(pane, 'url')).to.equal(form);
    await click(pane, 'Test');
    await click(pane, 'Save');
    expect(wire.endpoints.get('hook')?.url).to.equal('https://hook.example/new');
  });

  it('is added by keyboard alone', async () => {
    const { pane, wire } = await shown(new FakeArchiver());
    await tabTo('Add an endpoint…');
    await press('Enter');
    await settled(pane);
    await keys('files');
    await press('Tab', 'ArrowDown');
    await settled(pane);
    await tabTo('Folder');
    await keys('/srv/archive');
    await press('Enter');
    await until(() => canSave(pane));
    await press('Enter');
    await until(() => wire.endpoints.has('files'));
  });

  it('is removed after a question, and what waits for it is named and discarded', async () => {
    const { pane, wire } = await shown(some().add(HOOK, { cursor: '12' }));
    await click(pane, 'Remove hook');
    expect(textOf(pane)).to.contain(
      'It has 28 entries of the archive still to go: what is for it among these is discarded',
    );
    await click(pane, 'Discard, and remove');
    expect(wire.did).to.deep.equal([{ name: 'remove', values: { name: ['hook'], discard: ['1'] } }]);
    await until(() => deep(byRole(pane, 'list', 'Endpoints'), 'li').length === 1);
    expect(focused()?.id).to.equal('endpoints');
  });

  it('is removed without discarding where nothing waits, unless something has come since', async () => {
    const { pane, wire } = await shown(some().add(HOOK, { cursor: '40' }));
    await click(pane, 'Remove hook');
    wire.status = { ...wire.status, settled: '41' };
    await click(pane, 'Remove');
    await until(() => textOf(pane).includes('Messages may still wait for it.'));
    expect(textOf(pane)).to.contain('It has 1 entry of the archive still to go');
    await click(pane, 'Discard, and remove');
    await until(() => !wire.endpoints.has('hook'));
  });

  it('is not removed while somebody is on it, and says who', async () => {
    const { pane, wire } = await shown();
    await click(pane, 'Remove legal');
    expect(textOf(pane)).to.contain('“legal” cannot be removed while somebody is on it.');
    await click(pane, 'Close');
    expect(focused()?.computedName).to.equal('Remove legal');
    expect(wire.did).to.deep.equal([]);
  });
});

describe('people', () => {
  it('are on the endpoint for everybody, which is chosen and saved', async () => {
    const { pane, wire, told } = await shown();
    await choose(pane, 'everybody', 'hook');
    expect(told).to.deep.equal(['im-admin-unsaved: {"unsaved":true}']);
    await click(pane, 'Save for everybody');
    await until(() => told.length === 3);
    expect(wire.did).to.deep.equal([{ name: 'assign', values: { endpoint: ['hook'], everybody: ['1'] } }]);
    expect(told).to.include('im-admin-told: {"text":"Everybody who is no exception is on “hook” now.","tone":"plain"}');
    expect(told.at(-1)).to.equal('im-admin-unsaved: {"unsaved":false}');
  });

  it('are exceptions by address or user name, several at once, and move', async () => {
    const { pane, wire } = await shown();
    await write(pane, 'jids', 'Anna@example.com, bob\ncarla');
    await choose(pane, 'target', 'hook');
    await click(pane, 'Add');
    const people = ['anna@example.com', 'bob@example.com', 'carla@example.com'];
    expect(wire.did[0]?.values).to.deep.equal({ endpoint: ['hook'], jids: people });
    await until(() => allByRole(pane, 'listitem').filter((one) => textOf(one).includes('on hook')).length === 3);
    expect(field(pane, 'jids').value).to.equal('');
  });

  it('are not changed where an address is none, or of another domain, and what was typed stays', async () => {
    const { pane, wire } = await shown();
    await write(pane, 'jids', 'bob, a@b@c');
    await click(pane, 'Add');
    expect(textOf(pane)).to.contain('Not an address: a@b@c. Nothing was changed.');
    expect(wire.did).to.deep.equal([]);
    await write(pane, 'jids', 'eve@other.example');
    await click(pane, 'Add');
    expect(textOf(pane)).to.contain('“eve@other.example” is nobody of example.com.');
    expect(field(pane, 'jids').value).to.equal('eve@other.example');
    expect(focused()?.id).to.equal('jids');
  });

  it('are removed by keyboard, and the focus goes on', async () => {
    const wire = some();
    wire.people.set('bob@example.com', 'hook');
    const { pane } = await shown(wire);
    await tabTo('Remove anna@example.com');
    await press('Enter');
    await until(() => !wire.people.has('anna@example.com'));
    await until(() => focused()?.computedName === 'Remove bob@example.com');
    expect(textOf(pane)).to.contain('1 exception');
  });

  it('are searched by address and endpoint, and paged', async () => {
    const wire = some();
    for (let at = 0; at < 60; at++) wire.people.set(`u${String(at).padStart(2, '0')}@example.com`, 'hook');
    const { pane } = await shown(wire);
    const list = (): string[] => deep(byRole(pane, 'list', 'Exceptions'), 'li').map(textOf);
    expect(list()).to.have.length(25);
    expect(textOf(pane)).to.contain('1–25 of 61');
    await click(pane, 'Next');
    expect(list()[0]).to.contain('u24@example.com');
    await write(pane, 'search', 'none');
    expect(list()).to.have.length(1);
    await write(pane, 'search', 'nobody');
    expect(textOf(pane)).to.contain('None of 61 exceptions has this in it.');
  });

  it('are asked for only when there is an endpoint to put them on', async () => {
    const { pane } = await shown(new FakeArchiver());
    expect(allByRole(pane, 'region', 'People')).to.deep.equal([]);
    expect(textOf(byRole(pane, 'region', 'Endpoints'))).to.contain('None yet, so nothing is delivered.');
  });

  it('say so when nobody is on any endpoint', async () => {
    const { pane } = await shown(new FakeArchiver().add(HOOK));
    expect(textOf(pane)).to.contain('Nobody is on an endpoint, so nothing is archived yet.');
  });

  it('and endpoints are reached by keyboard', async () => {
    const names = await tabThrough((await shown()).pane);
    for (const name of [
      'Add an endpoint…',
      'Edit legal',
      'Remove legal',
      'Everybody who is no exception',
      'Add exceptions',
      'Put them on',
      'Add',
    ]) {
      expect(names).to.include(name);
    }
  });
});
