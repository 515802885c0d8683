/** The policy's fields and values, in the words that administrators know. */
import type { AddBack, Handling } from '../../core/policy/schema.js';
import type { PolicyDraft } from './revision.js';

/** A field of the policy that has one value. */
export type SingleField = Exclude<PolicyField, 'domains'>;
export type PolicyField = Exclude<keyof PolicyDraft, 'others'>;

/** The words on the tick box. */
export const ALLOW_USER_OPTIONS = 'Allow users to set "Options for contact list requests"';

/** In the order in which administrators meet them. */
export const FIELD_LABELS: Readonly<Record<PolicyField, string>> = {
  allowUserOptions: ALLOW_USER_OPTIONS,
  handling: 'Contact list requests',
  addBack: 'Adding automatic contacts in return',
  temporaryAvailability: 'Temporary availability in search',
  domains: 'Domain(s)',
};

/** Each of the three options, and what it means. */
export const HANDLING_WORDS: Readonly<Record<Handling, { readonly label: string; readonly meaning: string }>> = {
  'accept-all': {
    label: 'Accept automatically from all contacts',
    meaning: 'Every request is accepted, whoever it comes from.',
  },
  'accept-organization': {
    label: 'Accept automatically from contacts in my organization',
    meaning: 'Requests from the domains under Domain(s) are accepted; about all others each person is asked.',
  },
  prompt: {
    label: 'Prompt me for each request',
    meaning: 'Each person is asked about every request, those of colleagues included.',
  },
};

/** For whose automatically accepted requests presence is asked for in return. */
export const ADD_BACK_WORDS: Readonly<Record<AddBack, { readonly label: string; readonly meaning: string }>> = {
  listed: {
    label: 'From the listed domains',
    meaning:
      'Whoever is accepted automatically and comes from a listed domain is added to the person’s own contacts, too.',
  },
  all: {
    label: 'All of them',
    meaning: 'Whoever is accepted automatically is added to the person’s own contacts, too.',
  },
  never: {
    label: 'Never',
    meaning: 'People see those who were accepted automatically only if they add them themselves.',
  },
};

/** What a field says in a draft. */
export function valueWords(field: SingleField, draft: PolicyDraft): string {
  switch (field) {
    case 'allowUserOptions':
      return draft.allowUserOptions ? 'ticked' : 'cleared';
    case 'handling':
      return HANDLING_WORDS[draft.handling].label;
    case 'addBack':
      return ADD_BACK_WORDS[draft.addBack].label;
    case 'temporaryAvailability':
      return draft.temporaryAvailability ? 'on' : 'off';
  }
}
