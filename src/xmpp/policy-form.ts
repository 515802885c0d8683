/** The policy on the wire: a data form, see `core/policy/schema.ts` for its fields. */
import { parsePolicy } from '../core/policy/parse.js';
import {
  POLICY_NODE,
  type FederationMode,
  type FormField,
  type Logging,
  type ParsedPolicy,
  type Policy,
  type PolicyGroup,
} from '../core/policy/schema.js';
import { NS } from './ns.js';
import { dataForm, formFields } from './xep0004-data-forms.js';
import { formatTime, parseTime } from './xep0082-date-time.js';
import type { Element } from './element.js';

/** Reads the payload of a published item. */
export function readPolicyForm(payload: Element | undefined): ParsedPolicy {
  return parsePolicy(payload?.is('x', NS.dataForms) ? formFields(payload) : []);
}

/** A listed domain in both its forms (RFC 5890). */
export interface ListedDomain {
  readonly ascii: string;
  readonly unicode: string;
}

/** A group as it is published. */
export interface ListedGroup extends PolicyGroup {
  /** Fields of a later schema, named without what places them, `group_N_`; they are published again as they came. */
  readonly others?: readonly FormField[];
}

/** With which other domains people may have to do, as it is published. */
export interface ListedFederation {
  readonly mode: FederationMode;
  readonly trusted: readonly ListedDomain[];
  readonly refused: readonly ListedDomain[];
}

/** Who published a policy, and when. */
export interface Imprint {
  /** A bare JID, as the publisher claims. */
  readonly publisher?: string | undefined;
  /** Milliseconds since 1970, by the clock of the publisher. */
  readonly published?: number | undefined;
}

/** What a publication says of itself, as far as it can be read: also where it is no policy that could be applied. */
export interface Publication extends Imprint {
  /** 0 if there is none. */
  readonly revision: number;
  readonly parent: number;
  readonly domains: readonly ListedDomain[];
  readonly trusted: readonly ListedDomain[];
  readonly refused: readonly ListedDomain[];
  /** Fields of a later schema that say something of the group at a place; see `ListedGroup`. */
  readonly groupOthers: ReadonlyMap<number, readonly FormField[]>;
  /** Fields of a later schema, as they came. */
  readonly others: readonly FormField[];
}

const KNOWN: ReadonlySet<string> = new Set([
  'FORM_TYPE',
  'revision',
  'parent',
  'allow_user_options',
  'handling',
  'domains',
  'domains_unicode',
  'add_back',
  'temporary_availability',
  'federation',
  'federation_trusted',
  'federation_trusted_unicode',
  'federation_refused',
  'federation_refused_unicode',
  'logging',
  'logging_days',
  'logging_always',
  'logging_never',
  'groups',
  'published',
  'publisher',
]);

/** What one group says. Without such a group it says nothing, and must not become another's. */
const OF_GROUP = /^group_(\d{1,3})_(.+)$/;
const KNOWN_OF_GROUP: ReadonlySet<string> = new Set([
  'members',
  'allow_user_options',
  'handling',
  'federation',
  'logging',
]);

/** Reads what stands around the policy. */
export function readPublication(payload: Element | undefined): Publication {
  const fields = payload?.is('x', NS.dataForms) ? formFields(payload) : [];
  const all = (name: string): readonly string[] => fields.find((field) => field.name === name)?.values ?? [];
  const integer = (name: string): number => (/^\d{1,15}$/.test(all(name)[0] ?? '') ? Number(all(name)[0]) : 0);
  const listed = (name: string): ListedDomain[] => {
    const unicode = all(`${name}_unicode`);
    return all(name).map((ascii, index) => ({ ascii, unicode: unicode[index] ?? ascii }));
  };
  return {
    revision: integer('revision'),
    parent: integer('parent'),
    domains: listed('domains'),
    trusted: listed('federation_trusted'),
    refused: listed('federation_refused'),
    groupOthers: readGroupOthers(fields),
    others: fields.filter(({ name }) => !KNOWN.has(name) && !OF_GROUP.test(name)),
    publisher: all('publisher')[0],
    published: parseTime(all('published')[0]),
  };
}

function readGroupOthers(fields: readonly FormField[]): ReadonlyMap<number, readonly FormField[]> {
  const found = new Map<number, FormField[]>();
  for (const { name, values } of fields) {
    const [, place, field = ''] = OF_GROUP.exec(name) ?? [];
    if (place === undefined || KNOWN_OF_GROUP.has(field)) continue;
    found.set(Number(place), [...(found.get(Number(place)) ?? []), { name: field, values }]);
  }
  return found;
}

function groupFields(group: ListedGroup, place: number): FormField[] {
  const { members, allowUserOptions, handling, federation, logging, others = [] } = group;
  const fields = {
    allow_user_options: allowUserOptions === undefined ? undefined : allowUserOptions ? '1' : '0',
    handling,
    federation,
    logging,
  };
  return [
    { name: `group_${place}_members`, values: members },
    ...Object.entries(fields).flatMap(([name, value]) =>
      value === undefined ? [] : [{ name: `group_${place}_${name}`, values: [value] }],
    ),
    ...others.map(({ name, values }) => ({ name: `group_${place}_${name}`, values })),
  ];
}

/** Writes a policy as a form. Without `federation`, `logging` and `groups`, as publishers of the first schema did. */
export function writePolicyForm(
  policy: Omit<Policy, 'domains' | 'federation' | 'logging' | 'groups'> & {
    readonly federation?: ListedFederation;
    readonly logging?: Logging;
    readonly groups?: readonly ListedGroup[];
  },
  domains: readonly ListedDomain[],
  { published, publisher }: Imprint = {},
  others: readonly FormField[] = [],
): Element {
  const one = (name: string, value: string | number | boolean): { name: string; values: string[] } => ({
    name,
    values: [typeof value === 'boolean' ? (value ? '1' : '0') : String(value)],
  });
  const both = (name: string, list: readonly ListedDomain[]): FormField[] => [
    { name, values: list.map(({ ascii }) => ascii) },
    { name: `${name}_unicode`, values: list.map(({ unicode }) => unicode) },
  ];
  const { federation, logging, groups = [] } = policy;
  return dataForm('result', POLICY_NODE, [
    one('revision', policy.revision),
    one('parent', policy.parent),
    one('allow_user_options', policy.allowUserOptions),
    one('handling', policy.handling),
    ...both('domains', domains),
    one('add_back', policy.addBack),
    one('temporary_availability', policy.temporaryAvailability),
    ...(federation
      ? [
          one('federation', federation.mode),
          ...both('federation_trusted', federation.trusted),
          ...both('federation_refused', federation.refused),
        ]
      : []),
    ...(logging && logging.mode !== 'unset' ? [one('logging', logging.mode)] : []),
    ...(logging
      ? [
          one('logging_days', logging.days),
          { name: 'logging_always', values: logging.always },
          { name: 'logging_never', values: logging.never },
        ]
      : []),
    ...(groups.length > 0
      ? [{ name: 'groups', values: groups.map(({ name }) => name) }, ...groups.flatMap(groupFields)]
      : []),
    ...(published === undefined ? [] : [one('published', formatTime(published))]),
    ...(publisher === undefined ? [] : [one('publisher', publisher)]),
    ...others,
  ]);
}
