/**
 * The words of what the browser shows for us (button, notifications), in the browser's language, from
 * `public/extension/_locales`: a service worker may not import later, so it has no other translations.
 */
import type texts from '../../public/extension/_locales/en/messages.json';
import type { BareJid } from '../core/jid.js';
import { plural } from '../ui/plural.js';
import { browser } from './browser.js';
import type { Waiting } from './badge.js';
import type { MessageTexts } from './message-notifications.js';
import type { NotificationTexts } from './notifications.js';

type Name = keyof typeof texts;

export function browserText(name: Name, ...substitutions: string[]): string {
  return browser.i18n.getMessage(name, substitutions);
}

/** A text that depends on a count. */
export function browserPlural(name: Name, count: number): string {
  return plural(browserText(name), count, browserText('language'));
}

/** What the toolbar button says when one points at it. */
export function buttonTitle({ requests, messages }: Waiting): string {
  const parts = [
    requests === 0 ? '' : browserPlural('waiting', requests),
    messages === 0 ? '' : browserPlural('unread', messages),
  ].filter(Boolean);
  return parts.join('\n') || browserText('noneWaiting');
}

/** Addresses that a notification names one by one. */
const NAMED = 3;
const LONGEST_NAME = 60;
const LONGEST_PREVIEW = 200;

export const notificationTexts: NotificationTexts = {
  about(jids) {
    const [first = ''] = jids;
    if (jids.length === 1) {
      return { title: browserText('notificationTitle'), message: browserText('onePersonAsks', shortened(first)) };
    }
    const title = browserPlural('notificationTitleMany', jids.length);
    return { title, message: browserText('peopleAsk', namesOf(jids)) };
  },
  answer: (act) => browserText(act === 'approve' ? 'accept' : 'decline'),
};

export const messageTexts: MessageTexts = {
  ofContact({ jid, name, text }, count, hasPreview) {
    const message = hasPreview ? shortened(text, LONGEST_PREVIEW) : browserPlural('newMessages', count);
    return { title: shortened(name || jid), message };
  },
  ofStrangers(jids, count) {
    return { title: browserPlural('messagesOfStrangers', count), message: namesOf(jids) };
  },
};

function namesOf(jids: readonly BareJid[]): string {
  const named = jids.slice(0, jids.length === NAMED + 1 ? NAMED + 1 : NAMED).map((jid) => shortened(jid));
  const rest = jids.length - named.length;
  const list = new Intl.ListFormat(browserText('language'));
  return list.format(rest > 0 ? [...named, browserPlural('others', rest)] : named);
}

/** Whoever asks or writes chooses their address and their words: long ones must not push the others out. */
function shortened(text: string, longest = LONGEST_NAME): string {
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}
