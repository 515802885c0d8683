import { expect } from 'chai';
import type { BareJid } from '../../../src/core/jid.js';
import { allByRole, deep, expectNoViolations, focused, textOf, until } from '../support.js';
import { BOB, OTTO } from '../views.js';
import { ChatsPage } from './chats-page.js';
import { chatRow, chatsSlice, manyMessages, NOON, type FakeSession } from './fake-chats.js';

const WIDE = { width: 900, all: true };
const NARROW = { width: 320, all: true };

function two(session: FakeSession): void {
  const last = { text: 'Later', at: NOON, mine: true, delivery: 'sent' } as const;
  session.chats = chatsSlice({
    rows: [chatRow({ unread: 3 }), chatRow({ jid: BOB, name: '', last, draft: 'half a', seen: 'away' })],
    strangers: 2,
  });
  session.known = manyMessages(10);
}

describe('im-chats', () => {
  it('is accessible, wide and narrow, with a conversation and without, full and empty', async () => {
    for (const room of [WIDE, NARROW]) {
      const page = await ChatsPage.open(two, room);
      await expectNoViolations(page.element);
      page.element.open(OTTO);
      await page.settled();
      await expectNoViolations(page.element);
    }
    const empty = await ChatsPage.open(
      (session) => (session.chats = chatsSlice({ rows: [], hasArchive: false })),
      NARROW,
    );
    await expectNoViolations(empty.element);
  });

  it('says of each conversation with whom it is, what was written last, and what is to be read', async () => {
    const page = await ChatsPage.open(two, NARROW);
    const [otto, bob] = allByRole(page.element, 'listitem').map(textOf);
    expect(otto).to.match(/^O.*Otto Available 12:00 PM See you 3.*3 new messages$/);
    expect(bob).to.match(/bob@example\.org Away 12:00 PM Draft: half a$/);
    await page.tell((session) => (session.chats = chatsSlice({ rows: [chatRow({ typing: true })] })));
    expect(page.text).to.contain('is writing …');
  });

  it('says of somebody whom the organization suspends that they are, and nothing of their availability', async () => {
    const row = chatRow({ suspended: 'closed', seen: 'unknown', unread: 1 });
    const page = await ChatsPage.open((session) => (session.chats = chatsSlice({ rows: [row] })), NARROW);
    const [otto] = allByRole(page.element, 'listitem').map(textOf);
    expect(otto).to.match(/Otto 12:00 PM Suspended by your organization 1.*1 new message$/);
    expect(deep(page.element, '.corner')).to.deep.equal([]);
    await expectNoViolations(page.element);
  });

  it('shows what others wrote as text', async () => {
    const name = '\u202E<b>Otto</b>';
    const last = { text: '<img src=x>', at: NOON, mine: false, delivery: null };
    const page = await ChatsPage.open(
      (session) => (session.chats = chatsSlice({ rows: [chatRow({ name, last })] })),
      NARROW,
    );
    expect(deep(page.element, '.row img, .row b')).to.deep.equal([]);
    expect(page.find('.name bdi').textContent).to.equal(name);
  });

  it('is a list beside a conversation where there is room', async () => {
    const page = await ChatsPage.open(two, WIDE);
    expect(page.text).to.contain('Choose a conversation to read it.');
    page.find(`[data-jid="${OTTO}"]`).click();
    await page.settled();
    expect(page.has('im-chat-list')).to.equal(true);
    expect(page.has('im-conversation')).to.equal(true);
    expect(page.find(`[data-jid="${OTTO}"]`).getAttribute('aria-current')).to.equal('true');
    await until(() => focused() === page.field);
  });

  it('leaves the list enough room for names beside a conversation', async () => {
    const page = await ChatsPage.open(two, { width: 690, all: true });
    expect(page.find('im-chat-list').offsetWidth).to.be.at.least(280);
  });

  it('is a list, and then a conversation with a way back, where there is not', async () => {
    const page = await ChatsPage.open(two, NARROW);
    const opened: (BareJid | null)[] = [];
    page.element.addEventListener('im-chat-opened', (event) => {
      opened.push((event as CustomEvent<{ readonly jid: BareJid | null }>).detail.jid);
    });
    page.find(`[data-jid="${OTTO}"]`).click();
    await page.settled();
    expect(page.has('im-chat-list')).to.equal(false);
    expect(page.session.window).to.deep.include({ chats: undefined });
    await page.press('All conversations');
    await until(() => focused()?.getAttribute('data-jid') === OTTO);
    expect(page.has('im-conversation')).to.equal(false);
    expect(page.session.window).to.deep.include({ chat: undefined });
    expect(opened).to.deep.equal([OTTO, null]);
  });

  it('tells the session what is shown, once, and when nothing is any more', async () => {
    const page = await ChatsPage.open(two, WIDE);
    expect(page.session.looks).to.deep.equal([
      { chats: { offset: 0, limit: 50, text: '', strangers: false }, chat: undefined },
    ]);
    page.element.open(OTTO);
    await page.settled();
    await until(() => page.session.window.chat?.visible === true, 'it to be in view');
    await page.tell((session) => (session.chat = { typing: true }));
    expect(page.session.looks.length).to.equal(3);
    expect(page.session.window.chat).to.deep.equal({ jid: OTTO, until: null, limit: 50, visible: true });
    page.element.remove();
    expect(page.session.window).to.deep.include({ chats: undefined, chat: undefined });
  });

  it('does not count as read what nobody can see', async () => {
    const page = await ChatsPage.open(two);
    await until(() => page.session.window.chat?.visible === true, 'it to be in view');
    const visibility = (state: DocumentVisibilityState | undefined): void => {
      if (state) Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => state });
      else Reflect.deleteProperty(document, 'visibilityState');
      document.dispatchEvent(new Event('visibilitychange'));
    };
    try {
      visibility('hidden');
      expect(page.session.window.chat?.visible).to.equal(false);
    } finally {
      visibility(undefined);
    }
    expect(page.session.window.chat?.visible).to.equal(true);
  });

  it('does not count as read what is scrolled away with the page', async () => {
    const page = await ChatsPage.open(two);
    await until(() => page.session.window.chat?.visible === true, 'it to be in view');
    page.element.style.marginBlockStart = '200vh';
    await until(() => page.session.window.chat?.visible === false, 'it to be out of view');
    page.element.style.marginBlockStart = '';
    await until(() => page.session.window.chat?.visible === true, 'it to be in view again');
  });

  it('searches, and says when nothing is found', async () => {
    const page = await ChatsPage.open(two, NARROW);
    const field = page.find('input[type=search]') as HTMLInputElement;
    expect([field.computedName, field.placeholder]).to.deep.equal(['Search conversations', 'Search']);
    field.value = 'nobody';
    field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
    await page.tell((session) => (session.chats = chatsSlice({ rows: [] })));
    expect(page.session.window.chats?.text).to.equal('nobody');
    expect(page.text).to.contain('Nothing found for nobody.');
  });

  it('holds strangers apart, behind a line that says how many they are', async () => {
    const page = await ChatsPage.open(two, NARROW);
    await page.press('From 2 people you do not know');
    expect(page.session.window.chats?.strangers).to.equal(true);
    expect(textOf(focused() ?? page.element)).to.equal('From people you do not know');
    await page.press('All conversations');
    expect(page.session.window.chats?.strangers).to.equal(false);
  });

  it('goes back to all the others when a stranger is accepted, and leaves the focus where it is', async () => {
    const page = await ChatsPage.open(two, { width: 900, all: true });
    await page.press('From 2 people you do not know');
    page.find(`[data-jid="${OTTO}"]`).click();
    await page.tell((session) => (session.chat = { stranger: true }));
    expect(page.session.window.chats?.strangers).to.equal(true);
    await page.tell((session) => (session.chat = { stranger: false }));
    page.field.focus();
    await page.settled();
    expect(page.session.window.chats?.strangers).to.equal(false);
    expect(focused()).to.equal(page.field);
  });

  it('goes through a long list by pages', async () => {
    const page = await ChatsPage.open((session) => (session.chats = chatsSlice({ matching: 120 })), NARROW);
    await page.press('Next');
    expect(page.session.window.chats).to.deep.include({ offset: 50, limit: 50 });
  });

  it('is one conversation, without a list or a way to one, where that is wanted', async () => {
    const page = await ChatsPage.open(two, { width: 900 });
    expect(page.has('im-chat-list')).to.equal(false);
    expect(allByRole(page.element, 'button', 'All conversations')).to.deep.equal([]);
    page.element.open(BOB);
    await page.settled();
    expect(page.session.window.chat?.jid).to.equal(OTTO);
  });
});
