/** SASL between our mechanisms, which exchange octets, and xmpp.js, which has them as Latin-1 text. */
import type { Element } from './element.js';
import { NS } from './ns.js';
import type { SaslFactory } from './xmpp-js.js';

/** One SASL exchange. What is sent and received is octets; the base64 around them is the library's. */
export interface Mechanism {
  readonly name: string;
  /** The initial response. */
  start(): Promise<Uint8Array>;
  respond(challenge: Uint8Array): Promise<Uint8Array>;
  /** Whether what the server sent with `success` proves that it is the one it claims to be. */
  isGenuine(final: Uint8Array | undefined): boolean;
}

/** What can be signed in with next time, in place of a password (XEP-0484). */
export interface FastToken {
  readonly mechanism: string;
  readonly token: string;
  /** XEP-0082 */
  readonly expiry: string;
}

/** How to sign in: with a token if there is one, else, or if it is refused, with a mechanism. */
export interface SaslChoice {
  readonly mechanism?: Mechanism;
  readonly token?: { readonly value: FastToken; readonly mechanism: Mechanism };
  /** Ask the server for a token (XEP-0484) to sign in with next time. */
  readonly wantToken: boolean;
}

/** The mechanisms `names`, of which the library looks which are offered; `begin` gives the one that was chosen. */
export function saslFactory(names: readonly string[], begin: () => Mechanism | undefined): SaslFactory {
  return {
    _mechs: names.map((name) => ({ name })),
    create() {
      const mechanism = begin();
      if (!mechanism) return null;
      let respond = (): Promise<Uint8Array> => mechanism.start();
      return {
        name: mechanism.name,
        clientFirst: true,
        challenge(text) {
          respond = () => mechanism.respond(latin1ToOctets(text));
        },
        response: async () => octetsToLatin1(await respond()),
      };
    },
  };
}

/** What came with the end of SASL: in the success itself (RFC 6120 §6.3.10), or beside it (XEP-0388 §2.6). */
export function saslFinal(element: Element): { readonly data: Uint8Array | undefined } | undefined {
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
  return String.fromCharCode(...octets);
}
