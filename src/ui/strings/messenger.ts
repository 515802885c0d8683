/** Names of the parts of the messenger, and what waits in them. */
import { msg } from '@lit/localize';
import type { Tab } from '../messenger-tabs.js';
import { plural } from '../plural.js';
import { language } from './counts.js';

/** What a tab says. */
export function tabText(tab: Tab): string {
  switch (tab) {
    case 'requests':
      return msg('Requests');
    case 'contacts':
      return msg('Contacts');
    case 'chats':
      return msg('Chats');
    case 'search':
      return msg('Search');
  }
}

/** What stands above its part. */
export function partText(tab: Tab): string {
  switch (tab) {
    case 'requests':
      return msg('Contact requests');
    case 'contacts':
      return msg('Contacts');
    case 'chats':
      return msg('Chats');
    case 'search':
      return msg('Find people');
  }
}

export function unreadText(count: number): string {
  return plural(msg('{count, plural, one {# unread message} other {# unread messages}}'), count, language());
}
