/** The policy's fields and values, in the words that administrators know. */
import type { AddBack, FederationMode, Handling, LoggingMode } from '../../core/policy/schema.js';
import type { PolicyDraft } from './revision.js';

/** A field of the policy that has one value. */
export type SingleField = Exclude<PolicyField, ListField | 'groups'>;
/** One that is a list, of domains or of people. */
export type ListField = 'domains' | 'trusted' | 'refused' | 'loggingAlways' | 'loggingNever';
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
  logging: 'IM Logging',
  loggingDays: 'Messages are kept',
  loggingAlways: 'Always logged',
  loggingNever: 'Never logged',
  groups: 'Policy groups',
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

/** Whose messages are kept. */
export const LOGGING_WORDS: Readonly<Record<LoggingMode, { readonly label: string; readonly meaning: string }>> = {
  unset: {
    label: 'Leave it to the server',
    meaning: 'Your server’s own settings count, and what each person has chosen in their client.',
  },
  everyone: { label: 'Everyone', meaning: 'All that your people write and receive is kept.' },
  contacts: {
    label: 'Contacts only',
    meaning: 'What passes between a person and somebody on their contact list is kept, and nothing else.',
  },
  nobody: {
    label: 'No one',
    meaning: 'Nothing is kept. Messages to whoever is away still wait until they are fetched.',
  },
};

/** For how long messages are kept; 0: for good. */
export function daysWords(days: number): string {
  if (days === 0) return 'for good';
  return days === 1 ? 'for 1 day' : `for ${days} days`;
}

/** What an entry of a list is called where one is added or removed. */
export const ENTRY_WORDS: Readonly<Record<ListField, string>> = {
  domains: 'Domain',
  trusted: 'Trusted domain',
  refused: 'Refused domain',
  loggingAlways: 'Exception “always logged”',
  loggingNever: 'Exception “never logged”',
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
    case 'logging':
      return LOGGING_WORDS[draft.logging].label;
    case 'loggingDays':
      return daysWords(draft.loggingDays);
  }
}
