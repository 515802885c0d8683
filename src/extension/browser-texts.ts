/**
 * The words of what the browser shows for us (button, notifications), in the browser's language, from
 * `public/extension/_locales`: a service worker may not import later, so it has no other translations.
 */
import type texts from '../../public/extension/_locales/en/messages.json';
import type { BareJid } from '../core/jid.js';
import { plural } from '../ui/plural.js';
import { browser } from './browser.js';
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
export function buttonTitle(waiting: number): string {
  return waiting === 0 ? browserText('noneWaiting') : browserPlural('waiting', waiting);
}

/** Addresses that a notification names one by one. */
const NAMED = 3;
const LONGEST_NAME = 60;

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

function namesOf(jids: readonly BareJid[]): string {
  const named = jids.slice(0, jids.length === NAMED + 1 ? NAMED + 1 : NAMED).map(shortened);
  const rest = jids.length - named.length;
  const list = new Intl.ListFormat(browserText('language'));
  return list.format(rest > 0 ? [...named, browserPlural('others', rest)] : named);
}

/** Whoever asks chooses their address: a long one must not push the others out. */
function shortened(jid: string): string {
  return jid.length > LONGEST_NAME ? `${jid.slice(0, LONGEST_NAME)}…` : jid;
}
