/** The strict reader of a policy: what is not exactly as `schema.ts` says makes the whole unreadable. */
import { typedJid } from '../jid.js';
import { isListableDomain } from './domains.js';
import { unicodeForm } from './lookalike.js';
import {
  ADD_BACK,
  FEDERATION_MODES,
  HANDLINGS,
  LOGGING_MODES,
  NO_LOGGING,
  OPEN_FEDERATION,
  POLICY_NODE,
  type FormField,
  type Logging,
  type ParsedPolicy,
  type PolicyGroup,
  type PolicyError,
  type PolicyProblem,
} from './schema.js';

/** Of one list. */
export const MOST_DOMAINS = 1000;
/** What all clients fetch has to stay small: ejabberd takes stanzas of 64 kB from clients as it comes. */
export const MOST_PEOPLE = 500;
export const MOST_GROUPS = 50;
/** Of all groups together. */
export const MOST_MEMBERS = 1000;

/** Reads the fields of a published form. Every error is reported, not only the first. */
export function parsePolicy(fields: readonly FormField[]): ParsedPolicy {
  const errors: PolicyError[] = [];
  const reader = new FieldReader(fields, errors);
  reader.oneOf('FORM_TYPE', [POLICY_NODE]);
  const revision = reader.integer('revision', 1);
  const parent = reader.integer('parent', 0);
  const allowUserOptions = reader.boolean('allow_user_options');
  const handling = reader.oneOf('handling', HANDLINGS);
  const domains = reader.domainList('domains');
  const addBack = reader.oneOf('add_back', ADD_BACK);
  const temporaryAvailability = reader.boolean('temporary_availability');
  // Earlier publishers do not have these.
  const mode = reader.has('federation') ? reader.oneOf('federation', FEDERATION_MODES) : OPEN_FEDERATION.mode;
  const [trusted, refused] = (['federation_trusted', 'federation_refused'] as const).map((field) =>
    reader.has(field) || reader.has(`${field}_unicode`) ? reader.domainList(field) : [],
  );
  const logging = readLogging(reader);
  const groups = reader.has('groups') ? readGroups(reader) : [];
  if (
    errors.length > 0 ||
    revision === undefined ||
    parent === undefined ||
    allowUserOptions === undefined ||
    !handling ||
    !domains ||
    !addBack ||
    temporaryAvailability === undefined ||
    !mode ||
    !trusted ||
    !refused ||
    !logging ||
    !groups
  ) {
    return { ok: false, errors };
  }
  const federation = { mode, trusted, refused };
  return {
    ok: true,
    policy: {
      revision,
      parent,
      allowUserOptions,
      handling,
      domains,
      addBack,
      temporaryAvailability,
      federation,
      logging,
      groups,
    },
  };
}

function readLogging(reader: FieldReader): Logging | undefined {
  const mode = reader.has('logging') ? reader.oneOf('logging', LOGGING_MODES.slice(1)) : NO_LOGGING.mode;
  const days = reader.has('logging_days') ? reader.integer('logging_days', 0) : NO_LOGGING.days;
  const [always, never] = (['logging_always', 'logging_never'] as const).map((field) =>
    reader.has(field) ? reader.people(field) : [],
  );
  return mode === undefined || days === undefined || !always || !never ? undefined : { mode, days, always, never };
}

function readGroups(reader: FieldReader): readonly PolicyGroup[] | undefined {
  const names = reader.names('groups');
  if (!names) return undefined;
  const groups = names.map((name, place) => {
    const field = (of: string): string => `group_${place}_${of}`;
    const optional = <T>(of: string, read: (name: string) => T | undefined): T | undefined =>
      reader.has(field(of)) ? read(field(of)) : undefined;
    const allowUserOptions = optional('allow_user_options', (one) => reader.boolean(one));
    const handling = optional('handling', (one) => reader.oneOf(one, HANDLINGS));
    const federation = optional('federation', (one) => reader.oneOf(one, FEDERATION_MODES));
    const logging = optional('logging', (one) => reader.oneOf(one, LOGGING_MODES.slice(1)));
    return {
      name,
      members: reader.people(field('members')) ?? [],
      ...(allowUserOptions === undefined ? {} : { allowUserOptions }),
      ...(handling ? { handling } : {}),
      ...(federation ? { federation } : {}),
      ...(logging ? { logging } : {}),
    };
  });
  const people = groups.reduce((count, { members }) => count + members.length, 0);
  return people > MOST_MEMBERS ? reader.fail('groups', 'too-many') : groups;
}

class FieldReader {
  readonly #fields: readonly FormField[];
  readonly #errors: PolicyError[];

  constructor(fields: readonly FormField[], errors: PolicyError[]) {
    this.#fields = fields;
    this.#errors = errors;
  }

  oneOf<T extends string>(field: string, allowed: readonly T[]): T | undefined {
    const value = this.#single(field);
    if (value === undefined) return undefined;
    return allowed.find((candidate) => candidate === value) ?? this.fail(field, 'unknown-value', value);
  }

  /** XEP-0004 §3.3: a boolean is `1`, `true`, `0` or `false`. */
  boolean(field: string): boolean | undefined {
    const value = this.oneOf(field, ['1', 'true', '0', 'false']);
    return value === undefined ? undefined : value === '1' || value === 'true';
  }

  integer(field: string, least: number): number | undefined {
    const value = this.#single(field);
    if (value === undefined) return undefined;
    const number = /^\d{1,15}$/.test(value) ? Number(value) : NaN;
    return number >= least ? number : this.fail(field, 'not-a-number', value);
  }

  has(field: string): boolean {
    return this.#fields.some(({ name }) => name === field);
  }

  /** Two fields with both forms of the same names: a domain that stands in one of them alone is in nobody's sight. */
  domainList(field: string): readonly string[] | undefined {
    const ascii = this.#domains(field, true);
    const unicode = this.#domains(`${field}_unicode`, false);
    if (!ascii || !unicode) return undefined;
    const isEven = ascii.length === unicode.length && ascii.every((domain, i) => unicodeForm(domain) === unicode[i]);
    return isEven ? [...new Set([...ascii, ...unicode])] : this.fail(`${field}_unicode`, 'uneven');
  }

  /** Names of more than spaces, each once. Only those that are spaces to Lua, too, for the server kit reads the same. */
  names(field: string): readonly string[] | undefined {
    const values = this.#values(field);
    if (!values) return undefined;
    if (values.length > MOST_GROUPS) return this.fail(field, 'too-many');
    const wrong = values.filter((value, index) => /^[\t-\r ]*$/.test(value) || values.indexOf(value) !== index);
    for (const value of wrong) this.fail(field, 'unknown-value', value);
    return wrong.length > 0 ? undefined : values;
  }

  /** Bare JIDs of people. */
  people(field: string): readonly string[] | undefined {
    const values = this.#values(field);
    if (!values) return undefined;
    if (values.length > MOST_PEOPLE) return this.fail(field, 'too-many');
    const wrong = values.filter((value) => typedJid(value)?.bare !== value);
    for (const value of wrong) this.fail(field, 'not-a-person', value);
    return wrong.length > 0 ? undefined : values;
  }

  #domains(field: string, isAscii: boolean): readonly string[] | undefined {
    const values = this.#values(field);
    if (!values) return undefined;
    if (values.length > MOST_DOMAINS) return this.fail(field, 'too-many');
    const wrong = values.filter((value) => !isListableDomain(value) || (isAscii && /[^\p{ASCII}]/u.test(value)));
    for (const value of wrong) this.fail(field, 'not-a-domain', value);
    return wrong.length > 0 ? undefined : values;
  }

  #single(field: string): string | undefined {
    const values = this.#values(field);
    if (!values) return undefined;
    const [value] = values;
    return values.length === 1 && value !== undefined ? value : this.fail(field, 'not-one-value');
  }

  #values(name: string): readonly string[] | undefined {
    const found = this.#fields.filter((field) => field.name === name);
    if (found.length === 1) return found[0]?.values;
    return this.fail(name, found.length === 0 ? 'missing' : 'repeated');
  }

  fail(field: string, problem: PolicyProblem, value?: string): undefined {
    this.#errors.push({ field, problem, ...(value === undefined ? {} : { value: value.slice(0, 100) }) });
    return undefined;
  }
}
