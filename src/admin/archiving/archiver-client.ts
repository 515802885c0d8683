/**
 * Gives commands to the archiver, over the administrator's own session: the archiver says who may.
 *
 * Quirk: where the component is not connected, ejabberd 23.01 without federation answers `forbidden` in its place, as
 * the archiver does to whoever is no administrator. What the archiver is, it tells everybody.
 */
import type { IqAnswer } from '../../xmpp/iq.js';
import { isValidXmlText } from '../../xmpp/characters.js';
import {
  archiverCommand,
  parseArchiverReply,
  type ArchiverCommand,
  type ArchiverFields,
  type ArchiverReply,
} from '../../xmpp/archiver-commands.js';
import { problemOfCondition } from '../outcome.js';
import type { AdminWire } from '../wire.js';
import {
  type ArchiveEndpoint,
  type ArchiverAnswer,
  type ArchiverProblem,
  type ArchiverStatus,
  type Assignments,
  type EndpointDraft,
  type Start,
  type TestReport,
} from './archiver.js';
import { isArchiver } from './find-archiver.js';
import { isTrue, readEndpoints, readReport, readStatus } from './read-answers.js';

type Done = Extract<ArchiverReply, { readonly kind: 'done' }>;

/** A test talks to another machine, which may take its time at each step. */
const TEST_PATIENCE = 120_000;
const PAGE = 1000;
/** So that no stanza is larger than what servers take (262,144 octets by default on Prosody). */
const PEOPLE_AT_ONCE = 500;
/** What servers answer for a component that is not connected. */
const NOT_CONNECTED: ReadonlySet<string> = new Set([
  'service-unavailable',
  'recipient-unavailable',
  'remote-server-timeout',
  'remote-server-not-found',
]);

export class ArchiverClient {
  readonly address: string;
  readonly #wire: AdminWire;

  constructor(wire: AdminWire, address: string) {
    this.#wire = wire;
    this.address = address;
  }

  async status(): Promise<ArchiverAnswer<ArchiverStatus>> {
    return read(await this.#run('status'), ({ field, rows }) => readStatus(field, rows));
  }

  async endpoints(): Promise<ArchiverAnswer<readonly ArchiveEndpoint[]>> {
    return read(await this.#run('endpoints'), ({ rows }) => readEndpoints(rows));
  }

  /** Sends a message that says that it is a test; takes as long as the other side does. */
  async test(draft: EndpointDraft): Promise<ArchiverAnswer<TestReport>> {
    return read(await this.#run('test', fieldsOf(draft), TEST_PATIENCE), ({ field, rows }) => readReport(field, rows));
  }

  /** Saves what has passed its test. */
  async save(draft: EndpointDraft, token: string, start: Start | undefined): Promise<ArchiverAnswer> {
    return read(await this.#run('save', { ...fieldsOf(draft), token, start }), nothing);
  }

  /** `discard`: with what still waits for it. */
  async remove(name: string, discard: boolean): Promise<ArchiverAnswer> {
    return read(await this.#run('remove', { name, discard: discard ? '1' : undefined }), nothing);
  }

  /** From now on, all who are not named are on this endpoint, or on none. */
  async assignEverybody(endpoint: string): Promise<ArchiverAnswer> {
    return read(await this.#run('assign', { endpoint, everybody: '1' }), nothing);
  }

  /** From now on, these are on this endpoint, on none, or (`default`) as everybody else. */
  async assign(jids: readonly string[], endpoint: string): Promise<ArchiverAnswer> {
    for (let at = 0; at < jids.length; at += PEOPLE_AT_ONCE) {
      const answer = await this.#run('assign', { endpoint, jids: jids.slice(at, at + PEOPLE_AT_ONCE) });
      if (!answer.ok) return answer;
    }
    return { ok: true, value: undefined };
  }

  /** Everybody who is named, in the order of their addresses. */
  async assignments(): Promise<ArchiverAnswer<Assignments>> {
    const people: { readonly jid: string; readonly endpoint: string }[] = [];
    for (;;) {
      const after = people.at(-1)?.jid;
      const answer = await this.#run('assignments', { after, limit: String(PAGE) });
      if (!answer.ok) return answer;
      const { field, rows } = answer.value;
      people.push(...rows.map((cell) => ({ jid: cell('jid'), endpoint: cell('endpoint') })));
      const isStuck = people.at(-1)?.jid === after;
      if (!isTrue(field('more')) || isStuck) return { ok: true, value: { everybody: field('everybody'), people } };
    }
  }

  async #run(name: ArchiverCommand, fields: ArchiverFields = {}, timeout?: number): Promise<ArchiverAnswer<Done>> {
    const unsendable = Object.entries(fields).find(([, value]) => ![value].flat().every(isSendable));
    if (unsendable) return failed({ kind: 'mistakes', mistakes: [{ field: unsendable[0], text: UNSENDABLE }] });
    const to = this.address;
    const options = timeout === undefined ? { to } : { to, timeout };
    const answer = answerOf(await this.#wire.set(archiverCommand(name, fields), options), name);
    if (answer.ok || answer.problem.kind !== 'forbidden' || (await isArchiver(this.#wire, to))) return answer;
    return failed({ kind: 'silent' });
  }
}

const UNSENDABLE = 'There is a character in it that cannot be sent. Write it anew.';

function isSendable(value: string | undefined): boolean {
  return value === undefined || (isValidXmlText(value) && !value.includes('\r'));
}

function answerOf(answer: IqAnswer, name: ArchiverCommand): ArchiverAnswer<Done> {
  if (!answer.ok) {
    return failed(NOT_CONNECTED.has(answer.condition) ? { kind: 'silent' } : problemOfCondition(answer.condition));
  }
  const reply = parseArchiverReply(answer.stanza, name);
  if (!reply) return failed({ kind: 'unreadable' });
  return reply.kind === 'done' ? { ok: true, value: reply } : failed(reply);
}

function read<T>(answer: ArchiverAnswer<Done>, make: (reply: Done) => T): ArchiverAnswer<T> {
  return answer.ok ? { ok: true, value: make(answer.value) } : answer;
}

function nothing(): undefined {
  return undefined;
}

function failed(problem: ArchiverProblem): { readonly ok: false; readonly problem: ArchiverProblem } {
  return { ok: false, problem };
}

function fieldsOf({ name, type, values }: EndpointDraft): ArchiverFields {
  return { name, type, ...values };
}
