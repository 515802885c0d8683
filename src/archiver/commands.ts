/**
 * What administrators can do with the archiver, by ad-hoc commands; how these are given and answered, `command-service.ts` says.
 *
 * | node `urn:im-contact-requests:archiver:1…` | form | answer |
 * |---|---|---|
 * | `#status` | none | fields `version` `domain` `server` `database` `database_text` `settled`; a row for each endpoint: `name` `type` `state` `reason` `text` `since` `attempts` `next_try` `delivered` `last_delivered` `cursor` |
 * | `#endpoints` | none | a row for each: its fields (`endpoint.ts`), `has_password` `has_webhook_token` `has_signing_key` (`1` or `0`), `people` |
 * | `#test` | the fields of an endpoint | fields `passed` (`1` or `0`), and `token` if it has; a row for each step: `step` `result` (`passed` `failed` `not-run`) `reason` `text` |
 * | `#save` | those, and `token`; `start` (`now` or `beginning`) of one that is new | a note |
 * | `#remove` | `name`; `discard` (`1`) if something still waits for it | a note |
 * | `#assign` | `endpoint` (a name, `none` or `default`), `jids`, or `everybody` (`1`) for all who are not named | a note |
 * | `#assignments` | `endpoint` (all if left out), `after`, `limit` (1,000 if left out) | fields `everybody` and `more`; rows `jid` `endpoint` |
 *
 * - **Passwords.** `password`, `webhook_token` and `signing_key` are never told. One that is not in the form stays what it was, for
 *   the same host; one that is there and empty is taken away.
 * - States of an endpoint: `delivering` (nothing is wrong), `waiting` (something is, see `reason`), `starting`.
 *   Times are those of XEP-0082. Reasons, and their texts: `result.ts`.
 * - `token` holds for an hour, for exactly the settings that were tested.
 */
import { createHash } from 'node:crypto';
import { typedJid, type Domain } from '../core/jid.js';
import { NS_ARCHIVER } from '../xmpp/archiver-commands.js';
import type { Archiver, EndpointState } from './archiver.js';
import { DEFAULT } from './assignments.js';
import {
  ASSIGN_FIELDS,
  ENDPOINT_COLUMNS,
  ENDPOINT_FIELDS,
  LIST_FIELDS,
  REMOVE_FIELDS,
  SAVE_FIELDS,
  STATUS_COLUMNS,
} from './command-forms.js';
import type { Command, Outcome } from './command-service.js';
import {
  describeEndpoint,
  readEndpoint,
  RESERVED_NAMES,
  type Endpoint,
  type FieldMistake,
  type FieldValues,
  type ReadEndpoint,
} from './endpoint.js';
import { faultText, type Result } from './result.js';
import { testEndpoint } from './test-endpoint.js';

export interface CommandParts {
  readonly archiver: Archiver;
  readonly version: string;
  readonly domain: Domain;
  readonly server: string;
  readonly folders: readonly string[];
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** A text that nobody can guess. */
  readonly random: () => string;
}

const HOUR = 60 * 60 * 1000;
const MOST_TOKENS = 100;
const PAGE = 1000;

export class Commands {
  readonly #parts: CommandParts;
  /** By the node of each. */
  readonly all: ReadonlyMap<string, Command>;
  /** What has passed its test, by its token. */
  readonly #passed = new Map<string, { readonly digest: string; readonly until: number }>();

  constructor(parts: CommandParts) {
    this.#parts = parts;
    this.all = new Map(
      Object.entries({
        status: { name: 'Status of the archiver', fields: [], perform: () => this.#status() },
        endpoints: { name: 'Endpoints', fields: [], perform: () => this.#endpoints() },
        test: { name: 'Test an endpoint', fields: ENDPOINT_FIELDS, perform: (values: FieldValues) => this.#test(values) },
        save: { name: 'Save an endpoint', fields: SAVE_FIELDS, perform: (values: FieldValues) => this.#save(values) },
        remove: { name: 'Remove an endpoint', fields: REMOVE_FIELDS, perform: (values: FieldValues) => this.#remove(values) },
        assign: { name: 'Put people on an endpoint', fields: ASSIGN_FIELDS, perform: (values: FieldValues) => this.#assign(values) },
        assignments: { name: 'Who is on which endpoint', fields: LIST_FIELDS, perform: (values: FieldValues) => this.#assignments(values) },
      } satisfies Record<string, Command>).map(([name, command]) => [`${NS_ARCHIVER}#${name}`, command]),
    ); // prettier-ignore
  }

  async #status(): Promise<Outcome> {
    const { archiver, version, domain, server } = this.#parts;
    const settled = await archiver.archive.settled();
    return {
      note: '',
      content: {
        fields: {
          version,
          domain,
          server,
          database: settled.ok ? 'ok' : settled.fault.reason,
          database_text: settled.ok ? '' : faultText(settled.fault),
          settled: settled.ok ? String(settled.value) : '',
        },
        columns: STATUS_COLUMNS,
        rows: archiver.states.map(statusOf),
      },
    };
  }

  async #endpoints(): Promise<Outcome> {
    const { archiver } = this.#parts;
    const people = new Map<string, number>();
    for (const { endpoint, who } of archiver.settings.assignments.current) {
      if (endpoint !== null && who !== 'everybody') people.set(endpoint, (people.get(endpoint) ?? 0) + 1);
    }
    const rows = archiver.states.map(({ endpoint }) => ({
      ...Object.fromEntries(describeEndpoint(endpoint)),
      people: String(people.get(endpoint.name) ?? 0),
    }));
    return { note: '', content: { columns: ENDPOINT_COLUMNS, rows } };
  }

  async #test(values: FieldValues): Promise<Outcome> {
    const read = this.#read(values);
    if (!read.ok) return read;
    const { folders, now, random } = this.#parts;
    const { passed, steps } = await testEndpoint(read.endpoint, folders, now(), random());
    const token = passed ? this.#give(read.endpoint) : undefined;
    const rows = steps.map(({ step, result, reason = '', text }) => ({ step, result, reason, text }));
    const fields = { passed: passed ? '1' : '0', ...(token === undefined ? {} : { token }) };
    return { note: '', content: { fields, columns: ['step', 'result', 'reason', 'text'], rows } };
  }

  async #save(values: FieldValues): Promise<Outcome> {
    const read = this.#read(values);
    if (!read.ok) return read;
    const passed = this.#passed.get(values.get('token')?.[0] ?? '');
    if (!passed || passed.until < this.#parts.now())
      return mistake('token', 'Test it first: only what has passed its test is saved.');
    if (passed.digest !== digestOf(read.endpoint))
      return mistake('token', 'Something was changed since the test. Test it again.');
    const start = values.get('start')?.[0] ?? 'now';
    if (start !== 'now' && start !== 'beginning') return mistake('start', 'Choose now or beginning.');
    return this.#done(await this.#parts.archiver.save(read.endpoint, start), 'It is saved, and in use.');
  }

  async #remove(values: FieldValues): Promise<Outcome> {
    const { archiver } = this.#parts;
    const name = values.get('name')?.[0] ?? '';
    if (!archiver.settings.endpoints.has(name)) return mistake('name', 'There is no endpoint of this name.');
    const users = archiver.settings.assignments.current.filter(({ endpoint }) => endpoint === name);
    if (users.some(({ who }) => who === 'everybody'))
      return mistake('name', 'It is the one for everybody. Choose another one for that first.');
    if (users.length > 0) return mistake('name', `${users.length} people are on it. Put them on another one first.`);
    if (!isYes(values.get('discard')) && (await archiver.isBehind(name))) {
      return mistake('discard', 'Messages may still wait for it. Wait until they are delivered, or discard them.');
    }
    return this.#done(await archiver.remove(name), 'It is removed.');
  }

  async #assign(values: FieldValues): Promise<Outcome> {
    const { archiver, domain } = this.#parts;
    const mistakes: FieldMistake[] = [];
    const endpoint = values.get('endpoint')?.[0] ?? '';
    const isEverybody = isYes(values.get('everybody'));
    const isKnown = archiver.settings.endpoints.has(endpoint) || RESERVED_NAMES.some((name) => name === endpoint);
    if (!isKnown) mistakes.push({ field: 'endpoint', text: 'There is no endpoint of this name.' });
    if (isEverybody && endpoint === DEFAULT) mistakes.push({ field: 'endpoint', text: 'Name an endpoint, or none.' });
    const jids = (values.get('jids') ?? []).flatMap((text) => text.split('\n')).filter((text) => text.trim() !== '');
    if (isEverybody === jids.length > 0) mistakes.push({ field: 'jids', text: 'Name people, or everybody.' });
    const people = jids.flatMap((text) => {
      const jid = typedJid(text);
      if (jid && archiver.isOurs(jid.bare)) return jid.bare;
      mistakes.push({ field: 'jids', text: `“${text.slice(0, 200)}” is nobody of ${domain}.` });
      return [];
    });
    if (mistakes.length > 0) return { mistakes };
    const who = isEverybody ? (['everybody'] as const) : [...new Set(people)];
    const result = await archiver.assign(who, endpoint === 'none' ? null : endpoint);
    return this.#done(result, 'It holds from now on.');
  }

  async #assignments(values: FieldValues): Promise<Outcome> {
    const wanted = values.get('endpoint')?.[0] ?? '';
    const after = values.get('after')?.[0] ?? '';
    const limit = Math.min(PAGE, Math.max(1, Number(values.get('limit')?.[0] ?? PAGE) || PAGE));
    const all = this.#parts.archiver.settings.assignments.current;
    const everybody = all.find(({ who }) => who === 'everybody')?.endpoint ?? 'none';
    const people = all
      .map(({ who, endpoint }) => ({ jid: who, endpoint: endpoint ?? 'none' }))
      .filter(({ jid, endpoint }) => jid !== 'everybody' && jid > after && (wanted === '' || endpoint === wanted));
    const fields = { everybody, more: people.length > limit ? '1' : '0' };
    return { note: '', content: { fields, columns: ['jid', 'endpoint'], rows: people.slice(0, limit) } };
  }

  #read(values: FieldValues): ReadEndpoint {
    const name = values.get('name')?.[0]?.trim() ?? '';
    const before = this.#parts.archiver.settings.endpoints.get(name)?.endpoint;
    return readEndpoint(values, before, this.#parts.folders);
  }

  #give(endpoint: Endpoint): string {
    const { random, now } = this.#parts;
    const token = random();
    for (const oldest of this.#passed.keys()) {
      if (this.#passed.size < MOST_TOKENS) break;
      this.#passed.delete(oldest);
    }
    this.#passed.set(token, { digest: digestOf(endpoint), until: now() + HOUR });
    return token;
  }

  #done(result: Result, note: string): Outcome {
    return result.ok ? { note } : { fault: result.fault };
  }
}

function statusOf({ endpoint: { name, type }, queue, fault }: EndpointState): Readonly<Record<string, string>> {
  const obstacle = queue?.obstacle;
  const found = obstacle?.fault ?? fault;
  return {
    name,
    type,
    state: found ? 'waiting' : queue ? 'delivering' : 'starting',
    reason: found?.reason ?? '',
    text: found ? faultText(found) : '',
    since: timestamp(obstacle?.since),
    attempts: obstacle ? String(obstacle.attempts) : '',
    next_try: timestamp(obstacle?.nextTry),
    delivered: String(queue?.delivered ?? 0),
    last_delivered: timestamp(queue?.lastDelivered),
    cursor: queue ? String(queue.cursor) : '',
  };
}

function mistake(field: string, text: string): Outcome {
  return { mistakes: [{ field, text }] };
}

function isYes(values: readonly string[] | undefined): boolean {
  return values?.[0] === '1' || values?.[0] === 'true';
}

function digestOf(endpoint: Endpoint): string {
  return createHash('sha256').update(JSON.stringify(endpoint)).digest('hex');
}

/** Milliseconds since 1970, as in XEP-0082; nothing if undefined. */
function timestamp(at: number | undefined): string {
  return at === undefined ? '' : new Date(at).toISOString();
}
