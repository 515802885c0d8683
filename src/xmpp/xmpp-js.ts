/**
 * The one file that imports xmpp.js. It takes from the library what is tedious and settled (the
 * WebSocket binding, stream features, SASL, SASL2, Bind 2, FAST, stream management), and closes
 * what version 0.14.0 leaves open:
 *
 * - a parser of ours in place of its own (see `frame-parser.ts`);
 * - once a resource is bound, stanzas go to us alone: its middleware throws on addresses it cannot
 *   parse, answers strangers with their own payload, and matches IQ answers without looking at who sent them;
 * - `see-other-host` is an error, not a place to go;
 * - no PLAIN and ANONYMOUS of its own; what a server proves at the end of SASL is checked (it never looks);
 * - it does not reconnect by itself (its reconnect hangs when a server never answers);
 * - nothing that XML forbids is sent.
 */
import {
  client,
  xml,
  type Client,
  type FastToken,
  type SaslFactory,
  type SaslMechanism,
  type XmlElement,
} from '@xmpp/client';
import { validXmlText } from './characters.js';
import { NS } from './ns.js';

export { xml, type FastToken };
export const Element = xml.Element;
export type Element = XmlElement;

/** One SASL exchange. What is sent and received is octets; the base64 around them is the library's. */
export interface Mechanism {
  readonly name: string;
  /** The initial response. */
  start(): Promise<Uint8Array>;
  respond(challenge: Uint8Array): Promise<Uint8Array>;
  /** Whether what the server sent with `success` proves that it is the one it claims to be. */
  isGenuine(final: Uint8Array | undefined): boolean;
}

/** How to sign in: with a token if there is one, else, or if it is refused, with a mechanism. */
export interface SaslChoice {
  readonly mechanism?: Mechanism;
  readonly token?: { readonly value: FastToken; readonly mechanism: Mechanism };
  /** Ask the server for a token (XEP-0484) to sign in with next time. */
  readonly wantToken: boolean;
}

export interface EntityOptions {
  readonly service: string;
  readonly domain: string;
  readonly username: string;
  readonly resource: string;
  readonly deviceId: string;
  /** Milliseconds for the stream header, and for a clean close. */
  readonly timeout: number;
  /** SASL mechanisms that we can do, the strongest first, and the one for tokens. */
  readonly mechanisms: readonly string[];
  readonly tokenMechanism: string;
  /** Sign in with the token for the last time: the server forgets it (XEP-0484 §3.6). */
  readonly revokeToken?: boolean;
  /** Chooses among those of our mechanisms that the server offers. */
  readonly choose: (offered: readonly string[]) => Promise<SaslChoice>;
  /** Reads one frame; undefined if it is to be passed over. */
  readonly parse: (frame: string) => Element | undefined;
  /** A stanza, once a resource is bound. Must not throw. */
  readonly onStanza: (stanza: Element) => void;
  /** Anything else that arrives, and each IQ before a resource is bound. */
  readonly onNonza: (element: Element) => void;
  readonly onTokenSaved: (token: FastToken) => void;
  readonly onTokenRefused: () => void;
}

/** The server ended SASL with success but could not prove that it knows the password or the token. */
export class NotGenuine extends Error {
  override readonly name = 'NotGenuine';
}

/** The server told us to go elsewhere (RFC 6120 §4.9.3.19). Whoever says so may not be our server. */
export class SentElsewhere extends Error {
  override readonly name = 'SentElsewhere';
}

export type Entity = Client;

/** An xmpp.js client that has not connected yet, with the above put right. */
export function createEntity(options: EntityOptions): Entity {
  let choice: SaslChoice = { wantToken: false };
  let current: Mechanism | undefined;
  const begin = (mechanism: Mechanism | undefined): Mechanism | undefined => (current = mechanism);
  const userAgent = xml('user-agent', { id: options.deviceId }, xml('software', {}, 'im-contact-requests'));

  const entity = client({
    service: options.service,
    domain: options.domain,
    timeout: options.timeout,
    resource: options.resource,
    userAgent,
    credentials: async (authenticate, offered, fast) => {
      choice = await options.choose(offered);
      if (fast && !choice.wantToken && !choice.token) fast.mechanism = null;
      const credentials = { username: options.username, token: choice.token?.value };
      await authenticate(credentials, choice.mechanism?.name, userAgent);
    },
  });
  entity.reconnect.stop();
  // FAST wants to know from the stream header on who we are; the library says so over secure links only.
  entity._jid(`${options.username}@${options.domain}`);
  registerMechanisms(entity.saslFactory, options.mechanisms, () => begin(choice.mechanism));
  registerMechanisms(entity.fast.saslFactory, [options.tokenMechanism], () => begin(choice.token?.mechanism));
  entity.fast.saveToken = async (token) => options.onTokenSaved(token);
  entity.fast.deleteToken = async () => options.onTokenRefused();
  replaceParser(entity, options.parse);
  refuseOtherHosts(entity);
  sendValidTextOnly(entity);
  if (options.revokeToken) revokeToken(entity);
  routeElements(entity, options, (final) => current?.isGenuine(final) ?? false);
  return entity;
}

function registerMechanisms(factory: SaslFactory, names: readonly string[], begin: () => Mechanism | undefined): void {
  factory._mechs.length = 0;
  for (const name of names) factory.use(name, mechanismClass(name, begin));
}

/** The library makes its mechanisms itself, by `new`, and hands over octets as Latin-1 text. */
function mechanismClass(name: string, begin: () => Mechanism | undefined): new () => SaslMechanism {
  return class {
    readonly name = name;
    readonly clientFirst = true;
    readonly #mechanism = begin();
    #challenge: Uint8Array | undefined;

    challenge(text: string): void {
      this.#challenge = latin1ToOctets(text);
    }

    async response(): Promise<string> {
      const mechanism = this.#mechanism;
      if (!mechanism) throw new Error(`${name} was not chosen`);
      const octets = this.#challenge ? mechanism.respond(this.#challenge) : mechanism.start();
      return octetsToLatin1(await octets);
    }
  };
}

function replaceParser(entity: Entity, parse: EntityOptions['parse']): void {
  class FrameReader extends xml.Parser {
    override write(frame: string): void {
      const element = parse(frame);
      if (!element) return;
      if (element.is('open', NS.framing)) this.emit('start', element);
      else if (element.is('close', NS.framing)) this.emit('end', element);
      else this.emit('element', element);
    }
  }
  // The library keeps the parser on the prototype of the transport, which all its clients share.
  entity.transports = entity.transports.map((Transport) => {
    class Framed extends Transport {}
    Framed.prototype.Parser = FrameReader;
    return Framed;
  });
}

function refuseOtherHosts(entity: Entity): void {
  entity._onSeeOtherHost = () => {
    entity.emit('error', new SentElsewhere());
  };
}

function sendValidTextOnly(entity: Entity): void {
  const write = entity.write.bind(entity);
  entity.write = (text) => write(validXmlText(text));
}

function revokeToken(entity: Entity): void {
  const send = entity.send.bind(entity);
  entity.send = (element) => {
    const fast = element.is('authenticate', NS.sasl2) ? element.getChild('fast', NS.fast) : undefined;
    if (fast) fast.attrs.invalidate = 'true';
    return send(element);
  };
}

function routeElements(entity: Entity, options: EntityOptions, isGenuine: Mechanism['isGenuine']): void {
  const toLibrary = entity._onElement.bind(entity);
  entity._onElement = (element) => {
    // RFC 7395 §3.3.3: what only has the name of a stanza is none, and nothing that the library should count.
    if (isStanza(element) && element.getNS() !== NS.client) return;
    if (isStanza(element) && (entity.status === 'online' || element.name !== 'iq')) {
      options.onStanza(element);
      return;
    }
    const final = saslFinal(element);
    if (final && !isGenuine(final.data)) {
      entity.emit('error', new NotGenuine());
      return;
    }
    options.onNonza(element);
    toLibrary(element);
  };
}

/** RFC 6120 §8 */
export function isStanza(element: Element): boolean {
  return element.name === 'message' || element.name === 'presence' || element.name === 'iq';
}

/** What came with the end of SASL: in the success itself (RFC 6120 §6.3.10), or beside it (XEP-0388 §2.6). */
function saslFinal(element: Element): { readonly data: Uint8Array | undefined } | undefined {
  if (element.is('success', NS.sasl)) return { data: decodeBase64(element.text()) };
  if (element.is('success', NS.sasl2)) return { data: decodeBase64(element.getChildText('additional-data') ?? '') };
  return undefined;
}

function decodeBase64(text: string): Uint8Array | undefined {
  if (text === '' || text === '=') return undefined;
  try {
    return latin1ToOctets(atob(text));
  } catch {
    return undefined; // no base64, no proof
  }
}

function latin1ToOctets(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

function octetsToLatin1(octets: Uint8Array): string {
  return Array.from(octets, (octet) => String.fromCharCode(octet)).join('');
}
