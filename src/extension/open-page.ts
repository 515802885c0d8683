/** Shows pages of the extension where a person did not press the toolbar button: a browser opens its popup for nobody else. */
import type { BareJid } from '../core/jid.js';
import { browser } from './browser.js';
import { formatPlace } from './place.js';

const SIZE = { width: 420, height: 640 };

/** What waits for an answer. */
export function openRequests(): void {
  void browser.windows.create({ url: 'popup.html', type: 'popup', ...SIZE });
}

/** The window in which a conversation was opened last, as far as this background has opened it. */
let chatWindow: number | undefined;

/** A conversation, in the window that shows one already if there is one; null: the list of them. */
export async function openChat(jid: BareJid | null): Promise<void> {
  const url = `panel.html${formatPlace({ tab: 'chats', jid })}`;
  if (chatWindow !== undefined && (await goThere(chatWindow, url))) return;
  chatWindow = (await browser.windows.create({ url, type: 'popup', ...SIZE })).id;
}

/** False where the window was closed. */
async function goThere(id: number, url: string): Promise<boolean> {
  try {
    const { tabs: [tab] = [] } = await browser.windows.get(id, { populate: true });
    if (tab?.id === undefined) return false;
    await browser.tabs.update(tab.id, { url: browser.runtime.getURL(url) });
    await browser.windows.update(id, { focused: true });
    return true;
  } catch {
    return false;
  }
}
