/** The part of @xmpp/client 0.14.0 that `xmpp-js.ts` uses; the types on the registry are of an older version. */
declare module '@xmpp/client' {
  /** An XML element (ltx). Names may carry a prefix; namespaces are looked up through the parents. */
  export interface XmlElement {
    name: string;
    attrs: Record<string, string | undefined>;
    children: (XmlElement | string)[];
    parent: XmlElement | null;
    is(name: string, xmlns?: string): boolean;
    getName(): string;
    getNS(): string | undefined;
    getChild(name: string, xmlns?: string): XmlElement | undefined;
    getChildren(name: string, xmlns?: string): XmlElement[];
    getChildText(name: string, xmlns?: string): string | null;
    getChildElements(): XmlElement[];
    text(): string;
    toString(): string;
  }

  export interface Emitter {
    on(event: string, listener: (...args: never[]) => void): this;
    emit(event: string, ...args: unknown[]): boolean;
  }

  /** How the library drives a mechanism; texts are octets written as Latin-1 characters. */
  export interface SaslMechanism {
    readonly name: string;
    readonly clientFirst: boolean;
    response(): Promise<string>;
    challenge(text: string): void;
  }

  export interface SaslFactory {
    _mechs: unknown[];
    use(name: string, mechanism: new () => SaslMechanism): this;
  }

  export interface FastToken {
    readonly mechanism: string;
    readonly token: string;
    /** XEP-0082 */
    readonly expiry: string;
  }

  export interface Fast {
    saslFactory: SaslFactory;
    /** The mechanism for which a token is asked; null asks for none. */
    mechanism: string | null;
    mechanisms: string[];
    saveToken(token: FastToken): Promise<void>;
    deleteToken(): Promise<void>;
  }

  export interface StreamManagement extends Emitter {
    enabled: boolean;
    id: string;
    inbound: number;
    outbound: number;
    outbound_q: unknown[];
    timeout: number;
    requestAckInterval: number;
  }

  export type Transport = new () => { Parser: unknown };

  export type Authenticate = (
    credentials: { readonly username: string; readonly token: FastToken | undefined },
    mechanism: string | undefined,
    userAgent: XmlElement,
  ) => Promise<void>;

  export interface Client extends Emitter {
    status: string;
    socket: { readonly socket: WebSocket | null } | null;
    transports: Transport[];
    saslFactory: SaslFactory;
    fast: Fast;
    streamManagement: StreamManagement;
    reconnect: { stop(): void };
    start(): Promise<unknown>;
    stop(): Promise<unknown>;
    disconnect(): Promise<unknown>;
    send(element: XmlElement): Promise<void>;
    write(text: string): Promise<void>;
    _jid(jid: string): unknown;
    _onElement(element: XmlElement): void;
    _onSeeOtherHost(error: unknown): void;
  }

  export function client(options: {
    service: string;
    domain: string;
    lang?: string;
    /** Milliseconds for opening and for closing the stream. */
    timeout: number;
    resource: string;
    userAgent: XmlElement;
    credentials: (authenticate: Authenticate, mechanisms: string[], fast: Fast | null) => Promise<void>;
  }): Client;

  type Child = XmlElement | string | number | null | undefined | false | readonly Child[];

  export const xml: {
    (name: string, attrs?: Record<string, string | number | null | undefined>, ...children: Child[]): XmlElement;
    Element: new (name: string) => XmlElement;
    Parser: new () => Emitter & { write(text: string): void };
  };
}
