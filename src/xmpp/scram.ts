/**
 * SCRAM (RFC 5802, RFC 7677) by WebCrypto, without channel binding, which a browser cannot do.
 *
 * The password is turned into the salted password at once and is not kept. The salted password is
 * enough to sign in again as long as the server keeps the salt, and is what "stay signed in" keeps.
 */
import { fromBase64, toBase64 } from './base64.js';
import { saslprep } from './saslprep.js';
import type { Mechanism } from './sasl.js';

export type ScramName = 'SCRAM-SHA-256' | 'SCRAM-SHA-1';

/** Strongest first. */
export const SCRAM_NAMES: readonly ScramName[] = ['SCRAM-SHA-256', 'SCRAM-SHA-1'];

const HASHES = {
  'SCRAM-SHA-256': { hash: 'SHA-256', bits: 256 },
  'SCRAM-SHA-1': { hash: 'SHA-1', bits: 160 },
} as const;

/** RFC 5802 §5.1; more than the most would keep a browser busy for seconds. */
const LEAST_ITERATIONS = 4096;
const MOST_ITERATIONS = 10_000_000;

/** What is left of a password: the salted password as an HMAC key, and what it is salted with. */
export interface ScramSecret {
  readonly mechanism: ScramName;
  /** Base64, as the server sent it. */
  readonly salt: string;
  readonly iterations: number;
  readonly key: CryptoKey;
}

export type ScramCredential =
  | { readonly kind: 'password'; readonly password: string; readonly extractable: boolean }
  | { readonly kind: 'secret'; readonly secret: ScramSecret };

/** Why an exchange cannot go on, before the server has said anything about the password. */
export class ScramFault extends Error {
  override readonly name = 'ScramFault';
  readonly fault: 'malformed' | 'weak' | 'salt-changed' | 'password-not-allowed';
  constructor(fault: ScramFault['fault']) {
    super(fault);
    this.fault = fault;
  }
}

/** One sign-in by SCRAM. After it has succeeded, `secret` is what can be kept. */
export class ScramMechanism implements Mechanism {
  readonly name: ScramName;
  secret: ScramSecret | undefined;
  readonly #credential: ScramCredential;
  readonly #clientFirstBare: string;
  #challenged = false;
  #serverSignature: Uint8Array | undefined;

  /** `nonce` is random and printable, without commas. */
  constructor(name: ScramName, username: string, credential: ScramCredential, nonce: string) {
    this.name = name;
    this.#credential = credential;
    this.#clientFirstBare = `n=${username.replace(/=/g, '=3D').replace(/,/g, '=2C')},r=${nonce}`;
  }

  async start(): Promise<Uint8Array> {
    return utf8(`n,,${this.#clientFirstBare}`);
  }

  async respond(challenge: Uint8Array): Promise<Uint8Array> {
    // RFC 5802 §3: there is one challenge. A server that goes on would keep us busy for ever.
    if (this.#challenged) throw new ScramFault('malformed');
    this.#challenged = true;
    const serverFirst = new TextDecoder().decode(challenge);
    const { nonce, salt, iterations } = this.#parse(serverFirst);
    const secret = await this.#secretFor(salt, iterations);
    const { hash } = HASHES[this.name];
    // RFC 5802 §3
    const clientFinalBare = `c=biws,r=${nonce}`;
    const authMessage = utf8(`${this.#clientFirstBare},${serverFirst},${clientFinalBare}`);
    const clientKey = await sign(secret.key, utf8('Client Key'));
    const storedKey = new Uint8Array(await crypto.subtle.digest(hash, clientKey));
    const clientSignature = await sign(await hmacKey(storedKey, hash), authMessage);
    const serverKey = await sign(secret.key, utf8('Server Key'));
    this.#serverSignature = await sign(await hmacKey(serverKey, hash), authMessage);
    this.secret = secret;
    const proof = clientKey.map((octet, index) => octet ^ (clientSignature[index] ?? 0));
    return utf8(`${clientFinalBare},p=${toBase64(proof)}`);
  }

  isGenuine(final: Uint8Array | undefined): boolean {
    if (!final || !this.#serverSignature) return false;
    // Nobody profits from timing this: the signature is of this exchange only.
    return attributes(new TextDecoder().decode(final)).get('v') === toBase64(this.#serverSignature);
  }

  #parse(serverFirst: string): { readonly nonce: string; readonly salt: string; readonly iterations: number } {
    const fields = attributes(serverFirst);
    const [nonce, salt, count] = [fields.get('r'), fields.get('s'), fields.get('i')];
    const own = this.#clientFirstBare.slice(this.#clientFirstBare.indexOf(',r=') + 3);
    if (fields.has('m') || !nonce?.startsWith(own) || nonce === own || !salt || !count || !/^\d{1,9}$/.test(count)) {
      throw new ScramFault('malformed');
    }
    const iterations = Number(count);
    if (iterations < LEAST_ITERATIONS || iterations > MOST_ITERATIONS) throw new ScramFault('weak');
    return { nonce, salt, iterations };
  }

  async #secretFor(salt: string, iterations: number): Promise<ScramSecret> {
    const credential = this.#credential;
    if (credential.kind === 'password') {
      return deriveSecret(this.name, credential.password, salt, iterations, credential.extractable);
    }
    const { secret } = credential;
    // The password was changed, or somebody wants to learn what another salt makes of it.
    if (secret.salt !== salt || secret.iterations !== iterations) throw new ScramFault('salt-changed');
    return secret;
  }
}

async function deriveSecret(
  mechanism: ScramName,
  password: string,
  salt: string,
  iterations: number,
  extractable: boolean,
): Promise<ScramSecret> {
  const prepared = saslprep(password);
  if (prepared === undefined || prepared === '') throw new ScramFault('password-not-allowed');
  const { hash, bits } = HASHES[mechanism];
  const material = await crypto.subtle.importKey('raw', utf8(prepared), 'PBKDF2', false, ['deriveKey']);
  const key = await crypto.subtle.deriveKey(
    { name: 'PBKDF2', hash, salt: octets(salt), iterations },
    material,
    // The default length of an HMAC key is the block size of the hash, which is not what SCRAM means.
    { name: 'HMAC', hash, length: bits },
    extractable,
    ['sign'],
  );
  return { mechanism, salt, iterations, key };
}

/** A secret as JSON, for storage that lasts as long as the browser runs. The key must be extractable. */
export interface SerialisedSecret {
  readonly mechanism: ScramName;
  readonly salt: string;
  readonly iterations: number;
  /** Base64 of the salted password. */
  readonly key: string;
}

export async function serialiseSecret(secret: ScramSecret): Promise<SerialisedSecret> {
  const raw = new Uint8Array(await crypto.subtle.exportKey('raw', secret.key));
  return { mechanism: secret.mechanism, salt: secret.salt, iterations: secret.iterations, key: toBase64(raw) };
}

export async function deserialiseSecret(secret: SerialisedSecret, extractable: boolean): Promise<ScramSecret> {
  const { hash, bits } = HASHES[secret.mechanism];
  const key = await crypto.subtle.importKey(
    'raw',
    octets(secret.key),
    { name: 'HMAC', hash, length: bits },
    extractable,
    ['sign'],
  );
  return { mechanism: secret.mechanism, salt: secret.salt, iterations: secret.iterations, key };
}

/** `a=b,c=d` as a map; the first of each name counts. */
function attributes(message: string): Map<string, string> {
  const fields = new Map<string, string>();
  for (const part of message.split(',')) {
    if (part[1] === '=' && part[0] && !fields.has(part[0])) fields.set(part[0], part.slice(2));
  }
  return fields;
}

async function hmacKey(raw: Uint8Array<ArrayBuffer>, hash: string): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', raw, { name: 'HMAC', hash }, false, ['sign']);
}

async function sign(key: CryptoKey, data: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await crypto.subtle.sign('HMAC', key, data));
}

function utf8(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}

function octets(text: string): Uint8Array<ArrayBuffer> {
  try {
    return fromBase64(text);
  } catch {
    throw new ScramFault('malformed');
  }
}
