/**
 * Keeps what could sign in as somebody, and what they write: encrypted, with the only copy of the key in a file of its own. A database
 * leaves what was deleted on the disk for a while; once that file is erased, none of it can be opened any more.
 */
import { fromBase64, toBase64 } from '../xmpp/base64.js';
import type { ErasableFile, KeyValueStore } from './platform.js';

interface Sealed {
  /** Base64, as is `text`. */
  readonly nonce: string;
  readonly text: string;
}

const ALGORITHM = 'AES-GCM';
const KEY_LENGTH = 32;
const NONCE_LENGTH = 12;

export class SealedStore {
  readonly #store: KeyValueStore;
  readonly #file: ErasableFile;

  constructor(store: KeyValueStore, file: ErasableFile) {
    this.#store = store;
    this.#file = file;
  }

  /** What was kept under `name`; undefined if there is nothing, or nothing that can be opened. */
  async get(name: string): Promise<unknown> {
    return (await this.getAll([name]))[name];
  }

  /** The same for several: by name, what there is. */
  async getAll(names: readonly string[]): Promise<Readonly<Record<string, unknown>>> {
    const [records, key] = await Promise.all([this.#store.getAll(names), this.#key().catch(() => undefined)]);
    if (!key) return {};
    const opened = names.map(async (name) => [name, await open(name, records[name], key)] as const);
    return Object.fromEntries(await Promise.all(opened));
  }

  /** Keeps a value that can be written as JSON. Rejects where no file can be had, as in some private windows. */
  set(name: string, value: unknown): Promise<void> {
    return this.setAll({ [name]: value });
  }

  /** The same for several, all or none. */
  async setAll(values: Readonly<Record<string, unknown>>): Promise<void> {
    const key = (await this.#key()) ?? (await this.#newKey());
    const sealed = Object.entries(values).map(async ([name, value]) => [name, await seal(name, value, key)] as const);
    await this.#store.set(Object.fromEntries(await Promise.all(sealed)));
  }

  /** Takes back what was kept, all of it, and what of it is still on the disk. */
  async erase(names: readonly string[]): Promise<void> {
    // The key first: whatever comes in between, nothing can be opened.
    const erased = this.#file.erase();
    await Promise.all([erased, this.#store.remove(names)]);
  }

  async #key(): Promise<CryptoKey | undefined> {
    const raw = await this.#file.read();
    return raw?.length === KEY_LENGTH ? importKey(raw) : undefined;
  }

  async #newKey(): Promise<CryptoKey> {
    const raw = crypto.getRandomValues(new Uint8Array(KEY_LENGTH));
    await this.#file.write(raw);
    return importKey(raw);
  }
}

function importKey(raw: Uint8Array<ArrayBuffer>): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', raw, ALGORITHM, false, ['encrypt', 'decrypt']);
}

async function seal(name: string, value: unknown, key: CryptoKey): Promise<Sealed> {
  const iv = crypto.getRandomValues(new Uint8Array(NONCE_LENGTH));
  const additionalData = new TextEncoder().encode(name);
  const text = new TextEncoder().encode(JSON.stringify(value));
  const sealed = await crypto.subtle.encrypt({ name: ALGORITHM, iv, additionalData }, key, text);
  return { nonce: toBase64(iv), text: toBase64(new Uint8Array(sealed)) };
}

async function open(name: string, record: unknown, key: CryptoKey): Promise<unknown> {
  const sealed = record as Sealed | undefined;
  if (sealed === undefined) return undefined;
  try {
    const algorithm = {
      name: ALGORITHM,
      iv: fromBase64(sealed.nonce),
      additionalData: new TextEncoder().encode(name),
    };
    return JSON.parse(new TextDecoder().decode(await crypto.subtle.decrypt(algorithm, key, fromBase64(sealed.text))));
  } catch {
    return undefined; // sealed with a key that was erased since, or tampered with
  }
}
