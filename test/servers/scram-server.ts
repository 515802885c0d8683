/** The server's side of SCRAM (RFC 5802), for servers that a test plays itself. */
import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto';

const HASHES: Readonly<Record<string, string>> = { 'SCRAM-SHA-256': 'sha256', 'SCRAM-SHA-1': 'sha1' };
const ITERATIONS = 4096;

/** One exchange: takes the client's first message, then its last. */
export class ScramServer {
  readonly #hash: string;
  readonly #password: string;
  readonly #salt: Buffer;
  #clientFirstBare = '';
  #serverFirst = '';

  constructor(mechanism: string, password: string, salt: Buffer) {
    const hash = HASHES[mechanism];
    if (!hash) throw new Error(`${mechanism} is not SCRAM`);
    this.#hash = hash;
    this.#password = password;
    this.#salt = salt;
  }

  challenge(clientFirst: string): string {
    this.#clientFirstBare = clientFirst.slice('n,,'.length);
    const nonce = `${/r=([^,]*)/.exec(clientFirst)?.[1] ?? ''}${randomBytes(12).toString('hex')}`;
    this.#serverFirst = `r=${nonce},s=${this.#salt.toString('base64')},i=${ITERATIONS}`;
    return this.#serverFirst;
  }

  /** The server's last message, or undefined if the client does not know the password. */
  finish(clientFinal: string): string | undefined {
    const [bare = '', proof = ''] = clientFinal.split(',p=');
    const salted = pbkdf2Sync(this.#password, this.#salt, ITERATIONS, this.#hmac('', '').length, this.#hash);
    const message = `${this.#clientFirstBare},${this.#serverFirst},${bare}`;
    const clientKey = this.#hmac(salted, 'Client Key');
    const signature = this.#hmac(createHash(this.#hash).update(clientKey).digest(), message);
    const expected = Buffer.from(clientKey.map((octet, index) => octet ^ (signature[index] ?? 0)));
    if (expected.toString('base64') !== proof) return undefined;
    return `v=${this.#hmac(this.#hmac(salted, 'Server Key'), message).toString('base64')}`;
  }

  #hmac(key: Buffer | string, text: string): Buffer {
    return createHmac(this.#hash, key).update(text).digest();
  }
}
