/** The three handlings, in the words that administrators and people know. */
import { msg } from '@lit/localize';
import type { Handling } from '../../core/policy/schema.js';

export interface HandlingText {
  readonly label: string;
  readonly meaning: string;
}

export function handlingText(handling: Handling): HandlingText {
  switch (handling) {
    case 'accept-all':
      return {
        label: msg('Accept automatically from all contacts'),
        meaning: msg('Whoever asks can see when you are available.'),
      };
    case 'accept-organization':
      return {
        label: msg('Accept automatically from contacts in my organization'),
        meaning: msg('Colleagues are accepted. Everybody else waits for your answer.'),
      };
    case 'prompt':
      return {
        label: msg('Prompt me for each request'),
        meaning: msg('Nobody is accepted before you have answered.'),
      };
  }
}
