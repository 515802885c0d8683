/**
 * The words of what the browser shows for us (button, notifications), in the browser's language, from
 * `public/extension/_locales`: a service worker may not import later, so it has no other translations.
 */
import type texts from '../../public/extension/_locales/en/messages.json';
import { plural } from '../ui/plural.js';
import { browser } from './browser.js';

type Name = keyof typeof texts;

export function browserText(name: Name, ...substitutions: string[]): string {
  return browser.i18n.getMessage(name, substitutions);
}

/** A text that depends on a count. */
export function browserPlural(name: Name, count: number): string {
  return plural(browserText(name), count, browserText('language'));
}
