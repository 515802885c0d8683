/**
 * Requests by IQ (RFC 6120 §8.2.3) and their answers. An answer settles a request only if it comes
 * from whom we asked; what is still open when the stream ends is rejected at once.
 */
import { parseJid, type BareJid } from '../core/jid.js';
import { errorCondition } from './rfc6120-error.js';
import { xml, type Element } from './element.js';

/** An answer: the `result` stanza, or the condition of the error; `timeout` and `disconnected` are ours. */
export type IqAnswer =
  { readonly ok: true; readonly stanza: Element } | { readonly ok: false; readonly condition: string };

interface Open {
  readonly to: string | undefined;
  readonly settle: (answer: IqAnswer) => void;
  readonly timer: ReturnType<typeof setTimeout>;
}

export interface IqOptions {
  /** Whom to ask; our own account if left out. */
  readonly to?: string;
  /** Milliseconds. */
  readonly timeout?: number;
}

const TIMEOUT = 20_000;

export class IqTable {
  readonly #open = new Map<string, Open>();
  readonly #account: BareJid;
  readonly #send: (stanza: Element) => void;
  #ended = false;

  constructor(account: BareJid, send: (stanza: Element) => void) {
    this.#account = account;
    this.#send = send;
  }

  get(payload: Element, options: IqOptions = {}): Promise<IqAnswer> {
    return this.#request('get', payload, options);
  }

  set(payload: Element, options: IqOptions = {}): Promise<IqAnswer> {
    return this.#request('set', payload, options);
  }

  /** Takes a stanza that may be an answer. False if it answers nothing that we asked. */
  settle(stanza: Element): boolean {
    const { id, from, type } = stanza.attrs;
    const open = id === undefined ? undefined : this.#open.get(id);
    if (id === undefined || !open || !this.#isFrom(from, open.to)) return false;
    this.#open.delete(id);
    clearTimeout(open.timer);
    open.settle(type === 'result' ? { ok: true, stanza } : { ok: false, condition: errorCondition(stanza) });
    return true;
  }

  /** The stream ended: nobody answers any more, neither what is open nor what somebody may still ask. */
  rejectAll(): void {
    this.#ended = true;
    for (const [id, open] of this.#open) {
      this.#open.delete(id);
      clearTimeout(open.timer);
      open.settle({ ok: false, condition: 'disconnected' });
    }
  }

  #request(type: 'get' | 'set', payload: Element, { to, timeout = TIMEOUT }: IqOptions): Promise<IqAnswer> {
    if (this.#ended) return Promise.resolve({ ok: false, condition: 'disconnected' });
    const id = crypto.randomUUID();
    return new Promise((settle) => {
      const timer = setTimeout(() => {
        this.#open.delete(id);
        settle({ ok: false, condition: 'timeout' });
      }, timeout);
      this.#open.set(id, { to, settle, timer });
      this.#send(xml('iq', { type, id, to }, payload));
    });
  }

  /** RFC 6120 §8.1.2.1: our server answers for our account without `from`, or with our bare JID. */
  #isFrom(from: string | undefined, to: string | undefined): boolean {
    if (to !== undefined && to !== this.#account) return sameAddress(from ?? '', to);
    return from === undefined || from === this.#account;
  }
}

function sameAddress(a: string, b: string): boolean {
  if (a === b) return true;
  const left = parseJid(a);
  const right = parseJid(b);
  return left !== undefined && left.bare === right?.bare && left.resource === right.resource;
}
