import { expect } from 'chai';
import type { GeneralImPane } from '../../../src/admin/ui/general-im-pane.js';
import type { PolicyState } from '../../../src/admin/policy/revision.js';
import { foreign, ready } from '../../support/fake-policy-store.js';
import { draft, listed, revision } from '../../support/policy-drafts.js';
import { allByRole, byRole, deep, expectNoViolations, focused, settled, textOf } from '../support.js';
import { expectNarrow, FIRST, inNotice, press, scene, tabTo, type, type Scene } from './policy-panes.js';

const BOX = 'Allow users to set "Options for contact list requests"';
const LABELS = [
  'Accept automatically from all contacts',
  'Accept automatically from contacts in my organization',
  'Prompt me for each request',
];
const THEIRS = revision(2, draft({ addBack: 'never', handling: 'prompt' }), {
  id: 'theirs-2',
  publisher: { jid: 'grace@example.com', isProven: true },
});

function general(state: PolicyState = ready([FIRST])): Promise<Scene<GeneralImPane>> {
  return scene<GeneralImPane>('im-admin-general-im', state);
}

function named(pane: Element, role: string): string[] {
  return allByRole(pane, role).map(({ computedName }) => computedName);
}

function checked(pane: GeneralImPane): string[] {
  return (allByRole(pane, 'radio') as HTMLInputElement[]).filter((radio) => radio.checked).map((r) => r.computedName);
}

describe('im-admin-general-im', () => {
  it('is accessible in all its states', async () => {
    await expectNoViolations((await general()).pane);
    await expectNoViolations((await general(foreign([FIRST]))).pane);
    await expectNoViolations((await general(ready([revision(2, undefined)]))).pane);
    const changed = await general();
    changed.editor.set({ allowUserOptions: false, addBack: 'all', domains: listed('a.test', 'b.test', 'c.test', 'd.test', 'e.test') }); // prettier-ignore
    await settled(changed.pane);
    await expectNoViolations(changed.pane);
    changed.store.add(THEIRS);
    await settled(changed.pane);
    await expectNoViolations(changed.pane);
  });

  it('ticked, the three options are there to be read, the default marked', async () => {
    const { pane } = await general();
    expect((byRole(pane, 'checkbox', BOX) as HTMLInputElement).checked).to.equal(true);
    expect(named(pane, 'radio').filter((name) => LABELS.includes(name))).to.deep.equal([]);
    const offered = deep(pane, '.options > li').map(textOf);
    expect(offered.map((text, index) => text.startsWith(LABELS[index] ?? '?'))).to.deep.equal([true, true, true]);
    expect(offered.map((text) => text.includes('Default'))).to.deep.equal([false, true, false]);
  });

  it('cleared, one of the three is chosen for everybody, each with its meaning', async () => {
    const { pane, editor } = await general();
    byRole(pane, 'checkbox', BOX).click();
    await settled(pane);
    expect(named(byRole(pane, 'radiogroup', 'Contact list requests'), 'radio')).to.deep.equal(LABELS);
    expect(checked(pane)).to.deep.equal([LABELS[1], 'From the listed domains']);
    for (const radio of allByRole(pane, 'radio')) {
      const help = (radio.getRootNode() as ShadowRoot).getElementById(radio.getAttribute('aria-describedby') ?? '');
      expect(help?.textContent).to.match(/\.$/);
    }
    byRole(pane, 'radio', LABELS[2]).click();
    expect(editor.draft).to.deep.equal(draft({ allowUserOptions: false, handling: 'prompt' }));
  });

  it('sets what else the policy holds', async () => {
    const { pane, editor } = await general();
    byRole(pane, 'radio', 'Never').click();
    byRole(pane, 'checkbox', 'Show in search whether people are available').click();
    expect(editor.draft).to.deep.equal(draft({ addBack: 'never', temporaryAvailability: true }));
  });

  it('says what is not saved, tells the shell, and saves by keyboard alone', async () => {
    const { pane, store, told } = await general();
    await tabTo(BOX);
    await press('Space');
    await settled(pane);
    expect(told).to.deep.equal(['im-admin-unsaved: {"unsaved":true}']);
    await tabTo(LABELS[1] ?? '');
    await press('ArrowDown');
    await settled(pane);
    expect(textOf(pane)).to.contain('Contact list requests: Accept automatically from contacts in my organization →');
    await tabTo('Save');
    await press('Enter');
    await settled(pane);
    expect(store.published).to.deep.equal([
      { draft: draft({ allowUserOptions: false, handling: 'prompt' }), base: FIRST },
    ]);
    expect(told.slice(1).sort()).to.deep.equal([
      'im-admin-told: {"text":"Saved. Revision 2 is in force.","tone":"plain"}',
      'im-admin-unsaved: {"unsaved":false}',
    ]);
    expect(focused()?.textContent).to.equal('All saved');
  });

  it('discards', async () => {
    const { pane, editor, told } = await general();
    byRole(pane, 'radio', 'Never').click();
    await settled(pane);
    byRole(pane, 'button', 'Discard').click();
    await settled(pane);
    expect(editor.draft).to.deep.equal(draft());
    expect(checked(pane)).to.deep.equal(['From the listed domains']);
    expect(told.at(-1)).to.equal('im-admin-unsaved: {"unsaved":false}');
  });

  it('says why it could not be saved and what to do, and keeps the changes', async () => {
    const { pane, store, editor } = await general();
    store.answers.push(() => ({ kind: 'failed', problem: { kind: 'offline' } }));
    byRole(pane, 'radio', 'Never').click();
    await settled(pane);
    byRole(pane, 'button', 'Save').click();
    await settled(pane);
    expect(textOf(byRole(pane, 'alert'))).to.equal('Not saved. There is no connection. Try again when it is back.');
    expect(editor.draft?.addBack).to.equal('never');
    expect(focused()?.textContent.trim()).to.equal('Save');
  });

  it('cannot be changed by whoever may not publish, and says so', async () => {
    const { pane } = await general(foreign([FIRST]));
    expect(deep<HTMLInputElement>(pane, 'input[type=radio], input[type=checkbox]').every((i) => i.matches(':disabled')))
      .to.equal(true); // prettier-ignore
    expect(textOf(pane)).to.contain('This account may look at the policy, and not change it.');
    expect(named(pane, 'button')).to.not.include('Save');
  });

  it('where there is no policy to edit, it says why and leads to what to do', async () => {
    const { pane, told } = await scene<GeneralImPane>('im-admin-general-im', { kind: 'no-service' });
    expect(textOf(pane)).to.contain('Your server has no place for a policy yet.');
    inNotice(pane).click();
    expect(told).to.deep.equal(['im-admin-go: {"pane":"organization"}']);
  });

  it('keeps what is edited while the service cannot be read', async () => {
    const { pane, store, editor } = await general();
    editor.set({ addBack: 'never' });
    store.tell({ kind: 'unreadable', service: 'pubsub.example.com', problem: { kind: 'offline' } });
    await settled(pane);
    expect(textOf(pane)).to.contain('The policy cannot be read.');
    expect(checked(pane)).to.deep.equal(['Never']);
    expect(byRole(pane, 'button', 'Save').ariaDisabled).to.equal('true');
  });

  describe('Try it', () => {
    async function tried(from: string, scene: Scene<GeneralImPane>): Promise<string> {
      await tabTo('Address of whoever asks');
      await type(from);
      await press('Enter');
      await settled(scene.pane);
      return textOf(deep(scene.pane, '.answer')[0] ?? document.body);
    }

    it('tells what would happen and by which rule, and follows what is edited', async () => {
      const page = await general();
      expect(await tried('maya@example.com', page)).to.equal(
        'maya@example.com Accepted automatically: example.com is one of your organization’s domains. They are added to the person’s own contacts, too.',
      );
      page.editor.set({ allowUserOptions: false, handling: 'prompt' });
      await settled(page.pane);
      expect(textOf(deep(page.pane, '.answer')[0] ?? document.body)).to.contain(`the policy says “${LABELS[2]}”`);
      expect(page.store.published).to.deep.equal([]);
    });

    it('counts what the person chose only where the choice is theirs', async () => {
      const page = await general();
      await tried('omar@elsewhere.test', page);
      const choice = byRole(page.pane, 'combobox', 'What the person who is asked has chosen') as HTMLSelectElement;
      choice.value = 'accept-all';
      choice.dispatchEvent(new Event('change'));
      await settled(page.pane);
      expect(textOf(page.pane)).to.contain('Accepted automatically: all requests are.');
      page.editor.set({ allowUserOptions: false });
      await settled(page.pane);
      expect(textOf(page.pane)).to.contain('Prompts: elsewhere.test is not one of your organization’s domains.');
      expect(allByRole(page.pane, 'combobox')).to.deep.equal([]);
    });

    it('points out who looks like the organisation, and says what is no address', async () => {
      expect(await tried('maya@examp1e.com', await general())).to.contain('It looks like example.com, but is another');
      const wrong = await general();
      expect(await tried('maya', wrong)).to.contain('Write an address such as name@example.com');
      expect(byRole(wrong.pane, 'textbox', 'Address of whoever asks').ariaInvalid).to.equal('true');
    });
  });

  describe('somebody else publishes meanwhile', () => {
    async function clashing(): Promise<Scene<GeneralImPane>> {
      const made = await general();
      made.editor.set({ addBack: 'all', temporaryAvailability: true });
      made.store.add(THEIRS);
      await settled(made.pane);
      return made;
    }

    it('shows who, and both changes, and nothing can be saved before it is settled', async () => {
      const { pane, told } = await clashing();
      expect(textOf(byRole(pane, 'alert'))).to.contain('Somebody else changed the policy while you did.');
      const panel = textOf(deep(pane, 'im-admin-clash')[0] ?? document.body);
      expect(panel).to.contain('grace@example.com saved revision 2');
      expect(panel).to.match(/What they changed.*Prompt me for each request.*What you changed.*off → ?is now on/);
      expect(named(pane, 'button')).to.not.include('Save');
      expect(told).to.deep.equal(['im-admin-unsaved: {"unsaved":true}']);
    });

    it('puts both together by keyboard alone, theirs where they are preferred', async () => {
      const { pane, store } = await clashing();
      await tabTo('See both');
      await press('Enter');
      expect(focused()?.textContent).to.equal('Somebody else changed the policy while you did');
      await tabTo('Yours: All of them');
      await press('ArrowDown');
      await tabTo('Keep mine on top of theirs');
      await press('Enter');
      await settled(pane);
      expect(focused()?.textContent.trim()).to.equal('Save');
      expect(store.published).to.deep.equal([]);
      await press('Enter');
      await settled(pane);
      const both = draft({ addBack: 'never', handling: 'prompt', temporaryAvailability: true });
      expect(store.published).to.deep.equal([{ draft: both, base: THEIRS }]);
    });

    it('takes theirs', async () => {
      const { pane, editor, told } = await clashing();
      byRole(pane, 'button', 'Take theirs').click();
      await settled(pane);
      expect(editor.draft).to.deep.equal(THEIRS.draft);
      expect(told.at(-1)).to.equal('im-admin-unsaved: {"unsaved":false}');
    });

    it('of two that were saved at the same moment it says which is in force, and publishes what is chosen', async () => {
      for (const winner of ['mine', 'theirs'] as const) {
        const { pane, store, editor, told } = await general();
        store.answers.push((mine) => {
          store.tell(ready(winner === 'mine' ? [mine, THEIRS, FIRST] : [THEIRS, mine, FIRST]));
          return { kind: 'crossed', mine, theirs: [THEIRS], inForce: winner === 'mine' ? mine.id : THEIRS.id };
        });
        editor.set({ addBack: 'all' });
        await settled(pane);
        byRole(pane, 'button', 'Save').click();
        await settled(pane);
        expect(told.join()).to.contain('Somebody else saved at the same moment.');
        const isMine = winner === 'mine';
        expect(textOf(pane)).to.contain(
          isMine ? 'Yours is in force; theirs is in the' : 'Theirs is in force; yours is in the',
        );
        byRole(pane, 'button', isMine ? 'Restore theirs' : 'Publish mine alone').click();
        await settled(pane);
        const [, second] = store.published;
        expect(second?.draft).to.deep.equal(isMine ? THEIRS.draft : draft({ addBack: 'all' }));
        expect(second?.base?.id).to.equal(isMine ? 'mine-2' : 'theirs-2');
        expect(textOf(pane)).to.contain('All saved');
      }
    });
  });

  it('fits a small telephone, in either direction', async () => {
    const { pane, editor, store } = await general();
    editor.set({ allowUserOptions: false, domains: listed(`${'x'.repeat(63)}.${'y'.repeat(63)}.example`) });
    await expectNarrow(pane);
    store.add(
      revision(2, draft({ addBack: 'all' }), { publisher: { jid: `${'n'.repeat(200)}@example.com`, isProven: false } }),
    );
    await expectNarrow(pane);
    await expectNarrow(pane, 'rtl');
  });
});
