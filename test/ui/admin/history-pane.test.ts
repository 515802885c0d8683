import { expect } from 'chai';
import type { HistoryPane } from '../../../src/admin/ui/history-pane.js';
import type { FakePolicyStore } from '../../support/fake-policy-store.js';
import type { PolicyState } from '../../../src/admin/policy/revision.js';
import { foreign, ready } from '../../support/fake-policy-store.js';
import { draft, listed, revision } from '../../support/policy-drafts.js';
import { allByRole, byRole, deep, expectNoViolations, focused, settled, textOf } from '../support.js';
import { expectNarrow, inNotice, press, scene, tabTo, type Scene } from './policy-panes.js';

const FIRST = revision(1, draft());
const SECOND = revision(2, draft({ handling: 'prompt', domains: listed('example.com', 'old.test') }));
const UNREADABLE = revision(3, undefined, {
  errors: [
    { field: 'handling', problem: 'unknown-value', value: 'everybody' },
    { field: 'domains', problem: 'missing' },
  ],
});
const FOURTH = revision(4, draft({ addBack: 'all' }), {
  parent: 2,
  publisher: { jid: 'grace@example.com', isProven: false },
});
const ALL = [FOURTH, UNREADABLE, SECOND, FIRST];

function history(state: PolicyState = ready(ALL)): Promise<Scene<HistoryPane>> {
  return scene<HistoryPane>('im-admin-history', state);
}

function entries(pane: HistoryPane): string[] {
  return deep(pane, 'ol > li').map(textOf);
}

describe('im-admin-history', () => {
  it('is accessible, while it asks included', async () => {
    const { pane } = await history();
    await expectNoViolations(pane);
    byRole(pane, 'button', 'Restore revision 1').click();
    await settled(pane);
    await expectNoViolations(pane);
    await expectNoViolations((await history(ready([]))).pane);
  });

  it('shows every revision: who, whether that is proven, when, and what changed', async () => {
    const [fourth = '', unreadable = '', second = '', first = ''] = entries((await history()).pane);
    expect(fourth).to.match(/^Revision 4 In force grace@example\.com \(not confirmed by the server\), Thursday/);
    expect(fourth).to.contain('Domain removed: old.test');
    expect(second).to.match(/^Revision 2 ada@example\.com, Tuesday, (3 November|November 3),? 2026/);
    expect(second).to.contain('Contact list requests:').and.contain('Domain added: old.test');
    expect(first).to.contain('The first policy.');
    expect(unreadable).to.match(/^A revision that cannot be read/);
    expect(unreadable).to.contain('“everybody” is not a value of the field “handling”.');
    expect(unreadable).to.contain('The field “domains” is missing.');
  });

  it('says so where the one in force cannot be read, where one is gone, and where two crossed', async () => {
    const broken = entries((await history(ready([UNREADABLE, SECOND]))).pane);
    expect(broken[0]).to.contain('People are asked about every request').and.not.contain('In force');
    expect(broken[1]).to.contain('What it changed cannot be told');
    const other = revision(2, draft({ addBack: 'never' }), { id: 'other-2' });
    const crossed = entries((await history(ready([other, SECOND, FIRST]))).pane);
    expect(crossed.map((text) => text.includes('Saved at the same moment as another'))).to.deep.equal([
      true,
      true,
      false,
    ]);
  });

  it('compares any two that can be read', async () => {
    const { pane } = await history();
    const compare = deep(pane, 'im-admin-compare-revisions')[0] ?? document.body;
    const [from, to] = ['From', 'To'].map((name) => byRole(compare, 'combobox', name) as HTMLSelectElement);
    expect([from?.value, to?.value, from?.options.length]).to.deep.equal([SECOND.id, FOURTH.id, 3]);
    const choose = async (select: HTMLSelectElement | undefined, id: string): Promise<string> => {
      if (select) select.value = id;
      select?.dispatchEvent(new Event('change'));
      await settled(pane);
      return textOf(byRole(compare, 'status'));
    };
    expect(await choose(from, FIRST.id)).to.match(/^Adding automatic contacts in return: .* All of them$/);
    expect(await choose(to, SECOND.id)).to.contain('Domain added: old.test');
    expect(await choose(to, FIRST.id)).to.equal('Nothing.');
  });

  it('restores an old one as a new one, after asking, by keyboard alone', async () => {
    const { pane, store, editor, told } = await history();
    await tabTo('Restore revision 2');
    await press('Enter');
    await settled(pane);
    expect(store.published).to.deep.equal([]);
    expect(textOf(pane)).to.match(/What restoring it changes.*Domain added: old\.test.*in force for everybody at once/);
    await press('Enter');
    await settled(pane);
    expect(store.published).to.deep.equal([{ draft: SECOND.draft, base: FOURTH }]);
    expect(told).to.deep.equal(['im-admin-told: {"text":"Restored. It is revision 5 now.","tone":"plain"}']);
    expect(entries(pane)[0]).to.match(/^Revision 5 In force/);
    expect(editor.draft).to.deep.equal(SECOND.draft);
    expect(focused()?.textContent).to.equal('All revisions, the newest first');
  });

  it('a no changes nothing, and the focus is back where it was', async () => {
    const { pane, store } = await history();
    byRole(pane, 'button', 'Restore revision 2').click();
    await settled(pane);
    await press('Escape');
    await settled(pane);
    expect(store.published).to.deep.equal([]);
    expect(focused()?.computedName).to.equal('Restore revision 2');
  });

  it('says what came between, and what is in force then', async () => {
    const outcomes: readonly (readonly [FakePolicyStore['answers'][number], RegExp])[] = [
      [() => ({ kind: 'behind', theirs: [FOURTH] }), /Not restored: somebody else published just now/],
      [(mine) => ({ kind: 'crossed', mine, theirs: [FOURTH], inForce: mine.id }), /Restored\. Somebody else saved/],
      [
        (mine) => ({ kind: 'crossed', mine, theirs: [FOURTH], inForce: FOURTH.id }),
        /theirs is in force\. Restore again/,
      ],
      [
        () => ({ kind: 'failed', problem: { kind: 'forbidden' } }),
        /Not restored\. The server does not let this account/,
      ],
    ];
    for (const [answer, expected] of outcomes) {
      const { pane, store, told } = await history();
      store.answers.push(answer);
      byRole(pane, 'button', 'Restore revision 1').click();
      await settled(pane);
      await press('Enter');
      await settled(pane);
      expect(told.at(-1)).to.match(expected).and.contain('"tone":"bad"');
    }
  });

  it('what is not saved yet outlives a restoration, and the choice is offered', async () => {
    const { pane, editor, told } = await history();
    editor.set({ temporaryAvailability: true });
    await settled(pane);
    byRole(pane, 'button', 'Restore revision 2').click();
    await settled(pane);
    expect(textOf(pane)).to.contain('What you have not saved yet stays as it is');
    await press('Enter');
    await settled(pane);
    expect(editor.draft).to.deep.equal(draft({ addBack: 'all', temporaryAvailability: true }));
    expect(editor.clash?.theirs.draft).to.deep.equal(SECOND.draft);
    inNotice(pane).click();
    expect(told.at(-1)).to.equal('im-admin-go: {"pane":"general-im"}');
  });

  it('offers no restoring to whoever may not publish', async () => {
    const { pane } = await history(foreign(ALL));
    expect(entries(pane)).to.have.length(4);
    expect(allByRole(pane, 'button')).to.deep.equal([]);
  });

  it('shows 256 a page at a time; the last page is short, and the focus stays', async () => {
    const many = Array.from({ length: 256 }, (_, index) =>
      revision(256 - index, draft({ temporaryAvailability: index % 2 === 0 })),
    );
    const { pane } = await history(ready(many));
    expect(entries(pane)).to.have.length(25);
    await tabTo('Next');
    for (let page = 2; page <= 11; page++) {
      await press('Enter');
      await settled(pane);
    }
    expect(entries(pane).map((text) => /^Revision \d+/.exec(text)?.[0])).to.deep.equal(
      [6, 5, 4, 3, 2, 1].map((number) => `Revision ${number}`),
    );
    expect(textOf(pane)).to.contain('251–256 of 256');
    await press('Enter');
    await settled(pane);
    expect(entries(pane)).to.have.length(6);
    expect(focused()?.computedName).to.equal('Next');
  });

  it('fits a small telephone, in either direction', async () => {
    const long = revision(5, draft({ domains: listed(`${'x'.repeat(63)}.example`) }), {
      publisher: { jid: `${'n'.repeat(200)}@example.com`, isProven: false },
    });
    const { pane } = await history(ready([long, ...ALL]));
    byRole(pane, 'button', 'Restore revision 2').click();
    await expectNarrow(pane);
    await expectNarrow(pane, 'rtl');
  });
});
