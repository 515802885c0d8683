import { expect } from 'chai';
import { definitions, type ImportPane } from '../../../src/admin/ui/import-pane.js';
import type { AdminServices } from '../../../src/admin/ui/services.js';
import { done } from '../../../src/admin/outcome.js';
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
  until,
} from '../support.js';
import { fitsNarrow, tabThrough } from './layout.js';

define(definitions);

/** A server that adds whoever is asked for, one after the other when it is let. */
function fakeServices(): { services: AdminServices; added: string[]; entries: Map<string, unknown>; let: () => void } {
  const added: string[] = [];
  const entries = new Map<string, unknown>();
  let gate: (() => void) | undefined;
  const open = new Promise<void>((resolve) => (gate = resolve));
  const lacks = { why: 'not-offered', needs: 'a module' };
  const accounts = {
    domain: 'acme.example',
    abilities: async () => done({ add: true, list: lacks, invite: lacks }),
    add: async ({ username }: { username: string }) => {
      await open;
      added.push(username);
      return done({ profileSet: true });
    },
  };
  const store = {
    get: async (key: string) => structuredClone(entries.get(key)),
    getAll: async (keys: readonly string[]) =>
      structuredClone(Object.fromEntries(keys.map((key) => [key, entries.get(key)]))),
    set: async (more: object) =>
      Object.entries(more).forEach(([key, value]) => entries.set(key, structuredClone(value))),
    remove: async (keys: readonly string[]) => keys.forEach((key) => entries.delete(key)),
  };
  const wire = { isOnline: true, online: async () => undefined };
  return { services: { accounts, store, wire } as unknown as AdminServices, added, entries, let: () => gate?.() };
}

async function choose(pane: ImportPane, ...lines: readonly string[]): Promise<void> {
  const [input] = deep<HTMLInputElement>(pane, 'input[type=file]');
  const files = new DataTransfer();
  files.items.add(new File([['firstName,lastName,email,userName,Room', ...lines].join('\n')], 'people.csv'));
  if (!input) throw new Error('there is nothing to choose a file with');
  input.files = files.files;
  input.dispatchEvent(new Event('change'));
  await until(() => textOf(pane).includes('What is in it'));
}

const GOOD = 'Ada,Lovelace,ada@acme.example,ada,1';
const BAD = 'Bob,,bob@acme.example,bob,2';

describe('im-admin-import', () => {
  // One pane has the imports of a browser, as long as it is there.
  afterEach(() => document.body.replaceChildren());

  it('is accessible with a preview, while it runs, and when it is done', async () => {
    const fake = fakeServices();
    const pane = await fixture<ImportPane>('im-admin-import', { services: fake.services });
    await until(() => !textOf(pane).includes('Looking'));
    await expectNoViolations(pane);
    await choose(pane, GOOD, BAD);
    await expectNoViolations(pane);
    operable(pane, 'Import 1').click();
    await until(() => textOf(pane).includes('Importing'));
    await expectNoViolations(pane);
    fake.let();
    await until(() => textOf(pane).includes('The import is done'));
    await expectNoViolations(pane);
  });

  it('says what is in the file before anything is done, line by line, and names what is skipped', async () => {
    const fake = fakeServices();
    const pane = await fixture<ImportPane>('im-admin-import', { services: fake.services });
    await until(() => !textOf(pane).includes('Looking'));
    await choose(pane, GOOD, BAD);
    expect(textOf(pane)).to.include('1 can be imported, 1 cannot').and.to.include('Columns that are skipped: Room');
    expect(textOf(byRole(pane, 'region', 'Lines that cannot be imported'))).to.include('3 bob There is no last name');
    expect(fake.added).to.deep.equal([]);
    await fitsNarrow(pane);
  });

  it('shows problems of one kind alone, a page at a time', async () => {
    const pane = await fixture<ImportPane>('im-admin-import', { services: fakeServices().services });
    await until(() => !textOf(pane).includes('Looking'));
    const many = Array.from({ length: 60 }, (_, index) => `Bob,,b@acme.example,bob${index},`);
    await choose(pane, GOOD, ',Last,x@acme.example,nofirst,', ...many);
    const table = (): HTMLElement => byRole(pane, 'region', 'Lines that cannot be imported');
    const rows = (): number => table().querySelectorAll('tbody tr').length;
    expect(rows()).to.equal(50);
    operable(pane, 'Next').click();
    await settled(pane);
    expect(rows()).to.equal(11);
    const filter = byRole(pane, 'combobox', 'Show') as HTMLSelectElement;
    expect([...filter.options].map(({ text }) => text)).to.deep.equal([
      'All lines (61)',
      'No last name (60)',
      'No first name (1)',
    ]);
    filter.value = 'missing-first-name';
    filter.dispatchEvent(new Event('change'));
    await settled(pane);
    expect(rows()).to.equal(1);
    expect(textOf(table())).to.include('3 nofirst There is no first name');
    await expectNoViolations(pane);
    await fitsNarrow(pane);
  });

  it('says in the end which lines are to be looked at, and that it is done', async () => {
    const fake = fakeServices();
    const pane = await fixture<ImportPane>('im-admin-import', { services: fake.services });
    await until(() => !textOf(pane).includes('Looking'));
    const told: string[] = [];
    pane.addEventListener('im-admin-told', ({ detail }) => told.push(detail.text));
    await choose(pane, GOOD, BAD);
    operable(pane, 'Import 1').click();
    fake.let();
    await until(() => told.length > 0);
    await settled(pane);
    expect(told).to.deep.equal(['The import is done. Accounts made: 1, people invited: 0. Lines not imported: 1.']);
    expect(textOf(byRole(pane, 'region', 'Lines to look at'))).to.include('3 bob There is no last name');
  });

  it('says of a file that cannot be used what to do', async () => {
    const pane = await fixture<ImportPane>('im-admin-import', { services: fakeServices().services });
    await until(() => !textOf(pane).includes('Looking'));
    await choose(pane);
    expect(textOf(byRole(pane, 'alert'))).to.include('There is nobody in this file');
  });

  it('guards an import while it runs, tells when accounts were made, and forgets all when it is done', async () => {
    const fake = fakeServices();
    const pane = await fixture<ImportPane>('im-admin-import', { services: fake.services });
    await until(() => !textOf(pane).includes('Looking'));
    const heard: string[] = [];
    pane.addEventListener('im-admin-unsaved', ({ detail }) => heard.push(`unsaved ${detail.unsaved}`));
    pane.addEventListener('im-admin-import-done', () => heard.push('done'));
    await choose(pane, GOOD);
    operable(pane, 'Import 1').click();
    await until(() => heard.length === 1);
    await until(() => textOf(focused() ?? document.body) === 'Pause', 'the focus on Pause');
    fake.let();
    await until(() => heard.length === 3);
    await until(() => textOf(focused() ?? document.body) === 'Download the result file', 'the focus on what is next');
    expect(heard).to.deep.equal(['unsaved true', 'unsaved false', 'done']);
    expect(fake.added).to.deep.equal(['ada']);
    expect(fake.entries.size).to.equal(2);
    operable(pane, 'Done').click();
    await until(() => allByRole(pane, 'progressbar').length === 0);
    expect(fake.entries.size).to.equal(0);
    expect(focused()?.getAttribute('type')).to.equal('file');
  });

  it('offers to go on with an import that was interrupted, by keyboard too', async () => {
    const fake = fakeServices();
    const before = await fixture<ImportPane>('im-admin-import', { services: fake.services });
    await until(() => !textOf(before).includes('Looking'));
    await choose(before, GOOD);
    operable(before, 'Import 1').click();
    await until(() => fake.entries.size === 2);

    const beside = await fixture<ImportPane>('im-admin-import', { services: fake.services });
    await until(() => textOf(beside).includes('Another tab of this browser has the imports open'));
    expect(deep(beside, 'input[type=file]')).to.deep.equal([]);
    beside.remove();
    before.remove();
    fake.let();
    const again = fakeServices();
    for (const [key, value] of fake.entries) again.entries.set(key, value);
    const pane = await fixture<ImportPane>('im-admin-import', { services: again.services });
    await until(() => textOf(pane).includes('An import was interrupted'));
    await settled(pane);
    expect(await tabThrough(pane)).to.deep.equal([
      'Go on',
      'With passwords and invitation links',
      'Download the result file',
      'Discard the rest',
    ]);
    again.let();
    operable(pane, 'Go on').click();
    await until(() => textOf(pane).includes('The import is done'));
    expect(again.added).to.deep.equal(['ada']);
  });
});
