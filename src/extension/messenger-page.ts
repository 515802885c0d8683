/** The page of popup and panel: requests, contacts, conversations and directory. It remembers the tab until the browser is closed. */
import { msg } from '@lit/localize';
import { MessengerElement } from '../ui/containers/messenger.js';
import { TABS, type Tab } from '../ui/messenger-tabs.js';
import { browser } from './browser.js';
import { showElement, stayMeans } from './page.js';
import { parsePlace, type Place } from './place.js';

/** In the storage of the browser's session. */
const TAB = 'tab';

class ExtensionMessengerElement extends MessengerElement {
  protected override get stayMeans(): string {
    return stayMeans();
  }

  protected override get notifies(): boolean {
    return true;
  }
}

/** Puts it into the page; a place behind the page's address, now or later, is gone to. */
export async function showMessenger(): Promise<MessengerElement> {
  const { [TAB]: kept } = await browser.storage.session.get(TAB);
  const messenger = showElement('im-messenger', ExtensionMessengerElement, () => msg('Contacts and messages'));
  messenger.tab = TABS.find((tab) => tab === kept) ?? 'requests';
  messenger.addEventListener('im-tab-shown', (event) => {
    void browser.storage.session.set({ [TAB]: (event as CustomEvent<Tab>).detail });
  });
  messenger.addEventListener('im-session-changed', ({ detail: { phase } }) => {
    if (phase === 'signed-out') void browser.storage.session.remove(TAB);
  });
  messenger.addEventListener('im-options-wanted', (event) => {
    event.preventDefault();
    const { section } = event.detail;
    if (section === null) void browser.runtime.openOptionsPage();
    else void browser.tabs.create({ url: `options.html#${section}` });
  });
  const goToPlace = (): void => {
    const place = parsePlace(location.hash);
    if (!place) return;
    goTo(messenger, place);
    // The same place, named once more, is another one.
    history.replaceState(null, '', location.pathname);
  };
  addEventListener('hashchange', goToPlace);
  goToPlace();
  return messenger;
}

function goTo(messenger: MessengerElement, place: Place): void {
  if (place.jid === null) messenger.show(place.tab);
  else messenger.openChat(place.jid);
}
