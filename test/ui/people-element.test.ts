import { expect } from 'chai';
import { parseJid } from '../../src/core/jid.js';
import { ContactListElement } from '../../src/ui/containers/contact-list.js';
import { define } from '../../src/ui/define.js';
import { contactRow, contactsOf } from '../support/contact-rows.js';
import { chatSlice } from './chat/fake-chats.js';
import { PlayedSession } from './played-session.js';
import { deep, expectNoViolations, focused, operable, settled, textOf, until } from './support.js';
import { signedOut, view } from './views.js';

define({ 'im-contact-list': ContactListElement });

const BOB = 'bob@example.org';
const CONTACTS = view({ contacts: contactsOf([contactRow(BOB, { name: 'Bob' })]) });

function opened(): Promise<PlayedSession<ContactListElement>> {
  return PlayedSession.with(new ContactListElement(), CONTACTS);
}

async function wants({ element }: PlayedSession<ContactListElement>): Promise<void> {
  const [contacts] = deep(element, 'im-contacts');
  contacts?.dispatchEvent(new CustomEvent('im-chat-wanted', { detail: { jid: BOB }, bubbles: true, composed: true }));
  await settled(element);
}

describe('a contact list in a page', () => {
  it('asks to sign in by itself', async () => {
    const { element } = await PlayedSession.with(new ContactListElement(), signedOut());
    expect(deep(element, 'im-sign-in-form').length).to.equal(1);
    await expectNoViolations(element);
  });

  it('opens a conversation in its own place, and comes back from it', async () => {
    const session = await opened();
    await wants(session);
    expect(session.window?.chat?.jid).to.equal(BOB);
    await session.tell({ ...CONTACTS, chat: chatSlice({ jid: parseJid(BOB)?.bare }) });
    await until(() => focused()?.localName === 'textarea', 'the focus to be where one writes');
    operable(session.element, 'Back').click();
    await settled(session.element);
    expect(deep(session.element, 'im-contacts').length).to.equal(1);
    expect(session.window?.chat).to.equal(undefined);
    await expectNoViolations(session.element);
  });

  it('opens it in the <im-chat> of the page, as soon as that is loaded, and leaves it a list', async () => {
    const session = await opened();
    const place = document.createElement('im-chat');
    document.body.append(place);
    const shown: string[] = [];
    await wants(session);
    class Place extends HTMLElement {
      open(jid: string): void {
        shown.push(jid);
      }
    }
    define({ 'im-chat': Place });
    await settled(session.element);
    expect(shown).to.deep.equal([BOB]);
    await wants(session);
    expect(shown).to.deep.equal([BOB, BOB]);
    expect(place.hasAttribute('with')).to.equal(false);
    expect(deep(session.element, 'im-chats').length).to.equal(0);
  });

  it('says to whoever has no contacts that there is a directory, where the page has one', async () => {
    const session = await PlayedSession.with(new ContactListElement(), view({ contacts: contactsOf([]) }));
    expect(textOf(session.element)).to.contain('Add somebody by their address. Once');
    document.body.append(document.createElement('im-directory-search'));
    await session.tell(view({ contacts: contactsOf([]) }));
    expect(textOf(session.element)).to.contain('Add somebody by their address, or find them in the directory. Once');
  });

  it('leaves it to a page that prevents that', async () => {
    const session = await opened();
    const heard: string[] = [];
    session.element.addEventListener('im-chat-wanted', (event) => {
      event.preventDefault();
      heard.push((event as CustomEvent<{ jid: string }>).detail.jid);
    });
    await wants(session);
    expect(heard).to.deep.equal([BOB]);
    expect(deep(session.element, 'im-chats').length).to.equal(0);
  });
});
