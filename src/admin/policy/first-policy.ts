import { domainForms } from './domain-forms.js';
import { FIRST_DRAFT } from './draft-store.js';
import type { PolicyDraft } from './revision.js';

/**
 * What an organisation begins with: its own domain is listed, and people may choose for themselves. A domain that
 * cannot be listed, such as `localhost`, is left out.
 */
export function firstPolicy(domain: string): PolicyDraft {
  const forms = domainForms(domain);
  return { ...FIRST_DRAFT, domains: forms.ok ? [forms.domain] : [] };
}
