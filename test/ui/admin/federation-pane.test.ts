import { expect } from 'chai';
import type { FederationPane } from '../../../src/admin/ui/federation-pane.js';
import type { PolicyDraft } from '../../../src/admin/policy/revision.js';
import { FEDERATION_FEATURE } from '../../../src/admin/setup/federation-check.js';
import { foreign, ready } from '../../support/fake-policy-store.js';
import { draft, listed, revision } from '../../support/policy-drafts.js';
import { allByRole, byRole, deep, expectNoViolations, focused, settled, textOf, until } from '../support.js';
import { expectNarrow, FakeWire, press, scene, tabTo, type, type Scene } from './policy-panes.js';

const BOOKS = { ascii: 'xn--bcher-kva.example', unicode: 'bücher.example' };
const ARABIC = { ascii: 'xn--mgbh0fb.xn--kgbechtv', unicode: 'مثال.إختبار' };
const OPEN = { trusted: listed('partner.test'), refused: listed('spam.test') };

type Page = Scene<FederationPane>;
type List = 'trusted' | 'refused';

function federation(changes: Partial<PolicyDraft> = {}, mayPublish = true, wire = new FakeWire()): Promise<Page> {
  const revisions = [revision(1, draft(changes))];
  return scene<FederationPane>('im-admin-federation', mayPublish ? ready(revisions) : foreign(revisions), wire);
}

/** A card of the pane, by its title. */
function card(pane: Element, title: string): HTMLElement {
  return byRole(pane, 'region', title);
}

function list(pane: Element, name: List): HTMLElement {
  return card(pane, name === 'trusted' ? 'Trusted domains' : 'Refused domains');
}

function shown(pane: Element, name: List): string[] {
  return deep(list(pane, name), '.list .domain').map(textOf);
}

async function typed(text: string, name: List, { pane }: Page): Promise<string> {
  const field = byRole(
    pane,
    'textbox',
    name === 'trusted' ? 'Domain to trust' : 'Domain to refuse',
  ) as HTMLInputElement;
  field.focus();
  field.value = '';
  await type(text);
  await press('Enter');
  await settled(pane);
  return textOf(deep(list(pane, name), '.finding')[0] ?? document.body);
}

/** A server that says this of itself. */
function server(software: string, features: readonly string[] = []): FakeWire {
  const wire = new FakeWire();
  wire.there.add(wire.domain);
  wire.says = { software, features };
  return wire;
}

describe('im-admin-federation', () => {
  it('is accessible in all its states', async () => {
    await expectNoViolations((await federation()).pane);
    await expectNoViolations((await federation({ ...OPEN, trusted: [ARABIC, BOOKS] }, false)).pane);
    await expectNoViolations((await federation(OPEN, true, server('Prosody', [FEDERATION_FEATURE]))).pane);
    const wrong = await federation({ federation: 'closed', trusted: listed('a.test'), refused: listed('a.test') });
    await typed('https://example.com', 'trusted', wrong);
    byRole(wrong.pane, 'button', 'Check whether they are reached').click();
    await settled(wrong.pane);
    await expectNoViolations(wrong.pane);
  });

  it('sets the mode, each with its meaning, and saves by keyboard alone', async () => {
    const { pane, store, told } = await federation(OPEN);
    const radios = allByRole(byRole(pane, 'radiogroup', 'Which other domains your people may reach'), 'radio');
    expect(radios.map(({ computedName }) => computedName)).to.deep.equal(['Open', 'Trusted domains only', 'Closed']);
    await tabTo('Open');
    await press('ArrowDown');
    await settled(pane);
    expect(textOf(pane)).to.match(/IM Federation: Open → ?is now Trusted domains only/);
    expect(told).to.deep.equal(['im-admin-unsaved: {"unsaved":true}']);
    await tabTo('Save');
    await press('Enter');
    await settled(pane);
    expect(store.published.map((one) => one.draft)).to.deep.equal([draft({ ...OPEN, federation: 'listed' })]);
  });

  it('adds to either list by keyboard alone, in both forms of a name', async () => {
    const page = await federation();
    page.wire.there.add('bücher.example');
    await tabTo('Domain to trust');
    await type('BÜCHER.example');
    await press('Enter');
    await settled(page.pane);
    await tabTo('Domain to refuse');
    await type('spam.test');
    await press('Enter');
    await settled(page.pane);
    expect(page.editor.draft).to.deep.equal(draft({ trusted: [BOOKS], refused: listed('spam.test') }));
    expect(textOf(list(page.pane, 'trusted'))).to.match(/bücher\.example Not saved yet xn--bcher-kva\.example Reached/);
    expect(page.wire.asked, 'whether somebody answers who is refused is of no interest').to.not.include('spam.test');
  });

  it('removes by keyboard alone, and the focus goes to the next one, at last to the field', async () => {
    const { pane, editor } = await federation({ refused: listed('a.test', 'b.test') });
    await tabTo('Remove a.test');
    await press('Enter');
    await settled(pane);
    expect(focused()?.computedName).to.equal('Remove b.test');
    await press('Enter');
    await settled(pane);
    expect(editor.draft?.refused).to.deep.equal([]);
    expect(focused()?.computedName).to.equal('Domain to refuse');
  });

  describe('refuses a contradiction at the field, and says what to do:', () => {
    const lists = { domains: listed('example.com', 'example.org'), ...OPEN };
    for (const [name, text, words] of [
      ['refused', 'partner.test', '“partner.test” is trusted. To refuse it, remove it from the trusted domains first.'],
      [
        'refused',
        'example.org',
        '“example.org” stands under Domain(s): your people always reach it. To refuse it, remove it from Domain(s) first.',
      ],
      [
        'refused',
        'example.com',
        '“example.com” is your own domain, whose people always reach each other. It cannot be refused.',
      ],
      [
        'refused',
        'conference.example.com',
        '“conference.example.com” belongs to your own server, which your people always reach. It cannot be refused.',
      ],
      ['trusted', 'spam.test', '“spam.test” is refused. To trust it, remove it from the refused domains first.'],
      [
        'trusted',
        'example.org',
        '“example.org” stands under Domain(s): your people always reach it. It need not be trusted.',
      ],
      ['trusted', 'partner.test', '“partner.test” is listed already.'],
      ['trusted', 'maya@partner.test', 'Write only what follows the @.'],
    ] as const) {
      it(`${text} among the ${name}`, async () => {
        const page = await federation(lists);
        expect(await typed(text, name, page), text).to.contain(words);
        expect(page.editor.isChanged).to.equal(false);
        expect(focused()?.ariaInvalid).to.equal('true');
      });
    }
  });

  it('warns of a trusted domain that looks like another; one that is refused may well look so', async () => {
    const page = await federation();
    expect(await typed('examp1e.com', 'trusted', page)).to.contain(
      'It looks like example.com, but is another domain. Trust it only if you know that it is the one that you mean.',
    );
    expect(page.editor.isChanged).to.equal(false);
    byRole(page.pane, 'button', 'Trust all the same');
    await typed('examp1e.com', 'refused', page);
    expect(shown(page.pane, 'refused')).to.deep.equal(['examp1e.com']);
  });

  it('a contradiction that somebody else’s change brings about is shown where it is, and Save waits for it', async () => {
    const { pane, editor, store } = await federation();
    editor.set({ trusted: listed('partner.test') });
    store.add(revision(2, draft({ refused: listed('partner.test') }), { id: 'theirs' }));
    editor.keepMine();
    await settled(pane);
    expect(textOf(pane)).to.contain('Save waits until this is settled: “partner.test” is trusted and refused at once.'); // prettier-ignore
    expect(textOf(list(pane, 'refused'))).to.contain('It is trusted, too. Remove it from one of the two lists.');
    expect(byRole(pane, 'button', 'Save').ariaDisabled).to.equal('true');
    expect(allByRole(pane, 'button', 'Settle it under IM Federation')).to.deep.equal([]);
    deep(list(pane, 'refused'), '.remove')[0]?.click();
    await settled(pane);
    expect(byRole(pane, 'button', 'Save').ariaDisabled).to.not.equal('true');
  });

  it('on another pane of the policy, the way leads here', async () => {
    const revisions = [revision(1, draft({ refused: listed('b.test') }))];
    const { pane, editor, told } = await scene<FederationPane>('im-admin-domains', ready(revisions));
    editor.set({ domains: listed('example.com', 'b.test') });
    await settled(pane);
    expect(textOf(pane)).to.contain('“b.test” is refused, and stands under Domain(s).');
    byRole(pane, 'button', 'Settle it under IM Federation').click();
    expect(told.at(-1)).to.equal('im-admin-go: {"pane":"federation"}');
  });

  it('says quietly which list is not in force', async () => {
    const { pane, editor } = await federation(OPEN);
    const idle = (): string[] => (['trusted', 'refused'] as const).filter((name) => deep(list(pane, name), '.idle').length > 0); // prettier-ignore
    expect(idle()).to.deep.equal(['trusted']);
    editor.set({ federation: 'listed' });
    await settled(pane);
    expect(idle()).to.deep.equal(['refused']);
    editor.set({ federation: 'closed' });
    await settled(pane);
    expect(idle()).to.deep.equal(['trusted', 'refused']);
    expect(textOf(list(pane, 'trusted'))).to.contain('Not in force while federation is closed. Kept for later.');
    editor.set({ trusted: [] });
    await settled(pane);
    expect(idle()).to.deep.equal(['refused']);
  });

  it('shows a long list a page at a time, and searches it', async () => {
    const names = Array.from({ length: 60 }, (_, index) => `d${index}.test`);
    const { pane } = await federation({ trusted: [...listed(...names), BOOKS] });
    expect(shown(pane, 'trusted')).to.have.length(25);
    byRole(pane, 'button', 'Next').click();
    await settled(pane);
    expect(shown(pane, 'trusted')[0]).to.equal('d25.test');
    byRole(pane, 'searchbox', 'Search these domains').focus();
    await type('xn--');
    await settled(pane);
    expect(shown(pane, 'trusted')).to.deep.equal(['bücher.example']);
  });

  it('asks for each trusted domain that is shown whether it is reached, a few at a time, and says so in words', async () => {
    const page = await federation({ trusted: listed('a.test', 'b.test', 'c.test', 'd.test', 'e.test') });
    page.wire.there.add('d.test');
    let open = 0;
    let most = 0;
    const get = page.wire.get.bind(page.wire);
    page.wire.get = async (...asked) => {
      most = Math.max(most, ++open);
      await new Promise(requestAnimationFrame);
      return get(...asked).finally(() => open--);
    };
    page.wire.asked.length = 0;
    byRole(page.pane, 'button', 'Check whether they are reached').click();
    await until(() => textOf(page.pane).includes('1 of 5 reached.'));
    expect(page.wire.asked).to.deep.equal(['a.test', 'b.test', 'c.test', 'd.test', 'e.test']);
    expect(most).to.equal(3);
    const rows = deep(list(page.pane, 'trusted'), '.list > li').map(textOf);
    expect(rows[3]).to.contain('Reached: a server answers your server for it.');
    expect(rows.filter((row) => row.includes('Not reached: your server finds no server for it.'))).to.have.length(4);
    page.wire.isOnline = false;
    byRole(page.pane, 'button', 'Check whether they are reached').click();
    await until(() => textOf(page.pane).includes('There is no telling now.'));
  });

  describe('Who enforces this', () => {
    for (const [why, wire, words, link] of [
      ['the server says so', server('Prosody', [FEDERATION_FEATURE]), 'Your server enforces it, for every client.', ''],
      ['Prosody lacks it', server('Prosody'), 'Prosody does not enforce it', 'Get the lines that add it (Deployment)'],
      [
        'ejabberd does not tell',
        server('ejabberd'),
        'It cannot be asked whether they are',
        'Apply the generated rules (Deployment)',
      ],
      ['another server', server('Other'), 'Nothing says that your server enforces it', ''],
      ['no answer', new FakeWire(), 'The server has not answered', ''],
    ] as const) {
      it(why, async () => {
        const { pane, told } = await federation({}, true, wire);
        const who = card(pane, 'Who enforces this');
        expect(textOf(who)).to.contain(words).and.contain('Our client Always.');
        const links = deep(who, '.link');
        expect(links.map(textOf)).to.deep.equal(link ? [link] : []);
        links[0]?.click();
        expect(told).to.deep.equal(link ? ['im-admin-go: {"pane":"deployment"}'] : []);
      });
    }

    it('is asked anew when something was published, and when somebody wants to know', async () => {
      const wire = server('Prosody');
      const { pane, store } = await federation({}, true, wire);
      const who = card(pane, 'Who enforces this');
      wire.says = { software: 'Prosody', features: [FEDERATION_FEATURE] };
      store.add(revision(2, draft({ federation: 'closed' })));
      await until(() => textOf(who).includes('Your server enforces it'));
      wire.there.clear();
      byRole(who, 'button', 'Check again').click();
      await until(() => textOf(who).includes('The server has not answered'));
    });
  });

  describe('DNS records', () => {
    async function changed(page: Page, name: string, value: string): Promise<void> {
      const field = byRole(page.pane, 'textbox', name) as HTMLInputElement;
      field.value = value;
      field.dispatchEvent(new Event('change'));
      await settled(page.pane);
    }

    it('are lines for the zone, which follow what is entered, and the commands that look for them', async () => {
      const page = await federation();
      const lines = (): string => textOf(byRole(page.pane, 'region', 'the lines for the zone'));
      expect(lines()).to.contain('_xmpp-server._tcp.example.com. 3600 IN SRV 0 5 5269 xmpp.example.com.');
      await changed(page, 'Name of the machine', 'chat.bücher.example');
      await changed(page, 'Port for clients', '5322');
      expect(lines()).to.contain('_xmpp-client._tcp.example.com. 3600 IN SRV 0 5 5322 chat.xn--bcher-kva.example.');
      expect(textOf(byRole(page.pane, 'region', 'the commands'))).to.contain('dig +short SRV _xmpp-server._tcp.example.com.'); // prettier-ignore
      byRole(page.pane, 'button', 'Copy the lines for the zone');
    });

    it('are not there while something is wrong, which is said at its field', async () => {
      const page = await federation();
      await changed(page, 'Port for servers', '70000');
      const dns = card(page.pane, 'DNS records');
      expect(textOf(dns)).to.contain('A port is a number from 1 to 65535.').and.contain('Mend what is marked above');
      expect(deep(dns, 'im-admin-code')).to.deep.equal([]);
      expect(byRole(page.pane, 'textbox', 'Port for servers').ariaInvalid).to.equal('true');
    });

    it('host-meta is ready to be saved, and what browsers get is looked at', async () => {
      const page = await federation();
      const [records] = deep(page.pane, 'im-admin-server-records');
      if (!records) throw new Error('there are no records');
      const asked: string[] = [];
      Object.assign(records, {
        fetchText: async (url: string) => {
          asked.push(url);
          throw new Error('404');
        },
      });
      byRole(page.pane, 'button', 'Download the file host-meta.json');
      byRole(page.pane, 'button', 'Check what browsers get').click();
      await until(() => textOf(records).includes('is not there: the web server answers 404.'));
      expect(asked[0]).to.equal('https://example.com/.well-known/host-meta.json');
    });
  });

  it('is only to be looked at by whoever may not publish', async () => {
    const { pane } = await federation(OPEN, false);
    expect(deep<HTMLInputElement>(pane, 'input[type=radio]').every((radio) => radio.matches(':disabled'))).to.equal(
      true,
    );
    for (const name of ['trusted', 'refused'] as const)
      expect(allByRole(list(pane, name), 'textbox')).to.deep.equal([]);
    expect(allByRole(pane, 'button', 'Remove spam.test')).to.deep.equal([]);
    expect(shown(pane, 'refused')).to.deep.equal(['spam.test']);
    expect(textOf(pane)).to.contain('This account may look at the policy, and not change it.');
  });

  it('fits a small telephone, long names and either direction included', async () => {
    const long = listed(`${'x'.repeat(63)}.${'y'.repeat(63)}.example`);
    const page = await federation({ trusted: [...long, ARABIC], refused: long });
    await typed(`${'ü'.repeat(50)}.${'z'.repeat(60)}.example`, 'refused', page);
    await expectNarrow(page.pane);
    await expectNarrow(page.pane, 'rtl');
  });
});
