/**
 * Registers the components that the connected elements are made of: what any page may show at once,
 * and the others when they are first wanted.
 */
import { Notice } from './components/notice.js';
import { define } from './define.js';
import { nextTask } from './next-task.js';
import { plural } from './plural.js';

/** Components with a file of their own to load. */
const LATER = {
  'im-accept-form': () => import('./components/accept-form.js').then((file) => file.definitions),
  'im-bulk-bar': () => import('./components/bulk.js').then((file) => file.definitions),
  'im-contacts': () => import('./components/contacts/contacts.js').then(({ definitions }) => withPlurals(definitions)),
  'im-chats': () => import('./components/chat/chats.js').then((file) => file.definitions),
  'im-handling-choice': () => import('./components/handling-choice.js').then((file) => file.definitions),
  'im-ignored-list': () => import('./components/ignored-list.js').then((file) => file.definitions),
  'im-inbox': () => import('./components/inbox.js').then(({ definitions }) => withPlurals(definitions)),
  'im-lookalike': () => import('./components/lookalike.js').then((file) => file.definitions),
  'im-options-account': () => import('./components/options-account.js').then((file) => file.definitions),
  'im-options-appearance': () => import('./components/options-appearance.js').then((file) => file.definitions),
  'im-options-archive': () => import('./components/options-archive.js').then((file) => file.definitions),
  'im-options-availability': () => import('./components/options-availability.js').then((file) => file.definitions),
  'im-options-invitations': () => import('./components/options-invitations.js').then((file) => file.definitions),
  'im-options-log': () => import('./components/options-log.js').then((file) => file.definitions),
  'im-options-messages': () => import('./components/options-messages.js').then((file) => file.definitions),
  'im-options-notifications': () => import('./components/options-notifications.js').then((file) => file.definitions),
  'im-options-people': () => import('./components/options-people.js').then((file) => file.definitions),
  'im-qr-code': () => import('./components/qr-code.js').then((file) => file.definitions),
  'im-options-panel': () => import('./components/options-panel.js').then((file) => file.definitions),
  'im-people-search': () =>
    import('./components/contacts/people-search.js').then(({ definitions }) => withPlurals(definitions)),
  'im-policy-notice': () => import('./components/policy-notice.js').then((file) => file.definitions),
  'im-profile': () => import('./components/profile.js').then((file) => file.definitions),
  'im-question': () => import('./components/question.js').then((file) => file.definitions),
  'im-sign-in-form': () => import('./components/sign-in-form.js').then((file) => file.definitions),
} as const;

export function defineComponents(): void {
  define({ 'im-notice': Notice });
}

/** Loads a component that is about to be shown; until it is there, its place stays empty. */
export async function defineLater(name: keyof typeof LATER): Promise<void> {
  if (customElements.get(name)) return;
  const definitions = await LATER[name]();
  // To run a file takes its time, and so does what it shows: the page may answer its person between them.
  await nextTask();
  define(definitions);
}

/** The first plural makes a browser load the rules, which takes as long as all the rest of an inbox. */
async function withPlurals<T>(definitions: T): Promise<T> {
  await nextTask();
  plural('', 0, 'en');
  return definitions;
}
