/** The parts of xmpp.js 0.14.0 that `xmpp-js.ts` takes; the types on the registry are of an older version. */

// Its elements are ours in the bundles, and have what is used of ours elsewhere.
type XmppElement = import('./element.js').Element;
type XmppConnection = import('./rfc7395-connection.js').Connection;

interface XmppParts {
  readonly entity: XmppConnection;
  readonly middleware: import('@xmpp/stream-features').Middleware;
  readonly streamFeatures: import('@xmpp/stream-features').StreamFeatures;
  readonly saslFactory: import('@xmpp/sasl').SaslFactory;
  readonly iqCaller: { set(payload: XmppElement): Promise<XmppElement> };
}

declare module '@xmpp/stream-features' {
  export interface Context {
    readonly stanza: XmppElement;
    readonly entity: XmppConnection;
  }

  export type Handler = (context: Context, next: () => Promise<unknown>) => unknown;

  export interface Middleware {
    /** Handles what is received. */
    use(handler: Handler): void;
    /** Sees what is sent. */
    filter(handler: Handler): void;
  }

  export type StreamFeatures = object;
  export default function streamFeatures(parts: Pick<XmppParts, 'middleware'>): StreamFeatures;
}

declare module '@xmpp/sasl' {
  /** How the library drives a mechanism; texts are octets written as Latin-1 characters. */
  export interface SaslMechanism {
    readonly name: string;
    readonly clientFirst: boolean;
    response(): Promise<string>;
    challenge(text: string): void;
  }

  /** Of `_mechs` the library takes the names. */
  export interface SaslFactory {
    readonly _mechs: readonly { readonly name: string }[];
    create(names: readonly string[]): SaslMechanism | null;
  }

  /** Chooses a mechanism among those `offered`, and lets it `proceed`. */
  export type OnAuthenticate = (
    proceed: (credentials: object, mechanism: string | undefined, userAgent: XmppElement) => Promise<void>,
    offered: readonly string[],
  ) => Promise<void>;

  export default function sasl(
    parts: Pick<XmppParts, 'streamFeatures' | 'saslFactory'>,
    onAuthenticate: OnAuthenticate,
  ): void;
}

declare module '@xmpp/sasl2' {
  import type { OnAuthenticate, SaslFactory } from '@xmpp/sasl';

  export interface Attempt {
    readonly saslFactory: SaslFactory;
    readonly mechanism: string;
    readonly streamFeatures: readonly XmppElement[];
  }

  export interface Fast {
    /** The mechanism of tokens, if the server offers it. */
    readonly mechanism: string | null;
    /** Whether it has signed in; else another mechanism is tried, with whatever was added to `streamFeatures`. */
    auth(how: {
      readonly authenticate: (attempt: Attempt) => Promise<void>;
      readonly streamFeatures: XmppElement[];
    }): Promise<boolean>;
  }

  export interface Sasl2 {
    /** A feature inside of it: `offered` is asked what to send for it, `answered` is given what came with success. */
    use(xmlns: string, offered: (element: XmppElement) => unknown, answered: (element: XmppElement) => void): void;
    setup(extensions: { readonly fast: Fast }): void;
  }

  export default function sasl2(
    parts: Pick<XmppParts, 'streamFeatures' | 'saslFactory'>,
    onAuthenticate: OnAuthenticate,
  ): Sasl2;
}

declare module '@xmpp/client-core/src/bind2/bind2.js' {
  import type { Sasl2 } from '@xmpp/sasl2';

  export type Bind2 = object;
  export default function bind2(parts: Pick<XmppParts, 'entity'> & { readonly sasl2: Sasl2 }, tag: string): Bind2;
}

declare module '@xmpp/stream-management' {
  import type { Bind2 } from '@xmpp/client-core/src/bind2/bind2.js';
  import type { Sasl2 } from '@xmpp/sasl2';

  export interface StreamManagement {
    enabled: boolean;
    id: string;
    inbound: number;
    outbound: number;
    outbound_q: unknown[];
    timeout: number;
    requestAckInterval: number;
    on(event: 'resumed', listener: () => void): unknown;
    on(event: 'ack', listener: (stanza: import('./element.js').Element) => void): unknown;
  }

  export default function streamManagement(
    parts: Pick<XmppParts, 'streamFeatures' | 'entity' | 'middleware'> & {
      readonly sasl2: Sasl2;
      readonly bind2: Bind2;
    },
  ): StreamManagement;
}

declare module '@xmpp/resource-binding' {
  export default function resourceBinding(
    parts: Pick<XmppParts, 'iqCaller' | 'streamFeatures'>,
    resource: string,
  ): void;
}

declare module '@xmpp/xml' {
  const xml: typeof import('./element.js').xml;
  export default xml;
}
