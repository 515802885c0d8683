/** What a policy group says, in the words that administrators know. */
import { LOGGING_MODES, type LoggingMode, type Policy, type PolicyGroup } from '../../core/policy/schema.js';
import { displayText } from '../../xmpp/characters.js';
import { FEDERATION_WORDS, FIELD_LABELS, HANDLING_WORDS } from './policy-words.js';

/** What may be different for a group, in the order in which administrators meet it. */
export const GROUP_FIELDS = ['allowUserOptions', 'handling', 'federation', 'logging'] as const;
export type GroupField = (typeof GROUP_FIELDS)[number];

/** What a group says where it leaves something out. */
export const AS_FOR_EVERYONE = 'As for everyone';

/** What a group can say of logging: not that it is left to the server, where it is not for everyone. */
export const GROUP_LOGGING_MODES = LOGGING_MODES.filter((mode) => mode !== 'unset');

/** Whose messages are kept, of one person or one group. */
export const KEPT_WORDS: Readonly<Record<LoggingMode, string>> = {
  unset: 'Left to the server',
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

/** UTF-16 code units, so that a name fits beside what is said of the group. */
export const LONGEST_NAME = 60;

/** A name as it is shown: another tool may have published anything. */
export function groupTitle(name: string): string {
  return displayText(name, LONGEST_NAME) || 'A group without a name';
}

/** What a group makes different now. A handling that it has counts only where its people do not choose theirs. */
export function differentFields(group: PolicyGroup, everyone: Pick<Policy, 'allowUserOptions'>): readonly GroupField[] {
  const isChosen = group.allowUserOptions ?? everyone.allowUserOptions;
  return saidFields(group).filter((field) => field !== 'handling' || !isChosen);
}

/** How many people, and these fields, in one line. */
export function groupSummary(group: PolicyGroup, fields: readonly GroupField[] = saidFields(group)): string {
  const says = fields.map((field) => `${FIELD_LABELS[field]}: ${groupValueWords(field, group)}`);
  return [peopleWords(group.members.length), ...(says.length > 0 ? says : ['nothing is different yet'])].join('; ');
}

function saidFields(group: PolicyGroup): readonly GroupField[] {
  return GROUP_FIELDS.filter((field) => group[field] !== undefined);
}

export function peopleWords(count: number): string {
  if (count === 0) return 'nobody yet';
  return count === 1 ? '1 person' : `${count} people`;
}
