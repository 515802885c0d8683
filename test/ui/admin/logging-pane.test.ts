import { expect } from 'chai';
import type { PolicyDraft } from '../../../src/admin/policy/revision.js';
import { LOGGING_DAYS_FEATURE, LOGGING_FEATURE } from '../../../src/admin/setup/logging-check.js';
import type { LoggingPane } from '../../../src/admin/ui/logging-pane.js';
import { NS } from '../../../src/xmpp/ns.js';
import { foreign, ready } from '../../support/fake-policy-store.js';
import { draft, revision } from '../../support/policy-drafts.js';
import { allByRole, byRole, deep, expectNoViolations, focused, settled, textOf, until } from '../support.js';
import { expectNarrow, FakeWire, press, scene, tabTo, type, type Scene } from './policy-panes.js';

const [INA, OTTO] = ['ina@example.com', 'otto@example.com'];
const ARABIC = 'مستخدم.طويل@example.com';

type Page = Scene<LoggingPane>;

function logging(changes: Partial<PolicyDraft> = {}, mayPublish = true, wire = new FakeWire()): Promise<Page> {
  const revisions = [revision(1, draft(changes))];
  return scene<LoggingPane>('im-admin-logging', mayPublish ? ready(revisions) : foreign(revisions), wire);
}

/** A card of the pane, by its title. */
function card(pane: Element, title: string): HTMLElement {
  return byRole(pane, 'region', title);
}

function shown(pane: Element, title: string): string[] {
  return deep(card(pane, title), '.list .person').map(textOf);
}

/** What is said of what was typed into the field of a list. */
async function added(text: string, title: 'Always logged' | 'Never logged', { pane }: Page): Promise<string> {
  const name = title === 'Always logged' ? 'Person who is always logged' : 'Person who is never logged';
  const field = byRole(pane, 'textbox', name) as HTMLInputElement;
  field.focus();
  field.value = '';
  await type(text);
  await press('Enter');
  await settled(pane);
  return textOf(deep(card(pane, title), '.finding')[0] ?? document.body);
}

/** A server that says this of itself, and of everybody's archive. */
function server(software: string, features: readonly string[] = [NS.archive]): FakeWire {
  const wire = new FakeWire();
  wire.there.add(wire.domain).add(wire.account);
  wire.says = { software, features };
  return wire;
}

describe('im-admin-logging', () => {
  it('is accessible in all its states', async () => {
    await expectNoViolations((await logging()).pane);
    await expectNoViolations(
      (await logging({ logging: 'everyone', loggingDays: 90, loggingAlways: [INA, ARABIC] }, false)).pane,
    );
    await expectNoViolations((await logging({}, true, server('Prosody', [LOGGING_FEATURE, NS.archive]))).pane);
    const wrong = await logging({ logging: 'nobody', loggingDays: 30, loggingAlways: [INA], loggingNever: [INA] });
    await added('nobody in particular', 'Never logged', wrong);
    const days = byRole(wrong.pane, 'textbox', 'Days') as HTMLInputElement;
    days.focus();
    await type('x');
    await settled(wrong.pane);
    await expectNoViolations(wrong.pane);
  });

  it('sets whose messages are kept and for how long, and saves by keyboard alone', async () => {
    const { pane, store, told } = await logging();
    const radios = allByRole(byRole(pane, 'radiogroup', 'Whose messages your server keeps'), 'radio');
    expect(radios.map(({ computedName }) => computedName)).to.deep.equal([
      'Leave it to the server',
      'Everyone',
      'Contacts only',
      'No one',
    ]);
    await tabTo('Leave it to the server');
    await press('ArrowDown', 'ArrowDown');
    await tabTo('For good');
    await press('ArrowDown');
    await settled(pane);
    await tabTo('Days');
    await type('90');
    await settled(pane);
    expect(textOf(pane)).to.match(/IM Logging: Leave it to the server → ?is now Contacts only/);
    expect(textOf(pane)).to.match(/Messages are kept: for good → ?is now for 90 days/);
    expect(told).to.deep.equal(['im-admin-unsaved: {"unsaved":true}']);
    await tabTo('Save');
    await press('Enter');
    await settled(pane);
    expect(store.published.map((one) => one.draft)).to.deep.equal([draft({ logging: 'contacts', loggingDays: 90 })]);
  });

  it('says at the field what is no number of days, and what holds until it is one', async () => {
    const { pane, editor } = await logging({ logging: 'everyone', loggingDays: 30 });
    const days = byRole(pane, 'textbox', 'Days') as HTMLInputElement;
    for (const [text, words] of [
      ['ninety', 'Write a whole number in digits, such as 90. Until then: for 30 days.'],
      ['0', 'That would keep nothing. To keep nothing, choose “No one” above.'],
      ['99999', 'That is more than a hundred years. Choose “For good” instead.'],
    ] as const) {
      days.focus();
      days.select();
      await type(text);
      await settled(pane);
      expect(textOf(deep(pane, '#days-error')[0] ?? pane), text).to.contain(words);
      expect(days.ariaInvalid).to.equal('true');
    }
    days.select();
    await type('7');
    await settled(pane);
    expect(days.ariaInvalid).to.equal('false');
    expect(editor.draft?.loggingDays).to.equal(7);
    byRole(pane, 'radio', 'For good').click();
    await settled(pane);
    expect(editor.draft?.loggingDays).to.equal(0);
    expect(allByRole(pane, 'textbox', 'Days')).to.deep.equal([]);
  });

  it('adds to either list by keyboard alone, and removes: the focus goes on', async () => {
    const page = await logging();
    await tabTo('Person who is always logged');
    await type('INA@example.com');
    await press('Enter');
    await settled(page.pane);
    await tabTo('Person who is never logged');
    await type(OTTO);
    await press('Enter');
    await settled(page.pane);
    expect(page.editor.draft).to.deep.equal(draft({ loggingAlways: [INA], loggingNever: [OTTO] }));
    expect(textOf(card(page.pane, 'Always logged'))).to.match(/ina@example\.com Not saved yet/);
    expect(textOf(page.pane)).to.contain('Exception “never logged” added: otto@example.com');
    await tabTo(`Remove ${OTTO}`);
    await press('Enter');
    await settled(page.pane);
    expect(page.editor.draft?.loggingNever).to.deep.equal([]);
    expect(focused()?.computedName).to.equal('Person who is never logged');
  });

  it('refuses at the field who cannot be excepted, and says what to do', async () => {
    for (const [title, text, words] of [
      ['Never logged', INA, '“ina@example.com” is always logged. Remove them from that list first.'],
      ['Always logged', INA, '“ina@example.com” is listed already.'],
      ['Always logged', 'x@other.test', '“x@other.test” is not of your own domain.'],
      ['Always logged', 'otto', 'Write it with its domain, such as name@example.com.'],
    ] as const) {
      const page = await logging({ loggingAlways: [INA] });
      expect(await added(text, title, page), text).to.contain(words);
      expect(page.editor.isChanged).to.equal(false);
      expect(focused()?.ariaInvalid).to.equal('true');
    }
  });

  it('a contradiction that somebody else’s change brings about is shown where it is, and Save waits for it', async () => {
    const { pane, editor, store } = await logging();
    editor.set({ loggingAlways: [INA] });
    store.add(revision(2, draft({ loggingNever: [INA] }), { id: 'theirs' }));
    editor.keepMine();
    await settled(pane);
    expect(textOf(pane)).to.contain('Save waits until this is settled: “ina@example.com” is always and never logged at once.'); // prettier-ignore
    expect(textOf(card(pane, 'Never logged'))).to.contain('They are always logged, too. Remove them from one of the two lists.'); // prettier-ignore
    expect(byRole(pane, 'button', 'Save').ariaDisabled).to.equal('true');
    expect(allByRole(pane, 'button', 'Settle it under IM Logging')).to.deep.equal([]);
    deep(card(pane, 'Never logged'), '.remove')[0]?.click();
    await settled(pane);
    expect(byRole(pane, 'button', 'Save').ariaDisabled).to.not.equal('true');
  });

  it('on another pane of the policy, the way leads here', async () => {
    const revisions = [revision(1, draft({ loggingNever: [INA], loggingAlways: [INA] }))];
    const { pane, told } = await scene<LoggingPane>('im-admin-domains', ready(revisions));
    byRole(pane, 'button', 'Settle it under IM Logging').click();
    expect(told.at(-1)).to.equal('im-admin-go: {"pane":"logging"}');
  });

  it('says where the days change nothing, and what people see', async () => {
    const { pane, editor } = await logging({ loggingDays: 30 });
    const said = (): string => textOf(pane);
    expect(said()).to.contain('Not in force while it is left to the server').and.contain('Nothing, while it is left');
    editor.set({ loggingAlways: [INA] });
    await settled(pane);
    expect(said()).to.contain(
      'In force for the people of the two lists, and of policy groups with logging of their own.',
    );
    editor.set({ logging: 'nobody', loggingAlways: [] });
    await settled(pane);
    expect(said()).to.contain('Nothing, for nothing is kept.');
    editor.set({ logging: 'everyone' });
    await settled(pane);
    expect(said()).to.contain('Your organization keeps a record of this conversation.').and.not.contain('In force for');
  });

  it('shows a long list a page at a time, and searches it', async () => {
    const people = Array.from({ length: 60 }, (_, index) => `p${index}@example.com`);
    const { pane } = await logging({ loggingAlways: [...people, ARABIC] });
    expect(shown(pane, 'Always logged')).to.have.length(25);
    byRole(pane, 'button', 'Next').click();
    await settled(pane);
    expect(shown(pane, 'Always logged')[0]).to.equal('p25@example.com');
    byRole(pane, 'searchbox', 'Search these people').focus();
    await type('طويل');
    await settled(pane);
    expect(shown(pane, 'Always logged')).to.deep.equal([ARABIC]);
  });

  describe('Who enforces this', () => {
    for (const [why, wire, words, link] of [
      [
        'the server says so',
        server('Prosody', [LOGGING_FEATURE, LOGGING_DAYS_FEATURE, NS.archive]),
        'Your server enforces it, for every client',
        '',
      ],
      [
        'it removes too early',
        server('Prosody', [LOGGING_FEATURE, NS.archive]),
        'Prosody removes messages earlier',
        'Get the lines that add it (Deployment)',
      ],
      ['no archive', server('Prosody', []), 'It keeps no archive at all', 'Get the lines that add it (Deployment)'],
      [
        'ejabberd does not tell',
        server('ejabberd'),
        'ejabberd has no setting for one person',
        'Apply the generated settings (Deployment)',
      ],
      ['no answer', new FakeWire(), 'The server has not answered', ''],
    ] as const) {
      it(why, async () => {
        const { pane, told } = await logging({ logging: 'everyone' }, true, wire);
        const who = card(pane, 'Who enforces this');
        expect(textOf(who)).to.contain(words).and.contain('sets each person’s archive preferences');
        const links = deep(who, '.link');
        expect(links.map(textOf)).to.deep.equal(link ? [link] : []);
        links[0]?.click();
        expect(told).to.deep.equal(link ? ['im-admin-go: {"pane":"deployment"}'] : []);
      });
    }

    it('is asked anew when something was published', async () => {
      const wire = server('Prosody');
      const { pane, store } = await logging({}, true, wire);
      const who = card(pane, 'Who enforces this');
      wire.says = { software: 'Prosody', features: [LOGGING_FEATURE, NS.archive] };
      store.add(revision(2, draft({ logging: 'everyone' })));
      await until(() => textOf(who).includes('Your server enforces it'));
    });
  });

  for (const direction of ['ltr', 'rtl'] as const) {
    it(`fits the narrowest window, with long names: ${direction}`, async () => {
      const long = `${'somebody.with.a.rather.long.name'.repeat(2)}@example.com`;
      const { pane } = await logging({ logging: 'everyone', loggingDays: 30, loggingAlways: [long, ARABIC] });
      await expectNarrow(pane, direction);
    });
  }

  it('who may only read it sees it, and changes nothing', async () => {
    const { pane } = await logging({ logging: 'contacts', loggingDays: 30, loggingAlways: [INA] }, false);
    expect(shown(pane, 'Always logged')).to.deep.equal([INA]);
    expect(deep(pane, '.remove, form')).to.deep.equal([]);
    for (const radio of allByRole(pane, 'radio')) expect(radio.matches(':disabled')).to.equal(true);
    expect(byRole(pane, 'textbox', 'Days').matches(':disabled')).to.equal(true);
  });
});
