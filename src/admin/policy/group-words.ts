/** What a policy group says, in the words that administrators know. */
import { LOGGING_MODES, type LoggingMode, type PolicyGroup } from '../../core/policy/schema.js';
import { FEDERATION_WORDS, FIELD_LABELS, HANDLING_WORDS, LOGGING_WORDS } from './policy-words.js';

/** What may be different for a group, in the order in which administrators meet it. */
export const GROUP_FIELDS = ['allowUserOptions', 'handling', 'federation', 'logging'] as const;
export type GroupField = (typeof GROUP_FIELDS)[number];

/** What a group says where it leaves something out. */
export const AS_FOR_EVERYONE = 'As for everyone';

/** What a group can say of logging: not that it is left to the server, where it is not for everyone. */
export const GROUP_LOGGING_MODES = LOGGING_MODES.filter((mode) => mode !== 'unset');

/** Whose messages are kept, of one person or one group. */
export const KEPT_WORDS: Readonly<Record<LoggingMode, string>> = {
  unset: LOGGING_WORDS.unset.label,
  everyone: 'Everything is kept',
  contacts: 'What passes between them and their contacts is kept',
  nobody: 'Nothing is kept',
};

/** What a group says of a field. */
export function groupValueWords(field: GroupField, group: PolicyGroup): string {
  switch (field) {
    case 'allowUserOptions':
      return group.allowUserOptions === undefined ? AS_FOR_EVERYONE : group.allowUserOptions ? 'ticked' : 'cleared';
    case 'handling':
      return group.handling ? HANDLING_WORDS[group.handling].label : AS_FOR_EVERYONE;
    case 'federation':
      return group.federation ? FEDERATION_WORDS[group.federation].label : AS_FOR_EVERYONE;
    case 'logging':
      return group.logging ? KEPT_WORDS[group.logging] : AS_FOR_EVERYONE;
  }
}

/** How many people, and what is different for them, in one line. */
export function groupSummary(group: PolicyGroup): string {
  const different = GROUP_FIELDS.filter((field) => group[field] !== undefined);
  const says = different.map((field) => `${FIELD_LABELS[field]}: ${groupValueWords(field, group)}`);
  return [peopleWords(group.members.length), ...(says.length > 0 ? says : ['nothing is different yet'])].join('; ');
}

export function peopleWords(count: number): string {
  if (count === 0) return 'nobody yet';
  return count === 1 ? '1 person' : `${count} people`;
}
