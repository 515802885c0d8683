/**
 * An XMPP server that a test plays itself: what a real one would never say, or not in this order.
 * It knows enough of RFC 7395, SASL, resource binding and stream management to be signed in to, and
 * answers each question of a sign-in at once, unless it is told to hold the answer back.
 */
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { WebSocketServer, type WebSocket } from 'ws';
import { writePolicyForm } from '../../src/xmpp/policy-form.js';
import { parseFrame } from '../../src/xmpp/frame-parser.js';
import type { Element } from '../../src/xmpp/element.js';
import { until } from './processes.js';
import { ScramServer } from './scram-server.js';

/** What a client asks at sign-in. */
export const QUESTIONS = ['policy', 'private', 'block-list', 'roster'] as const;
export type Question = (typeof QUESTIONS)[number] | 'services' | 'service-info' | 'ping';
/** What may be held back besides. */
type Step = 'resumption';

export interface Script {
  readonly domain: string;
  readonly password: string;
  /** SASL mechanisms offered, in this order. */
  readonly mechanisms?: readonly string[];
  readonly streamManagement?: boolean;
  /** Sent with SASL success in place of what proves that the server knows the password. */
  readonly forgedProof?: string;
  /** Answers each message of SCRAM with another challenge. */
  readonly endlessChallenges?: boolean;
  /** Sent in place of the first features. */
  readonly insteadOfFeatures?: string;
  /** Answers by question, in place of the default ones: the payload of a result, or an `<error>`. */
  readonly answers?: Partial<Record<Question, string>>;
  /** Stanzas delivered at initial presence. */
  readonly waiting?: readonly string[];
}

const NS_FRAMING = 'urn:ietf:params:xml:ns:xmpp-framing';
const NS_SASL = 'urn:ietf:params:xml:ns:xmpp-sasl';
const NS_SM = 'urn:xmpp:sm:3';
const NS_STREAM = 'http://etherx.jabber.org/streams';
const NS_PUBSUB = 'http://jabber.org/protocol/pubsub';

/** A request as a server delivers it. */
export function subscribeFrom(jid: string): string {
  return `<presence xmlns="jabber:client" type="subscribe" from="${jid}"/>`;
}

export function itemNotFound(): string {
  return '<error type="cancel"><item-not-found xmlns="urn:ietf:params:xml:ns:xmpp-stanzas"/></error>';
}

/** The answers of a server whose organisation lists `domains`, and whose person has nothing special. */
function defaultAnswers(domain: string): Record<Question, string> {
  const policy = writePolicyForm(
    {
      revision: 1,
      parent: 0,
      allowUserOptions: true,
      handling: 'prompt',
      addBack: 'never',
      temporaryAvailability: false,
    },
    [{ ascii: domain, unicode: domain }],
  ).toString();
  return {
    roster: '<query xmlns="jabber:iq:roster"/>',
    'block-list': '<blocklist xmlns="urn:xmpp:blocking"/>',
    private: itemNotFound(),
    services: `<query xmlns="http://jabber.org/protocol/disco#items"><item jid="pubsub.${domain}"/></query>`,
    'service-info':
      '<query xmlns="http://jabber.org/protocol/disco#info"><identity category="pubsub" type="service"/></query>',
    policy: `<pubsub xmlns="${NS_PUBSUB}"><items node="urn:im-contact-requests:policy:1"><item id="1">${policy}</item></items></pubsub>`,
    ping: '',
  };
}

export class ScriptedServer {
  script: Script;
  /** Every frame received, oldest first. */
  readonly received: string[] = [];
  /** Streams opened so far, and how many of them resumed an earlier one. */
  streams = 0;
  resumptions = 0;
  readonly #server: WebSocketServer;
  readonly #salt = randomBytes(16);
  readonly #held = new Map<Question | Step, (() => unknown)[]>();
  #socket: WebSocket | undefined;
  #scram: ScramServer | undefined;
  #signedIn = false;
  /** Stanzas sent over the stream that may be resumed, those not acknowledged last. */
  #sent = 0;
  #unacknowledged: string[] = [];
  #handled = 0;
  #managed = false;

  private constructor(script: Script, server: WebSocketServer) {
    this.script = script;
    this.#server = server;
    server.on('connection', (socket) => this.#connected(socket));
  }

  static async start(script: Script): Promise<ScriptedServer> {
    const server = new WebSocketServer({ port: 0, host: '127.0.0.1', handleProtocols: () => 'xmpp' });
    await once(server, 'listening');
    return new ScriptedServer(script, server);
  }

  get service(): string {
    return `ws://127.0.0.1:${(this.#server.address() as AddressInfo).port}/`;
  }

  /** How many stanzas have been sent over the stream, and how many of them the client has acknowledged. */
  get counts(): { readonly sent: number; readonly acknowledged: number } {
    return { sent: this.#sent, acknowledged: this.#sent - this.#unacknowledged.length };
  }

  /** From now on does not answer these; `answer` does. */
  hold(...questions: readonly (Question | Step)[]): void {
    for (const question of questions) if (!this.#held.has(question)) this.#held.set(question, []);
  }

  /** Answers what was held back, and whatever of it is still to be asked. */
  answer(question: Question | Step): void {
    const answers = this.#held.get(question) ?? [];
    this.#held.delete(question);
    for (const answer of answers) answer();
  }

  /** Resolves when a question that is held back has been asked. */
  asked(question: Question | Step): Promise<void> {
    return until(() => (this.#held.get(question)?.length ?? 0) > 0, `${question} to be asked for`);
  }

  /** Sends a frame as it stands; counted if it begins like a stanza. */
  send(frame: string): void {
    if (this.#managed && /^\s*<(message|presence|iq)\s[^>]*xmlns="jabber:client"/.test(frame)) {
      this.#sent++;
      this.#unacknowledged.push(frame);
    }
    this.#socket?.send(frame);
  }

  /** Frames received that contain `text`. */
  saw(text: string): string[] {
    return this.received.filter((frame) => frame.includes(text));
  }

  /** Resolves when the client has dealt with everything sent before. */
  async heard(): Promise<void> {
    const id = `heard-${crypto.randomUUID()}`;
    this.send(`<iq xmlns="jabber:client" type="get" id="${id}"><ping xmlns="urn:xmpp:ping"/></iq>`);
    await until(() => this.saw(id).length > 0, 'an answer to a ping');
  }

  /** Asks for an acknowledgement and resolves with its count. */
  async acknowledgement(): Promise<number> {
    const before = this.saw('<a ').length;
    this.#socket?.send(`<r xmlns="${NS_SM}"/>`);
    await until(() => this.saw('<a ').length > before, 'an acknowledgement');
    return this.counts.acknowledged;
  }

  /** The connection breaks; the stream can be resumed. */
  cut(): void {
    this.#socket?.terminate();
  }

  async stop(): Promise<void> {
    for (const socket of this.#server.clients) socket.terminate();
    this.#server.close();
    await once(this.#server, 'close');
  }

  #connected(socket: WebSocket): void {
    this.#socket = socket;
    this.#signedIn = false;
    this.#managed = false;
    socket.on('message', (data: Buffer) => {
      const text = data.toString();
      this.received.push(text);
      const frame = parseFrame(text);
      if (frame.ok && this.#socket === socket) this.#take(frame.element);
    });
  }

  #take(element: Element): void {
    switch (element.name) {
      case 'open':
        this.send(`<open xmlns="${NS_FRAMING}" from="${this.script.domain}" id="s" version="1.0"/>`);
        this.#sendFeatures();
        return;
      case 'close':
        this.send(`<close xmlns="${NS_FRAMING}"/>`);
        return;
      case 'auth':
      case 'response':
        this.#authenticate(element);
        return;
      case 'enable':
        this.#managed = true;
        this.#sent = this.#handled = 0;
        this.#unacknowledged = [];
        this.send(`<enabled xmlns="${NS_SM}" id="stream-${this.streams}" resume="true"/>`);
        return;
      case 'resume':
        this.#resume(element);
        return;
      case 'r':
        this.send(`<a xmlns="${NS_SM}" h="${this.#handled}"/>`);
        return;
      case 'a':
        this.#acknowledged(Number(element.attrs.h));
        return;
      case 'iq':
        if (this.#managed) this.#handled++;
        if (element.attrs.type === 'get' || element.attrs.type === 'set') this.#takeRequest(element);
        return;
      case 'presence':
        if (this.#managed) this.#handled++;
        if (!element.attrs.type && !element.attrs.to) for (const stanza of this.script.waiting ?? []) this.send(stanza);
        return;
    }
  }

  #sendFeatures(): void {
    const { mechanisms = ['SCRAM-SHA-256'], streamManagement = true, insteadOfFeatures } = this.script;
    const offered = mechanisms.map((name) => `<mechanism>${name}</mechanism>`).join('');
    const sm = streamManagement ? `<sm xmlns="${NS_SM}"/>` : '';
    const features = this.#signedIn
      ? `<bind xmlns="urn:ietf:params:xml:ns:xmpp-bind"/>${sm}`
      : `<mechanisms xmlns="${NS_SASL}">${offered}</mechanisms>`;
    this.send(insteadOfFeatures ?? `<stream:features xmlns:stream="${NS_STREAM}">${features}</stream:features>`);
  }

  #authenticate(element: Element): void {
    const message = Buffer.from(element.text(), 'base64').toString();
    const { mechanism } = element.attrs;
    const isFirst = element.name === 'auth' || this.script.endlessChallenges;
    if (isFirst && mechanism?.startsWith('SCRAM-')) {
      this.#scram = new ScramServer(mechanism, this.script.password, this.#salt);
      const challenge = Buffer.from(this.#scram.challenge(message)).toString('base64');
      this.send(`<challenge xmlns="${NS_SASL}">${challenge}</challenge>`);
      return;
    }
    const proof = element.name === 'response' ? this.#scram?.finish(message) : '';
    const isRight = element.name === 'response' ? proof !== undefined : message.endsWith(`\0${this.script.password}`);
    this.#signedIn = isRight;
    const final = Buffer.from(this.script.forgedProof ?? proof ?? '').toString('base64');
    this.send(
      isRight
        ? `<success xmlns="${NS_SASL}">${final}</success>`
        : `<failure xmlns="${NS_SASL}"><not-authorized/></failure>`,
    );
  }

  #resume(element: Element): void {
    if (element.attrs.previd !== `stream-${this.streams}`) {
      this.send(`<failed xmlns="${NS_SM}"><item-not-found xmlns="urn:ietf:params:xml:ns:xmpp-stanzas"/></failed>`);
      return;
    }
    const reply = (): void => {
      this.resumptions++;
      this.#acknowledged(Number(element.attrs.h));
      this.send(`<resumed xmlns="${NS_SM}" previd="stream-${this.streams}" h="${this.#handled}"/>`);
      for (const frame of this.#unacknowledged) this.#socket?.send(frame);
      this.#managed = true;
    };
    this.#answerOrHold('resumption', reply);
  }

  #acknowledged(count: number): void {
    this.#unacknowledged.splice(0, count - (this.#sent - this.#unacknowledged.length));
  }

  #takeRequest(iq: Element): void {
    const payload = iq.getChildElements()[0];
    const id = iq.attrs.id ?? '';
    if (payload?.name === 'bind') {
      this.streams++;
      const jid = `person@${this.script.domain}/device`;
      this.#reply(iq, `<bind xmlns="urn:ietf:params:xml:ns:xmpp-bind"><jid>${jid}</jid></bind>`);
      return;
    }
    const question = questionOf(iq, payload);
    if (!question) {
      this.#reply(iq, '');
      return;
    }
    const reply = (): void => {
      const answer = this.script.answers?.[question] ?? defaultAnswers(this.script.domain)[question];
      this.#reply(iq, answer);
    };
    if (id) this.#answerOrHold(question, reply);
  }

  #answerOrHold(question: Question | Step, reply: () => void): void {
    const held = this.#held.get(question);
    const asking = this.#socket;
    // Whoever asked and has gone is not answered over the next connection.
    if (held) held.push(() => asking === this.#socket && reply());
    else reply();
  }

  #reply(iq: Element, payload: string): void {
    const from = iq.attrs.to ? ` from="${iq.attrs.to}"` : '';
    const type = payload.startsWith('<error') ? 'error' : 'result';
    this.send(`<iq xmlns="jabber:client" type="${type}" id="${iq.attrs.id ?? ''}"${from}>${payload}</iq>`);
  }
}

function questionOf(iq: Element, payload: Element | undefined): Question | undefined {
  switch (payload?.getNS()) {
    case 'jabber:iq:roster':
      return iq.attrs.type === 'get' ? 'roster' : undefined;
    case 'urn:xmpp:blocking':
      return iq.attrs.type === 'get' ? 'block-list' : undefined;
    case 'urn:xmpp:ping':
      return 'ping';
    case 'http://jabber.org/protocol/disco#items':
      return 'services';
    case 'http://jabber.org/protocol/disco#info':
      // Of our own account we ask another thing (XEP-0013).
      return iq.attrs.to ? 'service-info' : undefined;
    case NS_PUBSUB:
      if (iq.attrs.type !== 'get') return undefined;
      return iq.attrs.to ? 'policy' : 'private';
    default:
      return undefined;
  }
}
