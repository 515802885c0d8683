/**
 * The organisation's policy as a data form (XEP-0004); `parse.ts` reads it.
 *
 * | field | type | meaning |
 * |---|---|---|
 * | `FORM_TYPE` | hidden | `urn:im-contact-requests:policy:1`, also the name of the node |
 * | `revision` | text-single | positive integer, higher than that of every revision before: as a rule one more than `parent` |
 * | `parent` | text-single | the revision that the publisher had before them; 0 for the first |
 * | `allow_user_options` | boolean | ticked: people may set "Options for contact list requests" |
 * | `handling` | list-single | `accept-all`, `accept-organization` or `prompt`; in force when cleared |
 * | `domains` | text-multi | A-label form of each domain under Domain(s) |
 * | `domains_unicode` | text-multi | U-label form of each, in the same order |
 * | `add_back` | list-single | ask for presence in return: `listed`, `all` or `never` |
 * | `temporary_availability` | boolean | colleagues see availability in the directory |
 * | `federation` | list-single | may be left out, then `open`: `open`, `listed` or `closed`; see `federation.ts` |
 * | `federation_trusted`, `federation_trusted_unicode` | text-multi | may be left out; as `domains`, `domains_unicode` |
 * | `federation_refused`, `federation_refused_unicode` | text-multi | may be left out; the same |
 * | `logging` | list-single | may be left out: `everyone`, `contacts` or `nobody`; see `logging.ts` |
 * | `logging_days` | text-single | may be left out: for how many days messages are kept; 0, or left out: for good |
 * | `logging_always`, `logging_never` | jid-multi | may be left out: people who are logged whatever `logging` says, and who are not |
 * | `groups` | text-multi | may be left out: the names of groups of people with exceptions, each once; see `groups.ts` |
 * | `group_N_members` | jid-multi | people of the group that stands there at the place N, from 0 on |
 * | `group_N_allow_user_options`, `group_N_handling`, `group_N_federation`, `group_N_logging` | as without | may be left out: as for everyone |
 * | `published` | text-single | may be left out: when, by the clock of the publisher (XEP-0082, UTC) |
 * | `publisher` | jid-single | may be left out: who, as they claim; where the service names the publisher, that counts |
 *
 * The last two are for the history of the policy; who applies it reads neither.
 * Unknown fields are skipped, so that a later schema stays readable: what is added to this one may be left out, for
 * earlier publishers do. Anything else that is not as
 * above makes the whole policy unreadable, and an unreadable policy automates nothing.
 */
/** Name of the pubsub node, and FORM_TYPE of the form published there. */
export const POLICY_NODE = 'urn:im-contact-requests:policy:1';

export const HANDLINGS = ['accept-all', 'accept-organization', 'prompt'] as const;
/** What happens to a contact request that nobody has decided yet. */
export type Handling = (typeof HANDLINGS)[number];

export const ADD_BACK = ['listed', 'all', 'never'] as const;
/** For whose automatically accepted requests we ask for presence in return. */
export type AddBack = (typeof ADD_BACK)[number];

export const FEDERATION_MODES = ['open', 'listed', 'closed'] as const;
/** With which other domains people of the organisation may have to do; see `federation.ts`. */
export type FederationMode = (typeof FEDERATION_MODES)[number];

/** Every domain of the lists in its A-label and in its U-label form. */
export interface Federation {
  readonly mode: FederationMode;
  readonly trusted: readonly string[];
  readonly refused: readonly string[];
}
/** As it is where a policy says nothing of it. */
export const OPEN_FEDERATION: Federation = { mode: 'open', trusted: [], refused: [] };

export const LOGGING_MODES = ['unset', 'everyone', 'contacts', 'nobody'] as const;
/** Whose messages the organisation's server keeps; `unset`: the policy says nothing of it. See `logging.ts`. */
export type LoggingMode = (typeof LOGGING_MODES)[number];

export interface Logging {
  readonly mode: LoggingMode;
  /** Days for which they are kept; 0: for good. */
  readonly days: number;
  /** Bare JIDs. */
  readonly always: readonly string[];
  readonly never: readonly string[];
}
export const NO_LOGGING: Logging = { mode: 'unset', days: 0, always: [], never: [] };

/** People for whom something is different; what is left out is as for everyone. */
export interface PolicyGroup {
  readonly name: string;
  /** Bare JIDs. */
  readonly members: readonly string[];
  readonly allowUserOptions?: boolean;
  readonly handling?: Handling;
  readonly federation?: FederationMode;
  readonly logging?: LoggingMode;
}

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
  readonly federation: Federation;
  readonly logging: Logging;
  readonly groups: readonly PolicyGroup[];
}

/** A field of a data form, as it came. */
export interface FormField {
  readonly name: string;
  readonly values: readonly string[];
}

export type PolicyProblem =
  | 'missing'
  | 'repeated'
  | 'not-one-value'
  | 'unknown-value'
  | 'not-a-number'
  | 'not-a-domain'
  | 'not-a-person'
  | 'too-many'
  | 'uneven';

/** What is wrong with a published policy, for its administrator. */
export interface PolicyError {
  readonly field: string;
  readonly problem: PolicyProblem;
  /** The offending value, cut to a hundred characters. */
  readonly value?: string;
}

export type ParsedPolicy =
  { readonly ok: true; readonly policy: Policy } | { readonly ok: false; readonly errors: readonly PolicyError[] };
