/** What the policy does, in words. */
import { msg, str } from '@lit/localize';
import type { DomainWarning } from '../../core/policy/lookalike.js';
import type { Handling } from '../../core/policy/schema.js';
import type { Rule } from '../../core/request.js';

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

/** Why something was accepted. Null: the person did it. */
export function ruleText(rule: Rule | null): string {
  switch (rule?.kind) {
    case undefined:
      return msg('You accepted.');
    case 'all':
      return msg('Accepted automatically: all requests are.');
    case 'asked':
      return msg('Accepted automatically: you had asked them first.');
    case 'organization':
      return msg(str`Accepted automatically: ${rule.domain} is one of your organization’s domains.`);
  }
}

export function warningText(warning: DomainWarning): string {
  switch (warning.kind) {
    case 'looks-like':
      return msg(str`Looks like ${warning.domain}, but is not.`);
    case 'mixed-script':
      return msg('The domain mixes letters of different alphabets. It may pretend to be another one.');
  }
}
