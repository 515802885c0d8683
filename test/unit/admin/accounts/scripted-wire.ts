/** A wire at whose other end a test answers. */
import type { AdminWire } from '../../../../src/admin/wire.js';
import type { BareJid, Domain } from '../../../../src/core/jid.js';
import { xml, type Element } from '../../../../src/xmpp/element.js';
import type { IqAnswer, IqOptions } from '../../../../src/xmpp/iq.js';
import { NS } from '../../../../src/xmpp/ns.js';

/** What is answered: a payload, or the condition of an error. */
export type Script = (payload: Element, type: 'get' | 'set') => Element | string;

export class ScriptedWire implements AdminWire {
  readonly account = 'admin@example.com' as BareJid;
  readonly domain = 'example.com' as Domain;
  readonly jid = 'admin@example.com/1';
  readonly isOnline = true;
  readonly asked: Element[] = [];
  readonly #script: Script;

  constructor(script: Script) {
    this.#script = script;
  }

  get(payload: Element, options?: IqOptions): Promise<IqAnswer> {
    return this.#answer(payload, 'get', options);
  }

  set(payload: Element, options?: IqOptions): Promise<IqAnswer> {
    return this.#answer(payload, 'set', options);
  }

  onPubsubEvent(): void {
    return;
  }

  async online(): Promise<void> {
    return;
  }

  /** The steps of commands that were taken: node and action. */
  get steps(): readonly string[] {
    return this.asked
      .filter((payload) => payload.is('command', NS.commands))
      .map(({ attrs }) => `${attrs.action ?? ''} ${(attrs.node ?? '').replace(/^.*#/, '')}`);
  }

  async #answer(payload: Element, type: 'get' | 'set', options: IqOptions | undefined): Promise<IqAnswer> {
    if (options?.to === undefined) throw new Error('asked of nobody');
    this.asked.push(payload);
    const answer = this.#script(payload, type);
    if (typeof answer === 'string') return { ok: false, condition: answer };
    return { ok: true, stanza: xml('iq', { type: 'result', from: options.to }, answer) };
  }
}

/** The answer to a step of a command. */
export function reply(
  payload: Element,
  status: 'executing' | 'completed' | 'canceled',
  ...children: readonly (Element | false)[]
): Element {
  return xml('command', { xmlns: NS.commands, node: payload.attrs.node, sessionid: 's', status }, children);
}

/** A form with fields that are to be filled in. */
export function formOf(...names: readonly string[]): Element {
  return xml(
    'x',
    { xmlns: NS.dataForms, type: 'form' },
    names.map((name) => xml('field', { var: name, type: 'text-single' })),
  );
}
