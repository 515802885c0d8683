/**
 * The organisation's policy as a data form (XEP-0004), and its strict reader.
 *
 * | field | type | meaning |
 * |---|---|---|
 * | `FORM_TYPE` | hidden | `urn:im-contact-requests:policy:1`, also the name of the node |
 * | `revision` | text-single | positive integer, one more than `parent` |
 * | `parent` | text-single | the revision that the publisher had before them; 0 for the first |
 * | `allow_user_options` | boolean | ticked: people may set "Options for contact list requests" |
 * | `handling` | list-single | `accept-all`, `accept-organization` or `prompt`; in force when cleared |
 * | `domains` | text-multi | A-label form of each domain under Domain(s) |
 * | `domains_unicode` | text-multi | U-label form of each, in the same order |
 * | `add_back` | list-single | ask for presence in return: `listed`, `all` or `never` |
 * | `temporary_availability` | boolean | colleagues see availability in the directory |
 *
 * Unknown fields are skipped, so that a later schema stays readable. Anything else that is not as
 * above makes the whole policy unreadable, and an unreadable policy automates nothing.
 */
import { isListableDomain } from './domains.js';

/** Name of the pubsub node, and FORM_TYPE of the form published there. */
export const POLICY_NODE = 'urn:im-contact-requests:policy:1';

export const HANDLINGS = ['accept-all', 'accept-organization', 'prompt'] as const;
/** What happens to a contact request that nobody has decided yet. */
export type Handling = (typeof HANDLINGS)[number];

export const ADD_BACK = ['listed', 'all', 'never'] as const;
/** For whose automatically accepted requests we ask for presence in return. */
export type AddBack = (typeof ADD_BACK)[number];

/** A policy that was read without error. */
export interface Policy {
  readonly revision: number;
  readonly parent: number;
  /** Ticked: each person may choose their own handling. */
  readonly allowUserOptions: boolean;
  /** The administrator's choice; in force when `allowUserOptions` is cleared. */
  readonly handling: Handling;
  /** Every listed domain, in its A-label and in its U-label form. */
  readonly domains: readonly string[];
  readonly addBack: AddBack;
  readonly temporaryAvailability: boolean;
}

/** A field of a data form, as it came. */
export interface FormField {
  readonly name: string;
  readonly values: readonly string[];
}

export type PolicyProblem =
  'missing' | 'repeated' | 'not-one-value' | 'unknown-value' | 'not-a-number' | 'not-a-domain' | 'too-many' | 'uneven';

/** What is wrong with a published policy, for its administrator. */
export interface PolicyError {
  readonly field: string;
  readonly problem: PolicyProblem;
  /** The offending value, cut to a hundred characters. */
  readonly value?: string;
}

export type ParsedPolicy =
  { readonly ok: true; readonly policy: Policy } | { readonly ok: false; readonly errors: readonly PolicyError[] };

const MOST_DOMAINS = 1000;

/** Reads the fields of a published form. Every error is reported, not only the first. */
export function parsePolicy(fields: readonly FormField[]): ParsedPolicy {
  const errors: PolicyError[] = [];
  const reader = new FieldReader(fields, errors);
  reader.oneOf('FORM_TYPE', [POLICY_NODE]);
  const revision = reader.integer('revision', 1);
  const parent = reader.integer('parent', 0);
  const allowUserOptions = reader.boolean('allow_user_options');
  const handling = reader.oneOf('handling', HANDLINGS);
  const ascii = reader.domains('domains');
  const unicode = reader.domains('domains_unicode');
  const addBack = reader.oneOf('add_back', ADD_BACK);
  const temporaryAvailability = reader.boolean('temporary_availability');
  if (ascii && unicode && ascii.length !== unicode.length) errors.push({ field: 'domains_unicode', problem: 'uneven' });
  if (
    errors.length > 0 ||
    revision === undefined ||
    parent === undefined ||
    allowUserOptions === undefined ||
    !handling ||
    !ascii ||
    !unicode ||
    !addBack ||
    temporaryAvailability === undefined
  ) {
    return { ok: false, errors };
  }
  const domains = [...new Set([...ascii, ...unicode])];
  return {
    ok: true,
    policy: { revision, parent, allowUserOptions, handling, domains, addBack, temporaryAvailability },
  };
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
    return allowed.find((candidate) => candidate === value) ?? this.#fail(field, 'unknown-value', value);
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
    return number >= least ? number : this.#fail(field, 'not-a-number', value);
  }

  domains(field: string): readonly string[] | undefined {
    const values = this.#values(field);
    if (!values) return undefined;
    if (values.length > MOST_DOMAINS) return this.#fail(field, 'too-many');
    const ascii = field === 'domains';
    const wrong = values.filter((value) => !isListableDomain(value) || (ascii && /[^\p{ASCII}]/u.test(value)));
    for (const value of wrong) this.#fail(field, 'not-a-domain', value);
    return wrong.length > 0 ? undefined : values;
  }

  #single(field: string): string | undefined {
    const values = this.#values(field);
    if (!values) return undefined;
    const [value] = values;
    return values.length === 1 && value !== undefined ? value : this.#fail(field, 'not-one-value');
  }

  #values(name: string): readonly string[] | undefined {
    const found = this.#fields.filter((field) => field.name === name);
    if (found.length === 1) return found[0]?.values;
    return this.#fail(name, found.length === 0 ? 'missing' : 'repeated');
  }

  #fail(field: string, problem: PolicyProblem, value?: string): undefined {
    this.#errors.push({ field, problem, ...(value === undefined ? {} : { value: value.slice(0, 100) }) });
    return undefined;
  }
}
