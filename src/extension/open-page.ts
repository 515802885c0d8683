/** Shows pages of the extension where a person did not press the toolbar button: a browser opens its popup for nobody else. */
import type { BareJid } from '../core/jid.js';
import { browser } from './browser.js';
import { formatPlace } from './place.js';

const SIZE = { width: 420, height: 640 };

/** What waits for an answer. */
export function openRequests(): void {
  void browser.windows.create({ url: 'popup.html', type: 'popup', ...SIZE });
}

/** A conversation; null: the list of them. */
export function openChat(jid: BareJid | null): void {
  void browser.windows.create({ url: `panel.html${formatPlace({ tab: 'chats', jid })}`, type: 'popup', ...SIZE });
}
