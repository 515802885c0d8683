import { domainForms } from './domain-forms.js';
import type { PolicyDraft } from './revision.js';

/**
 * What an organisation begins with: its own domain is listed, and people may choose for themselves. A domain that
 * cannot be listed, such as `localhost`, is left out.
 */
export function firstPolicy(domain: string): PolicyDraft {
  const forms = domainForms(domain);
  return {
    allowUserOptions: true,
    handling: 'accept-organization',
    domains: forms.ok ? [forms.domain] : [],
    addBack: 'listed',
    temporaryAvailability: false,
    federation: 'open',
    trusted: [],
    refused: [],
    logging: 'unset',
    loggingDays: 0,
    loggingAlways: [],
    loggingNever: [],
  };
}
