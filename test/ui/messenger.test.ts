import { expect } from 'chai';
import type { ChatsSlice } from '../../src/core/chat/chat-view.js';
import type { View } from '../../src/core/view.js';
import { MessengerElement } from '../../src/ui/containers/messenger.js';
import { define } from '../../src/ui/define.js';
import type { Tab } from '../../src/ui/messenger-tabs.js';
import { contactRow, contactsOf } from '../support/contact-rows.js';
import { FOUND } from '../support/states-contacts.js';
import { chatSlice } from './chat/fake-chats.js';
import { PlayedSession } from './played-session.js';
import { allByRole, byRole, deep, expectNoViolations, focused, settled, textOf, until } from './support.js';
import { BOB, requestsOf, rowsOf, signedOut, view } from './views.js';

define({ 'im-messenger': MessengerElement });

const WAITING = requestsOf(rowsOf('ana@example.org', 'otto@elsewhere.test'));
const CONTACTS = contactsOf([contactRow('bob@example.org', { name: 'Bob' })]);

function chats(unread: number): ChatsSlice {
  return { loaded: true, matching: 0, offset: 0, rows: [], unread, strangers: 0, hasArchive: true };
}

function opened(shown: View, tab: Tab = 'requests'): Promise<PlayedSession<MessengerElement>> {
  const element = new MessengerElement();
  element.tab = tab;
  return PlayedSession.with(element, shown);
}

function tabs({ element }: PlayedSession<MessengerElement>): string[] {
  return allByRole(element, 'tab').map((tab) => `${tab.computedName}${tab.ariaSelected === 'true' ? ' *' : ''}`);
}

async function press(session: PlayedSession<MessengerElement>, ...keys: readonly string[]): Promise<void> {
  for (const key of keys) {
    focused()?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true }));
    await settled(session.element);
  }
}

async function type({ element }: PlayedSession<MessengerElement>, text: string): Promise<void> {
  await settled(element);
  const [field] = deep<HTMLInputElement>(element, 'input[type=search]');
  if (!field) throw new Error('there is nothing to search in');
  field.value = text;
  field.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
  await settled(element);
}

function searched({ element }: PlayedSession<MessengerElement>): string | undefined {
  return deep<HTMLInputElement>(element, 'input[type=search]')[0]?.value;
}

describe('messenger', () => {
  it('begins with requests where some wait, and says how many of what wait', async () => {
    const session = await opened(view({ requests: WAITING, chats: chats(3) }), 'contacts');
    expect(tabs(session)).to.deep.equal(['Requests (2 waiting) *', 'Contacts', 'Chats (3 unread messages)', 'Search']);
    expect(byRole(session.element, 'tabpanel', 'Requests (2 waiting)')).to.be.instanceOf(HTMLElement);
    await expectNoViolations(session.element);
  });

  it('begins where the person was last where nothing waits, and stays there when somebody asks', async () => {
    const session = await opened(view({ contacts: CONTACTS }), 'contacts');
    expect(tabs(session)).to.include('Contacts *');
    await session.tell(view({ contacts: CONTACTS, requests: WAITING }));
    expect(tabs(session)).to.include('Contacts *');
  });

  it('waits until it is known whether something does', async () => {
    const session = await opened(view({ requests: requestsOf([], { loaded: false }) }), 'contacts');
    await session.tell(view({ requests: WAITING }));
    expect(tabs(session)).to.include('Requests (2 waiting) *');
  });

  it('goes from tab to tab by arrows, Home and End, and has one stop for Tab', async () => {
    const session = await opened(view());
    const shown: string[] = [];
    session.element.addEventListener('im-tab-shown', (event) => shown.push((event as CustomEvent<Tab>).detail));
    byRole(session.element, 'tab', 'Requests').focus();
    await press(session, 'ArrowRight', 'End', 'ArrowRight', 'ArrowLeft', 'Home');
    expect(shown).to.deep.equal(['contacts', 'search', 'requests', 'search', 'requests']);
    expect(focused()?.computedName).to.equal('Requests');
    expect(allByRole(session.element, 'tab').map(({ tabIndex }) => tabIndex)).to.deep.equal([0, -1, -1, -1]);
  });

  it('mirrors the arrows where texts run from right to left', async () => {
    const session = await opened(view());
    session.element.dir = 'rtl';
    byRole(session.element, 'tab', 'Requests').focus();
    await press(session, 'ArrowLeft');
    expect(tabs(session)).to.include('Contacts *');
  });

  for (const tab of ['contacts', 'chats', 'search'] as const) {
    it(`keeps nobody out of the tab ${tab}`, async () => {
      const session = await opened(view({ contacts: CONTACTS, chats: chats(0) }), tab);
      await expectNoViolations(session.element);
    });
  }

  it('asks how much is unread while conversations are not shown, and for no more of them', async () => {
    const session = await opened(view({ contacts: CONTACTS }), 'contacts');
    expect(session.window?.chats?.limit).to.equal(1);
    session.element.show('chats');
    await until(() => (session.window?.chats?.limit ?? 0) > 1, 'the list of conversations to be asked for');
    expect(session.window?.contacts).to.equal(undefined);
    session.element.show('search');
    await until(() => session.window?.chats?.limit === 1);
  });

  it('says how much is unread while one conversation is shown, too', async () => {
    const session = await opened(view({ chats: chats(3) }), 'chats');
    await session.tell(view({ chats: null, chat: chatSlice({ unread: 1 }) }));
    expect(tabs(session)).to.include('Chats (1 unread message) *');
    await session.tell(view({ chats: null, chat: chatSlice({ unread: 0 }) }));
    expect(tabs(session)).to.include('Chats *');
  });

  it('opens the conversation that somebody wants on the contact list', async () => {
    const session = await opened(view({ contacts: CONTACTS, chats: chats(0) }), 'contacts');
    const [contacts] = deep(session.element, 'im-contacts');
    const wanted = { detail: { jid: 'bob@example.org' }, bubbles: true, composed: true };
    contacts?.dispatchEvent(new CustomEvent('im-chat-wanted', wanted));
    await until(() => session.window?.chat?.jid === 'bob@example.org', 'the conversation to be asked for');
    expect(tabs(session)).to.include('Chats *');
  });

  it('keeps what is searched for in the directory, and asks for nobody while it is not shown', async () => {
    const session = await opened(view(), 'search');
    session.answer = ({ name }) => (name === 'find-people' ? { ok: true, data: FOUND } : { ok: true });
    await type(session, 'weber');
    await until(() => session.window?.people !== undefined, 'the people in view to be asked for');
    session.element.show('contacts');
    await settled(session.element);
    expect(session.window?.people).to.equal(undefined);
    session.element.show('search');
    await until(() => session.window?.people !== undefined, 'the people in view to be asked for again');
    expect(searched(session)).to.equal('weber');
    expect(deep(session.element, 'im-person-entry').length).to.equal(FOUND.rows.length);
    expect(session.commands.map(({ name }) => name)).to.deep.equal(['find-people']);
  });

  it('asks the directory once somebody is back whom it has not answered yet', async () => {
    const session = await opened(view(), 'search');
    await type(session, 'weber');
    session.element.show('contacts');
    await settled(session.element);
    session.element.show('search');
    await until(() => session.commands.length > 0, 'the directory to be asked');
    expect(session.commands).to.deep.equal([{ name: 'find-people', text: 'weber', after: null }]);
  });

  it('keeps the conversation that is open, and looks at none while it is not shown', async () => {
    const session = await opened(view({ chats: chats(0) }), 'chats');
    session.element.openChat(BOB);
    await until(() => session.window?.chat?.jid === BOB, 'the conversation to be asked for');
    session.element.show('contacts');
    await until(() => session.window?.chats?.limit === 1, 'no more than the number to be asked for');
    expect(session.window?.chat).to.equal(undefined);
    session.element.show('chats');
    await until(() => session.window?.chat?.jid === BOB, 'the conversation to be asked for again');
  });

  it('keeps what is searched for among the contacts, and where the list was scrolled', async () => {
    const many = Array.from({ length: 40 }, (_, at) => contactRow(`bob-${at}@example.org`));
    const shown = view({ contacts: contactsOf(many) });
    const session = await opened(shown, 'contacts');
    await type(session, 'bob');
    await until(() => session.window?.contacts?.text === 'bob', 'the contacts to be searched');
    const [list] = deep(session.element, '.scroller');
    list?.scrollTo({ top: 300 });
    await settled(session.element);
    session.element.show('search');
    await session.tell({ ...shown, contacts: null });
    expect(session.window?.contacts).to.equal(undefined);
    session.element.show('contacts');
    await settled(session.element);
    expect(session.window?.contacts?.text).to.equal('bob');
    expect(searched(session)).to.equal('bob');
    expect(deep(session.element, '.scroller')[0]?.scrollTop).to.equal(300);
  });

  it('says to whoever has no contacts that there is a directory', async () => {
    const session = await opened(view({ contacts: contactsOf([]) }), 'contacts');
    expect(textOf(session.element)).to.contain('Add somebody by their address, or find them in the directory.');
  });

  it('begins anew with whoever signs in next', async () => {
    const session = await opened(view({ chats: chats(2) }));
    session.element.show('search');
    await type(session, 'weber');
    await session.tell(signedOut());
    expect(tabs(session)).to.deep.equal([]);
    await session.tell(view());
    expect(tabs(session)).to.deep.equal(['Requests *', 'Contacts', 'Chats', 'Search']);
    session.element.show('search');
    await settled(session.element);
    expect(searched(session)).to.equal('');
  });
});
