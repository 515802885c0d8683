/** Texts with a count in them. The pattern has a form for each plural category of its language; see `ui/plural.ts`. */
import { msg } from '@lit/localize';
import { plural } from '../plural.js';

export function waitingText(count: number): string {
  return plural(msg('{count, plural, one {# waiting} other {# waiting}}'), count, language());
}

/** The language that texts are in now, which may be another than that of the page around us. */
export function language(): string {
  return msg('en', { id: 'language', desc: 'The BCP 47 tag of the language of this catalogue.' });
}
