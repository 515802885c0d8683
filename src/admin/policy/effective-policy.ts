/** What the policy means for one person, and by what, found out by the code that finds it out for them. */
import { typedJid } from '../../core/jid.js';
import { DEFAULT_HANDLING } from '../../core/policy/handling.js';
import { groupOf, policyFor } from '../../core/policy/groups.js';
import { loggingOf } from '../../core/policy/logging.js';
import { policyOf } from './draft-policy.js';
import { AS_FOR_EVERYONE, groupTitle, KEPT_WORDS, type GroupField } from './group-words.js';
import { foreignProblem, isForeign } from './own-people.js';
import {
  ALLOW_USER_OPTIONS,
  daysWords,
  FEDERATION_WORDS,
  FIELD_LABELS,
  HANDLING_WORDS,
  valueWords,
} from './policy-words.js';
import type { PolicyDraft } from './revision.js';

/** One thing that holds. */
export interface EffectiveLine {
  readonly label: string;
  readonly value: string;
  /** By what it holds. */
  readonly why: string;
  /** Something else than for most. */
  readonly isException: boolean;
}

export type EffectivePolicy =
  | { readonly ok: false; readonly problem: string; readonly todo: string }
  | {
      readonly ok: true;
      readonly jid: string;
      /** What their group is called, if they are in one. */
      readonly group: string | undefined;
      readonly lines: readonly EffectiveLine[];
    };

/** Of somebody as typed; `own` is the organisation's domain. */
export function effectivePolicy(typed: string, draft: PolicyDraft, own: string): EffectivePolicy {
  const person = typedJid(typed);
  if (!person) {
    return {
      ok: false,
      problem: 'That is not the address of a person.',
      todo: `Write an address such as name@${own || 'example.com'}, without anything after the domain.`,
    };
  }
  const jid = person.bare;
  if (isForeign(jid, own)) {
    return {
      ok: false,
      problem: foreignProblem(jid),
      todo: 'Their own organization’s policy holds for them. What becomes of their requests, “Try it” under General IM says.',
    };
  }
  const published = policyOf(draft);
  const group = groupOf(published, jid);
  const { allowUserOptions, handling, federation, logging } = policyFor(published, jid);
  const list = LOGGING_LISTS.find((name) => draft[name].includes(jid));
  const mode = loggingOf(logging, jid);
  const byGroup = (field: GroupField): string | undefined =>
    group?.[field] === undefined ? undefined : `By the group “${groupTitle(group.name)}”`;
  const byList = list && `By the list “${FIELD_LABELS[list]}” under IM Logging`;
  const isKept = mode === 'everyone' || mode === 'contacts';
  return {
    ok: true,
    jid,
    group: group && groupTitle(group.name),
    lines: [
      line(ALLOW_USER_OPTIONS, allowUserOptions ? 'ticked' : 'cleared', byGroup('allowUserOptions')),
      allowUserOptions
        ? line(FIELD_LABELS.handling, CHOSEN, byGroup('allowUserOptions'))
        : line(FIELD_LABELS.handling, HANDLING_WORDS[handling].label, byGroup('handling')),
      line(FIELD_LABELS.addBack, valueWords('addBack', draft)),
      line(FIELD_LABELS.temporaryAvailability, valueWords('temporaryAvailability', draft)),
      line(FIELD_LABELS.federation, FEDERATION_WORDS[federation.mode].label, byGroup('federation')),
      line(FIELD_LABELS.logging, KEPT_WORDS[mode], byList ?? byGroup('logging')),
      ...(isKept ? [line(FIELD_LABELS.loggingDays, daysWords(logging.days))] : []),
    ],
  };
}

/** The first that names somebody counts; see `core/policy/logging.ts`. */
const LOGGING_LISTS = ['loggingNever', 'loggingAlways'] as const;
const CHOSEN = `The person chooses; until then: ${HANDLING_WORDS[DEFAULT_HANDLING].label}`;

function line(label: string, value: string, why?: string): EffectiveLine {
  return { label, value, why: why ?? AS_FOR_EVERYONE, isException: why !== undefined };
}
