/** A server with an archiver, as the console sees them: services that say who they are, and commands with their forms. */
import type { AdminWire } from '../../src/admin/wire.js';
import type { BareJid, Domain } from '../../src/core/jid.js';
import { NS_ARCHIVER } from '../../src/xmpp/archiver-commands.js';
import { xml, type Element } from '../../src/xmpp/element.js';
import type { IqAnswer, IqOptions } from '../../src/xmpp/iq.js';
import { NS } from '../../src/xmpp/ns.js';
import { formFields } from '../../src/xmpp/xep0004-data-forms.js';

type Row = Readonly<Record<string, string>>;
type Values = Readonly<Record<string, readonly string[]>>;

export interface Reply {
  readonly fields?: Row;
  readonly columns?: readonly string[];
  readonly rows?: readonly Row[];
  readonly note?: { readonly type: 'info' | 'error'; readonly text: string };
}

export const STATUS_COLUMNS = [
  'name', 'type', 'state', 'reason', 'text', 'since', 'attempts', 'next_try', 'delivered', 'last_delivered', 'cursor',
]; // prettier-ignore
export const ENDPOINT_COLUMNS = [
  'name', 'type', 'people', 'host', 'port', 'security', 'sender', 'recipient', 'username', 'has_password', 'path', 'format', 'url',
  'has_webhook_token', 'has_signing_key', 'ca_file',
]; // prettier-ignore

const SECRETS = ['password', 'webhook_token', 'signing_key'];
const DOMAIN = 'example.com';
const ARCHIVER = `archiver.${DOMAIN}`;

/** Holds endpoints and people as the archiver does, and answers by the same forms. */
export class FakeArchiver implements AdminWire {
  readonly account = 'admin@example.com' as BareJid;
  readonly domain = DOMAIN as Domain;
  readonly jid = 'admin@example.com/1';
  isOnline = true;
  /** What the server lists; whoever is not in `services` does not answer. */
  items: readonly string[] = [ARCHIVER, `conference.${DOMAIN}`];
  services = new Map<string, readonly string[]>([
    [ARCHIVER, [NS.commands, NS_ARCHIVER]],
    [`conference.${DOMAIN}`, ['http://jabber.org/protocol/muc']],
  ]);
  /** Answered to the next questions, by the name of the command or `disco`: the condition of an error. */
  readonly errors = new Map<string, string>();
  /** The same for commands, once: a reply instead of what it does. */
  readonly replies = new Map<string, Reply>();
  /** The commands that change something or test, in their order, with what they were given. */
  readonly did: { readonly name: string; readonly values: Values }[] = [];
  /** How often each command was called. */
  readonly called = new Map<string, number>();
  /** Resolves before a command is answered, where a test holds it up. */
  held: Promise<void> = Promise.resolve();

  readonly endpoints = new Map<string, Row>();
  readonly states = new Map<string, Row>();
  readonly people = new Map<string, string>();
  everybody = 'none';
  status: Row = {
    version: '0.1.0',
    domain: DOMAIN,
    server: 'prosody',
    database: 'ok',
    database_text: '',
    settled: '40',
  };
  /** What the next test says; all passed if it is empty. */
  failing: { readonly step: string; readonly reason: string; readonly text: string } | undefined;
  #token: { readonly text: string; readonly settings: string } | undefined;

  async get(payload: Element, { to = '' }: IqOptions = {}): Promise<IqAnswer> {
    const error = this.#error('disco');
    if (error) return error;
    if (to === this.domain && payload.attrs.xmlns === NS.discoItems) {
      const items = this.items.map((jid) => xml('item', { jid }));
      return result(to, xml('query', { xmlns: NS.discoItems }, items));
    }
    const features = to === this.domain ? [] : this.services.get(to);
    if (!features) return { ok: false, condition: 'remote-server-not-found' };
    if (payload.attrs.xmlns === NS.version)
      return result(to, xml('query', { xmlns: NS.version }, xml('name', {}, 'Prosody')));
    const told = features.map((feature) => xml('feature', { var: feature }));
    return result(to, xml('query', { xmlns: NS.discoInfo }, told));
  }

  async set(payload: Element, { to = '' }: IqOptions = {}): Promise<IqAnswer> {
    const name = (payload.attrs.node ?? '').replace(`${NS_ARCHIVER}#`, '');
    this.called.set(name, (this.called.get(name) ?? 0) + 1);
    const form = payload.getChild('x', NS.dataForms);
    const given = form ? formFields(form).map(({ name: field, values }) => [field, values] as const) : [];
    const values: Values = Object.fromEntries(given.filter(([field]) => field !== 'FORM_TYPE'));
    if (!['status', 'endpoints', 'assignments'].includes(name)) this.did.push({ name, values });
    await this.held;
    const error = this.#error(name);
    if (error) return error;
    if (!this.services.has(to)) return { ok: false, condition: 'remote-server-timeout' };
    const prepared = this.replies.get(name);
    this.replies.delete(name);
    return result(to, written(payload.attrs.node ?? '', prepared ?? this.#answer(name, values)));
  }

  onPubsubEvent(): void {
    return;
  }

  async online(): Promise<void> {
    return;
  }

  /** An endpoint that is there from the beginning. */
  add(fields: Row, state: Row = {}): this {
    const { name = '' } = fields;
    this.endpoints.set(name, fields);
    this.states.set(name, { state: 'delivering', delivered: '0', cursor: '40', ...state });
    return this;
  }

  #error(name: string): IqAnswer | undefined {
    if (!this.isOnline) return { ok: false, condition: 'disconnected' };
    const condition = this.errors.get(name) ?? (name === 'disco' ? undefined : this.errors.get('all'));
    return condition === undefined ? undefined : { ok: false, condition };
  }

  #answer(name: string, values: Values): Reply {
    switch (name) {
      case 'status': {
        const rows = [...this.endpoints.values()].map(({ name: one = '', type = '' }) => ({
          name: one,
          type,
          ...this.states.get(one),
        }));
        return { fields: this.status, columns: STATUS_COLUMNS, rows };
      }
      case 'endpoints': {
        const count = (one: string): string => String([...this.people.values()].filter((on) => on === one).length);
        const rows = [...this.endpoints.values()].map((one) => ({ ...one, people: count(one.name ?? '') }));
        return { columns: ENDPOINT_COLUMNS, rows };
      }
      case 'test':
        return this.#test(values);
      case 'save':
        return this.#save(values);
      case 'remove':
        return this.#remove(values);
      case 'assign':
        return this.#assign(values);
      case 'assignments':
        return this.#assignments(values);
      default:
        return mistake('name', 'There is no such command.');
    }
  }

  #test(values: Values): Reply {
    if (values.type?.[0] === 'smtp' && !values.recipient?.[0]) {
      return mistake('recipient', 'Fill this in: a mail address, as in archive@example.com');
    }
    const columns = ['step', 'result', 'reason', 'text'];
    const { failing } = this;
    if (failing) {
      const rows = [
        { step: 'host', result: 'passed', text: 'The host is known.' },
        { result: 'failed', ...failing },
        { step: 'delivery', result: 'not-run', text: '' },
      ];
      return { fields: { passed: '0' }, columns, rows };
    }
    this.#token = { text: `token-${this.did.length}`, settings: settingsOf(values) };
    const rows = [
      { step: 'host', result: 'passed', text: 'The host is known.' },
      { step: 'delivery', result: 'passed', text: 'A test message was taken.' },
    ];
    return { fields: { passed: '1', token: this.#token.text }, columns, rows };
  }

  #save(values: Values): Reply {
    if (values.token?.[0] !== this.#token?.text || settingsOf(values) !== this.#token?.settings) {
      return mistake('token', 'Something was changed since the test. Test it again.');
    }
    const plain = Object.entries(values).filter(([field]) => !SECRETS.includes(field) && field !== 'token');
    const before = this.endpoints.get(values.name?.[0] ?? '');
    const has = SECRETS.map((field) => [
      `has_${field}`,
      values[field] ? flag(values[field]) : (before?.[`has_${field}`] ?? '0'),
    ]);
    const fields = Object.fromEntries([...plain.map(([field, [value = '']]) => [field, value]), ...has]) as Row;
    this.endpoints.set(fields.name ?? '', fields);
    if (!before) this.states.set(fields.name ?? '', { state: 'starting' });
    return info('It is saved, and in use.');
  }

  #remove({ name: [name = ''] = [], discard }: Values): Reply {
    if (this.everybody === name)
      return mistake('name', 'It is the one for everybody. Choose another one for that first.');
    const isBehind = Number(this.states.get(name)?.cursor ?? 0) < Number(this.status.settled);
    if (isBehind && discard?.[0] !== '1') {
      return mistake('discard', 'Messages may still wait for it. Wait until they are delivered, or discard them.');
    }
    this.endpoints.delete(name);
    return info('It is removed.');
  }

  #assign({ endpoint: [endpoint = ''] = [], jids = [], everybody }: Values): Reply {
    const foreign = jids.filter((jid) => !jid.endsWith(`@${DOMAIN}`));
    if (foreign.length > 0) return mistake('jids', `“${foreign.join()}” is nobody of ${DOMAIN}.`);
    if (everybody) this.everybody = endpoint;
    for (const jid of jids) {
      if (endpoint === 'default') this.people.delete(jid);
      else this.people.set(jid, endpoint);
    }
    return info('It holds from now on.');
  }

  #assignments({ after: [after = ''] = [], limit: [limit = '1000'] = [] }: Values): Reply {
    const all = [...this.people].map(([jid, endpoint]) => ({ jid, endpoint })).filter(({ jid }) => jid > after);
    const sorted = all.sort((a, b) => (a.jid < b.jid ? -1 : 1));
    const fields = { everybody: this.everybody, more: sorted.length > Number(limit) ? '1' : '0' };
    return { fields, columns: ['jid', 'endpoint'], rows: sorted.slice(0, Number(limit)) };
  }
}

export function mistake(field: string, text: string): Reply {
  return { columns: ['field', 'text'], rows: [{ field, text }], note: { type: 'error', text: `${field}: ${text}` } };
}

function info(text: string): Reply {
  return { note: { type: 'info', text } };
}

function flag([value = '']: readonly string[]): string {
  return value === '' ? '0' : '1';
}

function settingsOf(values: Values): string {
  const settings = Object.entries(values).filter(([field]) => field !== 'token' && field !== 'start');
  return JSON.stringify(settings.sort());
}

/** A command that is done, with its form as the archiver writes it. */
function written(node: string, { fields = {}, columns = [], rows = [], note }: Reply): Element {
  const field = (name: string, value: string): Element => xml('field', { var: name }, xml('value', {}, value));
  const reported = xml('reported', {}, columns.map((name) => xml('field', { var: name }))); // prettier-ignore
  const form = xml(
    'x',
    { xmlns: NS.dataForms, type: 'result' },
    xml('field', { var: 'FORM_TYPE', type: 'hidden' }, xml('value', {}, node)),
    Object.entries(fields).map(([name, value]) => field(name, value)),
    columns.length > 0 && reported,
    rows.map((row) => xml('item', {}, columns.map((name) => field(name, row[name] ?? '')))), // prettier-ignore
  );
  const hasForm = columns.length > 0 || Object.keys(fields).length > 0;
  return xml(
    'command',
    { xmlns: NS.commands, node, sessionid: 's', status: 'completed' },
    note && xml('note', { type: note.type }, note.text),
    hasForm && form,
  );
}

function result(from: string, payload: Element): IqAnswer {
  return { ok: true, stanza: xml('iq', { type: 'result', from }, payload) };
}
