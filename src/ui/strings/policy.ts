/** What the policy does by itself, in words. */
import { msg } from '@lit/localize';
import type { Handling } from '../../core/policy/schema.js';

/** What happens by itself, for the empty inbox. */
export function handlingSummary(handling: Handling): string {
  switch (handling) {
    case 'accept-all':
      return msg('Requests are accepted automatically.');
    case 'accept-organization':
      return msg('Requests from your organization are accepted automatically. Others appear here.');
    case 'prompt':
      return msg('Every request appears here and waits for your answer.');
  }
}
