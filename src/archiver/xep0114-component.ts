/**
 * An external component (XEP-0114): it is sent what is for its domain, with addresses that the server vouches for, and
 * answers requests (IQ). It connects again whenever the connection ends; what it does beside is not held up by that.
 */
import { createHash } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { backoff } from '../core/backoff.js';
import { xml, type Element } from '../xmpp/element.js';
import { parseFrame } from '../xmpp/frame-parser.js';
import { NS } from '../xmpp/ns.js';
import { errorCode } from './durable-file.js';
import type { Fault } from './result.js';
import { StanzaSplitter, type StreamPart } from './stanza-splitter.js';
import { wait } from './wait.js';

export interface ComponentParts {
  readonly name: string;
  readonly host: string;
  readonly port: number;
  readonly secret: string;
  /** Answers a request of type get or set: the payload of the result, or an error (`stanzaError`). */
  readonly answer: (iq: Element) => Promise<Element | undefined>;
  /** Told when it is connected, and why it is not. */
  readonly changed: (state: ComponentState) => void;
  /** From [0, 1). */
  readonly random: () => number;
}

export type ComponentState = { readonly connected: true } | { readonly connected: false; readonly fault: Fault };

const COMPONENT = 'jabber:component:accept';
/** Milliseconds between the connection and its being accepted. */
const PATIENCE = 15_000;
const KEEP_ALIVE = 30_000;

export class Component {
  readonly #parts: ComponentParts;

  constructor(parts: ComponentParts) {
    this.#parts = parts;
  }

  /** Stays connected until told to stop. */
  async run(signal: AbortSignal): Promise<void> {
    for (let attempts = 1; !signal.aborted; attempts++) {
      const ended = await this.#connection(signal);
      if (!ended) return;
      const { wasConnected, fault } = ended;
      this.#parts.changed({ connected: false, fault });
      if (wasConnected) attempts = 1;
      await wait(backoff(attempts, this.#parts.random()), signal);
    }
  }

  /** One connection, from its beginning to its end; undefined if it ended because it was told to. */
  #connection(signal: AbortSignal): Promise<{ readonly wasConnected: boolean; readonly fault: Fault } | undefined> {
    const { name, host, port, secret } = this.#parts;
    const place = `${host}:${port}`;
    return new Promise((resolve) => {
      const socket = connect(port, host);
      const splitter = new StanzaSplitter();
      let isAccepted = false;
      let fault: Fault = { reason: 'server-unreachable', detail: place };
      const end = (): void => void socket.destroy();
      const tooLate = setTimeout(end, PATIENCE);
      const take = (part: StreamPart): void => {
        if (part.part === 'closed') {
          fault = { reason: isAccepted ? 'server-unreachable' : 'server-refused', detail: `${place} (${part.reason})` };
          end();
        } else if (part.part === 'opened') {
          const handshake = createHash('sha1').update(`${part.id}${secret}`).digest('hex');
          socket.write(`<handshake>${handshake}</handshake>`);
        } else if (isAccepted) {
          void this.#take(part.text, socket);
        } else if (part.text.startsWith('<handshake')) {
          isAccepted = true;
          clearTimeout(tooLate);
          this.#parts.changed({ connected: true });
        } else {
          end();
        }
      };
      signal.addEventListener('abort', end, { once: true });
      socket.setEncoding('utf8');
      socket.setKeepAlive(true, KEEP_ALIVE);
      socket.on('connect', () => {
        socket.write(`<stream:stream xmlns="${COMPONENT}" xmlns:stream="${NS.stream}" to="${name}">`);
      });
      socket.on('data', (text: string) => splitter.push(text).forEach(take));
      socket.on('end', end);
      socket.on(
        'error',
        (error) => (fault = { reason: 'server-unreachable', detail: `${place} (${errorCode(error)})` }),
      );
      socket.on('close', () => {
        clearTimeout(tooLate);
        signal.removeEventListener('abort', end);
        resolve(signal.aborted ? undefined : { wasConnected: isAccepted, fault });
      });
    });
  }

  async #take(text: string, socket: Socket): Promise<void> {
    const frame = parseFrame(text);
    if (!frame.ok || frame.element.getName() !== 'iq') return;
    const { type, id, from, to } = frame.element.attrs;
    if ((type !== 'get' && type !== 'set') || from === undefined || to === undefined) return;
    const payload = await this.#parts.answer(frame.element);
    const isError = payload?.getName() === 'error';
    const answer = xml('iq', { type: isError ? 'error' : 'result', id, from: to, to: from }, payload);
    if (!socket.destroyed) socket.write(answer.toString());
  }
}

/** An error of a stanza (RFC 6120 §8.3). */
export function stanzaError(type: 'auth' | 'cancel' | 'modify' | 'wait', condition: string, text?: string): Element {
  return xml(
    'error',
    { type },
    xml(condition, { xmlns: NS.stanzaErrors }),
    text === undefined ? undefined : xml('text', { xmlns: NS.stanzaErrors, 'xml:lang': 'en' }, text),
  );
}
