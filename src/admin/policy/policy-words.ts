/** The policy's fields and values, in the words that administrators know. */
import type { AddBack, FederationMode, Handling } from '../../core/policy/schema.js';
import type { PolicyDraft } from './revision.js';

/** A field of the policy that has one value. */
export type SingleField = Exclude<PolicyField, ListField>;
/** One that is a list of domains. */
export type ListField = 'domains' | 'trusted' | 'refused';
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
  federation: 'IM Federation',
  trusted: 'Trusted domains',
  refused: 'Refused domains',
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

/** With which other domains people may have to do. */
export const FEDERATION_WORDS: Readonly<Record<FederationMode, { readonly label: string; readonly meaning: string }>> =
  {
    open: {
      label: 'Open',
      meaning: 'Your people and those of every other domain may reach each other, but for the refused domains.',
    },
    listed: {
      label: 'Trusted domains only',
      meaning: 'Your people and those of the trusted domains may reach each other, and nobody else.',
    },
    closed: {
      label: 'Closed',
      meaning: 'Your people reach each other, and nobody of another domain. What is listed below is kept for later.',
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
    case 'federation':
      return FEDERATION_WORDS[draft.federation].label;
  }
}
