/** What the policy does by itself, in words. */
import { msg } from '@lit/localize';
import type { Handling } from '../../core/policy/schema.js';

/** What happens by itself, for the empty inbox. Nothing is said of all others: from where federation stops them, none are shown. */
export function handlingSummary(handling: Handling): string {
  switch (handling) {
    case 'accept-all':
      return msg('Requests are accepted automatically.');
    case 'accept-organization':
      return msg('Requests from your organization are accepted automatically.');
    case 'prompt':
      return msg('Requests appear here and wait for your answer.');
  }
}
