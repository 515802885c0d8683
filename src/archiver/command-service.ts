/**
 * Ad-hoc commands (XEP-0050) of the component, which only administrators may call; what these are, `commands.ts` says. Each is done in one
 * step by whoever sends its form at once, and in two by whoever asks for the form first.
 *
 * | what | answer |
 * |---|---|
 * | it is done | status `completed`, and a note or a form |
 * | mistakes in the form | the same, a note of type `error`, and a row for each: `field` `text` |
 * | it could not be done | the same, with fields `reason` and `text` |
 * | whoever asks is no administrator | `forbidden` (RFC 6120) |
 * | there is no such command | `item-not-found` |
 * | it is no command, or another action than `execute`, `next`, `complete` and `cancel` | `bad-request` |
 */
import { bareJid, type BareJid } from '../core/jid.js';
import { NS_ARCHIVER } from '../xmpp/archiver-commands.js';
import { xml, type Element } from '../xmpp/element.js';
import { NS } from '../xmpp/ns.js';
import { formFields } from '../xmpp/xep0004-data-forms.js';
import type { FieldMistake, FieldValues } from './endpoint.js';
import { questionForm, resultForm, type QuestionField, type ResultContent } from './result-form.js';
import { faultText, type Fault } from './result.js';
import { stanzaError } from './xep0114-component.js';

export type Outcome =
  | { readonly note: string; readonly content?: ResultContent }
  | { readonly mistakes: readonly FieldMistake[] }
  | { readonly fault: Fault };

export interface Command {
  /** For people. */
  readonly name: string;
  /** None: it is done at once. */
  readonly fields: readonly QuestionField[];
  readonly perform: (values: FieldValues) => Promise<Outcome>;
}

export interface CommandServiceParts {
  /** By the node of each. */
  readonly commands: ReadonlyMap<string, Command>;
  readonly administrators: readonly BareJid[];
  /** A text that nobody can guess. */
  readonly random: () => string;
  /** Told of what should not have happened. */
  readonly report: (error: unknown) => void;
}

const MISTAKES = ['field', 'text'];

export class CommandService {
  readonly #parts: CommandServiceParts;

  constructor(parts: CommandServiceParts) {
    this.#parts = parts;
  }

  /** Answers a request: the payload of its result, or an error. */
  async answer(iq: Element): Promise<Element | undefined> {
    try {
      return await this.#answer(iq);
    } catch (error) {
      this.#parts.report(error);
      return stanzaError('wait', 'internal-server-error');
    }
  }

  async #answer(iq: Element): Promise<Element | undefined> {
    const [payload] = iq.getChildElements();
    const from = bareJid(iq.attrs.from ?? '');
    const isAdministrator = from !== undefined && this.#parts.administrators.includes(from);
    const [type, namespace] = [iq.attrs.type, payload?.getNS()];
    if (type === 'get' && namespace === NS.ping) return undefined;
    if (type === 'get' && namespace === NS.discoInfo) return this.#info(payload?.attrs.node);
    if (type === 'get' && namespace === NS.discoItems)
      return this.#items(payload?.attrs.node, iq.attrs.to ?? '', isAdministrator);
    if (type !== 'set' || !payload?.is('command', NS.commands)) return stanzaError('cancel', 'service-unavailable');
    if (!isAdministrator) return stanzaError('auth', 'forbidden');
    return this.#step(payload);
  }

  async #step(step: Element): Promise<Element> {
    const { node = '', action = 'execute', sessionid = this.#parts.random() } = step.attrs;
    const command = this.#parts.commands.get(node);
    if (!command) return stanzaError('cancel', 'item-not-found');
    if (action === 'cancel') return xml('command', { xmlns: NS.commands, node, sessionid, status: 'canceled' });
    if (!['execute', 'next', 'complete'].includes(action))
      return stanzaError('modify', 'bad-request', 'Unknown action.');
    const form = step.getChild('x', NS.dataForms);
    if (!form && command.fields.length > 0) {
      const actions = xml('actions', { execute: 'complete' }, xml('complete'));
      const asked = questionForm(node, command.name, command.fields);
      return xml('command', { xmlns: NS.commands, node, sessionid, status: 'executing' }, actions, asked);
    }
    const values = new Map((form ? formFields(form) : []).map(({ name, values: given }) => [name, given]));
    const outcome = await command.perform(values);
    const { note, content } = told(outcome);
    return xml(
      'command',
      { xmlns: NS.commands, node, sessionid, status: 'completed' },
      note === '' ? undefined : xml('note', { type: 'note' in outcome ? 'info' : 'error' }, note),
      content ? resultForm(node, content) : undefined,
    );
  }

  #info(node: string | undefined): Element {
    const command = node === undefined ? undefined : this.#parts.commands.get(node);
    if (node !== undefined && node !== NS.commands && !command) return stanzaError('cancel', 'item-not-found');
    const type = command ? 'command-node' : 'command-list';
    const features = [NS.discoInfo, NS.discoItems, NS.commands, NS.ping, NS_ARCHIVER];
    return xml(
      'query',
      { xmlns: NS.discoInfo, node },
      xml('identity', { category: 'automation', type, name: command?.name ?? 'Archiver' }),
      (command ? [NS.commands, NS.dataForms] : features).map((feature) => xml('feature', { var: feature })),
    );
  }

  #items(node: string | undefined, jid: string, isAdministrator: boolean): Element {
    if (node !== NS.commands) return xml('query', { xmlns: NS.discoItems, node });
    if (!isAdministrator) return stanzaError('auth', 'forbidden');
    const items = [...this.#parts.commands].map(([name, command]) =>
      xml('item', { jid, node: name, name: command.name }),
    );
    return xml('query', { xmlns: NS.discoItems, node }, items);
  }
}

function told(outcome: Outcome): { readonly note: string; readonly content: ResultContent | undefined } {
  if ('note' in outcome) return { note: outcome.note, content: outcome.content };
  if ('mistakes' in outcome) {
    const rows = outcome.mistakes.map(({ field, text }) => ({ field, text }));
    return {
      note: rows.map(({ field, text }) => `${field}: ${text}`).join('\n'),
      content: { columns: MISTAKES, rows },
    };
  }
  const text = faultText(outcome.fault);
  return { note: text, content: { fields: { reason: outcome.fault.reason, text } } };
}
