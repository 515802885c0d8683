import { expect } from 'chai';
import type { Command } from '../../../src/ports/protocol.js';
import { byRole, expectNoViolations, focused, textOf, until } from '../support.js';
import { OTTO, session } from '../views.js';
import { ChatsPage } from './chats-page.js';
import { message } from './fake-chats.js';

type Sent = Command & { readonly name: 'send-message' };

function sent(page: ChatsPage): Sent[] {
  return page.session.commands.filter((command): command is Sent => command.name === 'send-message');
}

function drafts(page: ChatsPage): (readonly [string, boolean])[] {
  return page.session.commands.flatMap((command) =>
    command.name === 'keep-draft' ? [[command.text, command.typing] as const] : [],
  );
}

const OWN = [message('a', { mine: true, text: 'frist' }), message('b'), message('c', { mine: true, text: 'secnod' })];

describe('the field for a message', () => {
  it('is accessible, also while something is corrected and when it is too long', async () => {
    const page = await ChatsPage.open((session) => (session.known = OWN));
    await expectNoViolations(page.element);
    page.field.focus();
    await page.key('ArrowUp');
    await expectNoViolations(page.element);
    await page.type('x'.repeat(50_001));
    await expectNoViolations(page.element);
  });

  it('sends with Enter under an id of its own, and begins a line with Shift', async () => {
    const page = await ChatsPage.open();
    await page.type('Hello');
    expect((await page.key('Enter', { shiftKey: true })).defaultPrevented).to.equal(false);
    expect(sent(page)).to.deep.equal([]);
    expect((await page.key('Enter')).defaultPrevented).to.equal(true);
    await page.type('Hello');
    await page.press('Send');
    const [first, second] = sent(page);
    expect(first).to.deep.include({ jid: OTTO, text: 'Hello', corrects: null });
    expect(first?.id).to.match(/^[\w-]{16,64}$/);
    expect(second?.id).not.to.equal(first?.id);
    expect(page.field.value).to.equal('');
    expect(focused()).to.equal(page.field);
  });

  it('leaves Enter to an input method', async () => {
    const page = await ChatsPage.open();
    await page.type('にほん');
    await page.key('Enter', { isComposing: true });
    await page.key('Enter', { keyCode: 229 });
    expect(sent(page)).to.deep.equal([]);
    expect(page.field.value).to.equal('にほん');
  });

  it('sends nothing that is empty or too long, and says so', async () => {
    const page = await ChatsPage.open();
    await page.type('  \n ');
    await page.key('Enter');
    await page.type('x'.repeat(50_001));
    await page.key('Enter');
    expect(sent(page)).to.deep.equal([]);
    expect(page.text).to.contain('Too long: 50,001 of at most 50,000 characters.');
    expect(page.field.getAttribute('aria-invalid')).to.equal('true');
    await page.type('x'.repeat(50_000));
    await page.key('Enter');
    expect(sent(page).length).to.equal(1);
  });

  it('corrects the last message of ours with the arrow up, and gives up with Escape', async () => {
    const page = await ChatsPage.open((session) => (session.known = OWN));
    page.field.focus();
    await page.key('ArrowUp');
    expect(page.field.value).to.equal('secnod');
    expect(page.text).to.contain('Correcting your message');
    await page.key('Escape');
    expect(page.field.value).to.equal('');
    await page.key('ArrowUp');
    await page.type('second');
    await page.key('Enter');
    expect(sent(page)).to.have.length(1);
    expect(sent(page)[0]).to.deep.include({ text: 'second', corrects: 'c' });
    expect(page.field.value).to.equal('');
  });

  it('corrects any of the last messages from its menu, and brings back what was being typed', async () => {
    const page = await ChatsPage.open((session) => (session.known = OWN));
    await page.type('half a thou');
    page.message('a').focus();
    await page.settled();
    await page.press('What to do with this message');
    page.find('[data-item=correct]').click();
    await page.settled();
    expect(page.field.value).to.equal('frist');
    expect(focused()).to.equal(page.field);
    await page.type('first');
    await page.key('Enter');
    expect(sent(page)[0]).to.deep.include({ text: 'first', corrects: 'a' });
    expect(page.field.value).to.equal('half a thou');
  });

  it('sends nothing where nothing was corrected', async () => {
    const page = await ChatsPage.open((session) => (session.known = OWN));
    page.field.focus();
    await page.key('ArrowUp');
    await page.key('Enter');
    expect(sent(page)).to.deep.equal([]);
    expect(page.field.value).to.equal('');
  });

  it('keeps what is typed, tells that somebody types, and that they have stopped', async () => {
    const page = await ChatsPage.open();
    await page.type('H');
    await page.type('He');
    await page.type('Hel');
    await until(() => drafts(page).length > 0);
    expect(drafts(page)).to.deep.equal([['Hel', true]]);
    page.field.blur();
    expect(drafts(page).at(-1)).to.deep.equal(['Hel', false]);
    await page.type('Hello');
    await page.key('Enter');
    expect(drafts(page).at(-1)).to.deep.equal(['', false]);
  });

  it('begins with what was kept, and takes from another page only what nobody types over here', async () => {
    const page = await ChatsPage.open((session) => (session.chat = { draft: 'half' }));
    expect(page.field.value).to.equal('half');
    await page.tell((session) => (session.chat = { draft: 'half a' }));
    expect(page.field.value).to.equal('half a');
    await page.type('mine');
    await page.tell((session) => (session.chat = { draft: 'half a thought' }));
    expect(page.field.value).to.equal('mine');
  });

  it('keeps as one’s draft what is typed in a conversation that is left', async () => {
    const page = await ChatsPage.open();
    await page.type('for Otto');
    page.element.with = null;
    await page.settled();
    expect(page.session.commands.at(-1)).to.deep.equal({
      name: 'keep-draft',
      jid: OTTO,
      text: 'for Otto',
      typing: false,
    });
  });

  it('writes back what was not taken, and says why', async () => {
    const page = await ChatsPage.open((session) => {
      session.answer = ({ name }) =>
        name === 'send-message' ? { ok: false, problem: { kind: 'not-loaded' } } : { ok: true };
    });
    await page.type('Hello');
    await page.key('Enter');
    await until(() => page.field.value === 'Hello');
    expect(textOf(byRole(page.element, 'alert'))).to.contain('A part of this page could not be loaded.');
  });

  it('works offline, and says what becomes of it', async () => {
    const page = await ChatsPage.open();
    page.session.tell({ session: session({ link: { phase: 'offline', retryAt: null } }) });
    await page.settled();
    expect(page.text).to.contain('You are offline. What you write is sent when you are connected.');
    await page.type('Hello');
    await page.key('Enter');
    expect(sent(page).length).to.equal(1);
  });

  it('grows with what is in it, up to a point', async () => {
    const page = await ChatsPage.open();
    const one = page.field.offsetHeight;
    await page.type('a\nb\nc');
    expect(page.field.offsetHeight).to.be.greaterThan(one);
    await page.type('a\n'.repeat(100));
    expect(page.field.offsetHeight).to.be.below(200);
    await page.type('');
    expect(page.field.offsetHeight).to.equal(one);
  });
});
