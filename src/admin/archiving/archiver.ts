/** What the archiver tells: the program beside the server that delivers messages to endpoints (`archiver-commands.ts`). */
import type { AdminProblem } from '../outcome.js';

export const ENDPOINT_TYPES = ['smtp', 'folder', 'webhook'] as const;
export type EndpointType = (typeof ENDPOINT_TYPES)[number];

export const SETTING_FIELDS = [
  'host',
  'port',
  'security',
  'sender',
  'recipient',
  'username',
  'path',
  'format',
  'url',
  'ca_file',
] as const;
export type SettingField = (typeof SETTING_FIELDS)[number];

/** Their values are never told. */
export const SECRET_FIELDS = ['password', 'webhook_token', 'signing_key'] as const;
export type SecretField = (typeof SECRET_FIELDS)[number];

/** An endpoint as it is set up. */
export interface ArchiveEndpoint {
  readonly name: string;
  readonly type: EndpointType;
  readonly settings: Readonly<Record<SettingField, string>>;
  /** Those that it has. */
  readonly secrets: ReadonlySet<SecretField>;
  /** How many people are named for it. */
  readonly people: number;
}

/** What is to be tested and saved, by field. A secret that is left out stays; an empty one is taken away. */
export interface EndpointDraft {
  readonly name: string;
  readonly type: EndpointType;
  readonly values: Readonly<Partial<Record<SettingField | SecretField, string>>>;
}

/** How an endpoint is doing. Times are milliseconds since 1970. */
export interface EndpointStatus {
  readonly name: string;
  readonly state: 'delivering' | 'waiting' | 'starting';
  /** Why it waits, and what to do; empty if nothing is wrong. */
  readonly text: string;
  readonly since: number | undefined;
  readonly attempts: number;
  readonly nextTry: number | undefined;
  /** Since the archiver was started. */
  readonly delivered: number;
  readonly lastDelivered: number | undefined;
  /** The last entry of the server's archive that is done. */
  readonly cursor: number | undefined;
}

export interface ArchiverStatus {
  readonly version: string;
  readonly domain: string;
  readonly server: string;
  /** What is wrong with the database, and what to do; empty if it is read. */
  readonly databaseText: string;
  /** The last entry of the server's archive that can be delivered now. */
  readonly settled: number | undefined;
  readonly endpoints: readonly EndpointStatus[];
}

export interface TestStep {
  readonly step: string;
  readonly result: 'passed' | 'failed' | 'not-run';
  readonly text: string;
}

export interface TestReport {
  /** With it exactly these settings can be saved, for an hour; undefined if the test was not passed. */
  readonly token: string | undefined;
  readonly steps: readonly TestStep[];
}

/** Stands for an endpoint: on none. */
export const NONE = 'none';

export interface Assignments {
  /** The endpoint of whoever is not named, or `none`. */
  readonly everybody: string;
  /** Each person once. */
  readonly people: readonly { readonly jid: string; readonly endpoint: string }[];
}

/** Where an endpoint that is new begins: with what is sent from now on, or with all that the archive has. */
export type Start = 'now' | 'beginning';

export interface FieldMistake {
  readonly field: string;
  readonly text: string;
}

export type ArchiverProblem =
  | AdminProblem
  /** Something in the form is wrong; nothing was done. */
  | { readonly kind: 'mistakes'; readonly mistakes: readonly FieldMistake[] }
  /** It could not be done; `text` says what to do. */
  | { readonly kind: 'fault'; readonly text: string }
  /** The server knows it, and it does not answer. */
  | { readonly kind: 'silent' }
  /** It answers as none that is known here. */
  | { readonly kind: 'unreadable' };

export type ArchiverAnswer<T = undefined> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: ArchiverProblem };
