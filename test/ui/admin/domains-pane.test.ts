import { expect } from 'chai';
import type { DomainsPane } from '../../../src/admin/ui/domains-pane.js';
import { foreign, ready } from '../../support/fake-policy-store.js';
import { draft, listed, revision } from '../../support/policy-drafts.js';
import { allByRole, byRole, deep, expectNoViolations, focused, settled, textOf, until } from '../support.js';
import { expectNarrow, inNotice, press, scene, tabTo, type, type Scene } from './policy-panes.js';

const BOOKS = { ascii: 'xn--bcher-kva.example', unicode: 'bücher.example' };
const ARABIC = { ascii: 'xn--mgbh0fb.xn--kgbechtv', unicode: 'مثال.إختبار' };

function domains(list = [...listed('example.com'), BOOKS], mayPublish = true): Promise<Scene<DomainsPane>> {
  const revisions = [revision(1, draft({ domains: list }))];
  return scene<DomainsPane>('im-admin-domains', mayPublish ? ready(revisions) : foreign(revisions));
}

function shown(pane: DomainsPane): string[] {
  return deep(pane, '.list .domain').map(textOf);
}

function finding(pane: DomainsPane): string {
  return textOf(deep(pane, '.finding')[0] ?? document.body);
}

async function typed(text: string, { pane }: Scene<DomainsPane>): Promise<void> {
  const field = byRole(pane, 'textbox', 'Domain to add') as HTMLInputElement;
  field.focus();
  field.value = '';
  await type(text);
}

describe('im-admin-domains', () => {
  it('is accessible, with domains, without, with findings, and where it is only to be looked at', async () => {
    await expectNoViolations((await domains([])).pane);
    await expectNoViolations((await domains([ARABIC], false)).pane);
    for (const text of ['https://example.com', 'examp1e.com', 'bücher.test']) {
      const page = await domains();
      await typed(text, page);
      await until(() => finding(page.pane));
      await expectNoViolations(page.pane);
    }
  });

  it('shows each domain as people read it, and its encoded form beside it', async () => {
    const { pane } = await domains([...listed('example.com'), BOOKS, ARABIC]);
    expect(shown(pane)).to.deep.equal(['example.com', 'bücher.example', 'مثال.إختبار']);
    const [own = '', books = '', arabic = ''] = deep(pane, '.list li').map(textOf);
    expect(own).to.contain('Your own').and.not.contain('xn--');
    expect(books).to.contain('xn--bcher-kva.example');
    expect(arabic).to.contain('xn--mgbh0fb.xn--kgbechtv');
  });

  it('keeps the labels of a domain in their order, whatever they are written in', async () => {
    const { pane } = await domains([ARABIC]);
    const [first, second] = deep(pane, '.list .domain bdi').map((label) => label.getBoundingClientRect().left);
    expect(first).to.be.lessThan(second ?? 0);
  });

  it('says after a pause what will be listed, and whether a server answers; adds it by keyboard alone', async () => {
    const page = await domains();
    page.wire.there.add('münchen.test');
    await tabTo('Domain to add');
    await type('MÜNCHEN.test');
    await until(() => finding(page.pane).includes('A server answers for it.'));
    expect(finding(page.pane)).to.contain('Will be listed as münchen.test, which is xn--mnchen-3ya.test in DNS.');
    expect(page.wire.asked).to.deep.equal(['münchen.test']);
    await press('Enter');
    await settled(page.pane);
    expect(shown(page.pane)).to.deep.equal(['example.com', 'bücher.example', 'münchen.test']);
    expect(textOf(page.pane)).to.contain('Domain added: münchen.test');
    expect(page.told).to.deep.equal(['im-admin-unsaved: {"unsaved":true}']);
    expect((focused() as HTMLInputElement).value).to.equal('');
    await tabTo('Save');
    await press('Enter');
    await settled(page.pane);
    expect(page.store.published[0]?.draft.domains.at(-1)).to.deep.equal({
      ascii: 'xn--mnchen-3ya.test',
      unicode: 'münchen.test',
    });
  });

  it('warns of a domain that nobody answers for, and lists it all the same', async () => {
    const page = await domains();
    await typed('elsewhere.test', page);
    await until(() => finding(page.pane).includes('No server answers for it'));
    await press('Enter');
    await settled(page.pane);
    const row = deep(page.pane, '.list li').map(textOf).at(-1);
    expect(row).to.match(/^elsewhere\.test Not saved yet No server answers for it/);
  });

  it('asks nobody while there is no connection, and says nothing of it', async () => {
    const page = await domains();
    page.wire.isOnline = false;
    await typed('elsewhere.test', page);
    await until(() => finding(page.pane));
    await settled(page.pane);
    expect(page.wire.asked).to.deep.equal([]);
    expect(finding(page.pane)).to.equal('Will be listed as elsewhere.test.');
  });

  it('refuses what is none with its reason, keeps what was typed, and asks nobody about it', async () => {
    for (const [text, reason] of [
      ['co.uk', 'Everybody may have a domain below “co.uk”'],
      ['192.0.2.1', 'That is an IP address.'],
      ['*.example.com', 'Patterns are not possible here.'],
      ['maya@example.com', 'Write only what follows the @.'],
      ['%65xample.com', 'encoded with %'],
      ['xn--bcher-kva.example', '“bücher.example” is listed already.'],
      ['', 'Nothing is written there yet.'],
    ] as const) {
      const page = await domains();
      await typed(text, page);
      await press('Enter');
      await settled(page.pane);
      expect(finding(page.pane), text).to.contain(reason);
      expect(page.editor.isChanged).to.equal(false);
      expect((focused() as HTMLInputElement).value).to.equal(text);
      expect(focused()?.ariaInvalid).to.equal('true');
      expect(page.wire.asked).to.deep.equal([]);
    }
  });

  it('whoever is warned has to press Add once more, even if they were faster than the warning', async () => {
    const page = await domains();
    await typed('examp1e.com', page);
    await press('Enter');
    await settled(page.pane);
    expect(page.editor.isChanged).to.equal(false);
    expect(finding(page.pane)).to.contain(
      'It looks like example.com, but is another domain. Add it only if you know that it is yours, too.',
    );
    byRole(page.pane, 'button', 'Add all the same').click();
    await settled(page.pane);
    expect(shown(page.pane)).to.include('examp1e.com');
  });

  it('removes by keyboard alone, and the focus goes to the next one, at last to the field', async () => {
    const { pane, editor } = await domains();
    await tabTo('Remove example.com');
    await press('Enter');
    await settled(pane);
    expect(focused()?.computedName).to.equal('Remove bücher.example');
    expect(textOf(pane)).to.contain('Domain removed: example.com');
    await press('Enter');
    await settled(pane);
    expect(editor.draft?.domains).to.deep.equal([]);
    expect(focused()?.computedName).to.equal('Domain to add');
  });

  it('offers our own domain where it is not listed', async () => {
    const { pane } = await domains([BOOKS]);
    expect(textOf(pane)).to.contain('Your own domain, example.com, is not listed');
    inNotice(pane).click();
    await settled(pane);
    expect(shown(pane)).to.deep.equal(['bücher.example', 'example.com']);
    expect(deep(pane, 'im-notice')).to.deep.equal([]);
  });

  it('shows a long list a page at a time, and searches it in either form', async () => {
    const { pane } = await domains([...listed(...Array.from({ length: 60 }, (_, index) => `d${index}.test`)), BOOKS]);
    expect(shown(pane)).to.have.length(25);
    byRole(pane, 'button', 'Next').click();
    await settled(pane);
    expect(shown(pane)[0]).to.equal('d25.test');
    const search = byRole(pane, 'searchbox', 'Search these domains') as HTMLInputElement;
    for (const [text, found] of [
      ['BÜCH', ['bücher.example']],
      ['xn--', ['bücher.example']],
      ['nothing', []],
    ] as const) {
      search.focus();
      search.value = '';
      await type(text);
      await settled(pane);
      expect(shown(pane), text).to.deep.equal(found);
    }
    expect(textOf(pane)).to.contain('None of them holds that.');
  });

  it('is only to be looked at by whoever may not publish', async () => {
    const { pane } = await domains(undefined, false);
    expect(allByRole(pane, 'textbox')).to.deep.equal([]);
    expect(allByRole(pane, 'button')).to.deep.equal([]);
    expect(textOf(pane)).to.contain('This account may look at the policy, and not change it.');
  });

  it('fits a small telephone, long names and either direction included', async () => {
    const long = `${'x'.repeat(63)}.${'y'.repeat(63)}.example`;
    const page = await domains([...listed(long), ARABIC]);
    await typed(`${'ü'.repeat(50)}.${'z'.repeat(60)}.example`, page);
    await until(() => finding(page.pane));
    await expectNarrow(page.pane);
    await expectNarrow(page.pane, 'rtl');
  });
});
