import { expect } from 'chai';
import { definitions, type AboutPane } from '../../../src/admin/ui/about-pane.js';
import { define } from '../../../src/ui/define.js';
import { byRole, deep, expectNoViolations, fixture, operable, textOf } from '../support.js';
import { fitsNarrow, tabThrough } from './layout.js';

define(definitions);

function about(version = '1.2.3'): Promise<AboutPane> {
  return fixture<AboutPane>('im-admin-about', { version });
}

/** The cells of a table, row by row, the heads of rows included. */
function cells(pane: AboutPane, name: string): string[][] {
  const rows = deep(byRole(pane, 'table', name), 'tbody tr');
  return rows.map((row) => [...row.children].map((cell) => textOf(cell)));
}

describe('im-admin-about', () => {
  it('is accessible', async () => {
    await expectNoViolations(await about());
  });

  it('fits 320 pixels, also where text runs from right to left', async () => {
    await fitsNarrow(await about());
  });

  it('says which version this is, and nothing of it where none was given', async () => {
    expect(textOf(await about())).to.contain('im-contact-requests 1.2.3. Free software under the MIT licence.');
    expect(textOf(await about(''))).to.contain('im-contact-requests. Free software');
  });

  it('has the rules as they are: what each handling does with a request', async () => {
    expect(cells(await about(), 'What becomes of a request')).to.deep.equal([
      ['Accept automatically from all contacts', 'accepted', 'accepted'],
      ['Accept automatically from contacts in my organization', 'accepted', 'prompted'],
      ['Prompt me for each request', 'prompted', 'prompted'],
    ]);
  });

  it('has the rules as they are: whose choice holds', async () => {
    const rows = cells(await about(), 'Whose choice holds');
    expect(rows.map(([ticked]) => ticked)).to.deep.equal(['ticked', 'cleared', 'no policy, or it cannot be read']);
    expect(rows.map(([, , options]) => options)).to.deep.equal([
      'the three choices',
      'nothing about it',
      'nothing; a notice says why',
    ]);
  });

  it('leads to every other pane by keyboard', async () => {
    const pane = await about();
    const went: string[] = [];
    pane.addEventListener('im-admin-go', ({ detail }) => went.push(detail.pane));
    const reached = await tabThrough(pane);
    for (const name of [
      'Users',
      'Organization Information',
      'Domain(s)',
      'IM Federation',
      'General IM',
      'IM Logging',
      'IM Archiving',
      'History',
      'Deployment',
      'Reports',
    ]) {
      expect(reached).to.include(name);
      operable(pane, name).click();
    }
    expect(went).to.deep.equal([
      'users',
      'organization',
      'domains',
      'federation',
      'general-im',
      'logging',
      'archiving',
      'history',
      'deployment',
      'reports',
    ]);
  });
});
