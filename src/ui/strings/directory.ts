/** The search of the directory, in words. */
import { msg } from '@lit/localize';
import { plural } from '../plural.js';
import { language } from './counts.js';

export function peopleFoundText(count: number): string {
  return plural(msg('{count, plural, one {# person found} other {# people found}}'), count, language());
}

/** Of those that were found, how many are shown. */
export function peopleShownText(count: number): string {
  return plural(msg('{count, plural, one {# shown} other {# shown}}'), count, language());
}
