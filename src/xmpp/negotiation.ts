/**
 * Signs a connection in with what is taken of xmpp.js: stream features, SASL, SASL2, Bind 2, FAST, resource
 * binding and stream management. Beyond what the library does:
 *
 * - what a server proves at the end of SASL is checked (it never looks), and until then nothing else is done
 *   (it would bind a resource without);
 * - `see-other-host` is an error, not a place to go;
 * - there are no mechanisms but ours.
 */
import { xml as ownXml, type Element } from './element.js';
import { NS } from './ns.js';
import type { Connection } from './rfc7395-connection.js';
import { saslFactory, saslFinal, type Mechanism, type SaslChoice } from './sasl.js';
import { useTokens, type FastOptions } from './xep0484-fast.js';
import {
  bind2,
  resourceBinding,
  sasl,
  sasl2,
  streamFeatures,
  streamManagement,
  xml,
  type Handler,
  type Middleware,
  type OnAuthenticate,
  type StreamManagement,
} from './xmpp-js.js';

export interface NegotiationOptions extends FastOptions {
  readonly resource: string;
  readonly deviceId: string;
  /** SASL mechanisms that we can do, the strongest first. */
  readonly mechanisms: readonly string[];
  /** Chooses among those of our mechanisms that the server offers. */
  readonly choose: (offered: readonly string[]) => Promise<SaslChoice>;
}

/** The server ended SASL with success but could not prove that it knows the password or the token. */
export class NotGenuine extends Error {
  override readonly name = 'NotGenuine';
}

/** The server wants to go on without SASL, in which it would have to prove who it is. */
export class NoSasl extends Error {
  override readonly name = 'NoSasl';
}

/** The server told us to go elsewhere (RFC 6120 §4.9.3.19). Whoever says so may not be our server. */
export class SentElsewhere extends Error {
  override readonly name = 'SentElsewhere';
}

/** The server ended the stream (RFC 6120 §4.9). */
export class StreamError extends Error {
  override readonly name = 'StreamError';
  readonly condition: string;
  constructor(condition: string) {
    super(condition);
    this.condition = condition;
  }
}

export class Negotiation {
  readonly streamManagement: StreamManagement;
  readonly #connection: Connection;
  readonly #handlers: Handler[] = [];
  #choice: SaslChoice = { wantToken: false };
  #mechanism: Mechanism | undefined;
  #isGenuine = false;
  #bound: { resolve(bind: Element): void; reject(error: Error): void } | undefined;

  constructor(connection: Connection, options: NegotiationOptions) {
    this.#connection = connection;
    const middleware: Middleware = {
      use: (handler) => this.#handlers.push(handler),
      filter: (handler) =>
        connection.on('send', (stanza: Element) => void handler({ stanza, entity: connection }, async () => undefined)),
    };
    const parts = {
      entity: connection,
      middleware,
      streamFeatures: streamFeatures({ middleware }),
      saslFactory: saslFactory(options.mechanisms, () => this.#begin(this.#choice.mechanism)),
      iqCaller: { set: (bind: Element) => this.#bind(bind) },
    };
    const userAgent = xml('user-agent', { id: options.deviceId }, xml('software', {}, 'im-contact-requests'));
    const authenticate: OnAuthenticate = async (proceed, offered) => {
      this.#choice = await options.choose(offered);
      await proceed({}, this.#choice.mechanism?.name, userAgent);
    };
    // The order is the one in which the library looks for what a server offers.
    const bySasl2 = sasl2(parts, authenticate);
    useTokens(
      bySasl2,
      options,
      () => this.#choice,
      (mechanism) => this.#begin(mechanism),
    );
    const byBind2 = bind2({ ...parts, sasl2: bySasl2 }, options.resource);
    sasl(parts, authenticate);
    this.streamManagement = streamManagement({ ...parts, sasl2: bySasl2, bind2: byBind2 });
    resourceBinding(parts, options.resource);
    // A mechanism holds the password, or what stands for it.
    const forget = (): void => {
      this.#choice = { wantToken: false };
      this.#mechanism = undefined;
    };
    connection.on('online', forget);
    this.streamManagement.on('resumed', forget);
  }

  /** Takes what is no stanza, and each IQ before a resource is bound. */
  take(element: Element): void {
    if (element.is('error', NS.stream)) return this.#fail(streamError(element));
    const final = saslFinal(element);
    if (final) this.#isGenuine = this.#mechanism?.isGenuine(final.data) ?? false;
    if (final && !this.#isGenuine) return this.#fail(new NotGenuine());
    if (!this.#isGenuine && element.is('features', NS.stream) && !offersSasl(element)) return this.#fail(new NoSasl());
    if (element.name === 'iq') return this.#takeAnswer(element);
    this.#handle(element, 0).catch((error: unknown) => this.#connection.emit('error', error));
    this.#connection.emit('nonza', element);
  }

  async #handle(stanza: Element, index: number): Promise<unknown> {
    return this.#handlers[index]?.({ stanza, entity: this.#connection }, () => this.#handle(stanza, index + 1));
  }

  #begin<M extends Mechanism | undefined>(mechanism: M): M {
    this.#mechanism = mechanism;
    return mechanism;
  }

  #bind(bind: Element): Promise<Element> {
    return new Promise((resolve, reject) => {
      this.#bound = { resolve, reject };
      this.#connection.send(ownXml('iq', { type: 'set', id: 'bind' }, bind)).catch(reject);
    });
  }

  #takeAnswer(iq: Element): void {
    if (iq.attrs.id !== 'bind') return;
    // RFC 6120 §8.3.1: an error may hold what we sent.
    const bind = iq.attrs.type === 'result' && iq.getChild('bind', NS.bind);
    if (bind) this.#bound?.resolve(bind);
    else this.#bound?.reject(new Error('no resource was bound'));
  }

  #fail(error: Error): void {
    this.#connection.emit('error', error);
  }
}

function streamError(element: Element): Error {
  const [condition] = element.getChildElements();
  if (condition?.name === 'see-other-host') return new SentElsewhere();
  return new StreamError(condition?.name ?? 'undefined-condition');
}

/** Where it is offered the library looks at nothing else (RFC 6120 §6.4.1, XEP-0388 §2.1). */
function offersSasl(features: Element): boolean {
  return Boolean(features.getChild('mechanisms', NS.sasl) ?? features.getChild('authentication', NS.sasl2));
}
