/**
 * What the session needs of the place it runs in: the extension's background, a worker of a web
 * site, or a test. Nothing else in `session/` touches storage, clocks or the network by name.
 */
import type { ManagedPolicy } from '../core/policy/handling.js';

/** A small store of plain data. What is asked of it takes effect in the order in which it is asked. */
export interface KeyValueStore {
  get(key: string): Promise<unknown>;
  /** Values by key; undefined or left out where there is none. */
  getAll(keys: readonly string[]): Promise<Readonly<Record<string, unknown>>>;
  /** All entries or none. Rejects when they do not fit. */
  set(entries: Readonly<Record<string, unknown>>): Promise<void>;
  remove(keys: readonly string[]): Promise<void>;
}

/** A small file that stays until it is erased, and of which then nothing is left in any file. */
export interface ErasableFile {
  /** Undefined if there is none. */
  read(): Promise<Uint8Array<ArrayBuffer> | undefined>;
  /** Rejects where nothing can be kept. */
  write(content: Uint8Array<ArrayBuffer>): Promise<void>;
  erase(): Promise<void>;
}

/** Preset by the company's browser policy. */
export interface ManagedPreset {
  readonly service?: string;
  readonly domain?: string;
  readonly policy?: ManagedPolicy;
}

export interface Platform {
  /** Gone when the browser is closed (or, on a web site, the last tab). */
  readonly sessionStore: KeyValueStore;
  /** `sessionStore` holds CryptoKeys as they are; else they have to be written out. */
  readonly sessionStoreHoldsKeys: boolean;
  /** The worker may die and find `sessionStore` as it left it. */
  readonly sessionStoreOutlivesWorker: boolean;
  /** Stays until it is removed. */
  readonly localStore: KeyValueStore;
  /** Holds the key to what is sealed in `localStore`. */
  readonly keyFile: ErasableFile;
  /** The same for messages, which outlive what is kept to sign in with. */
  readonly messageKeyFile: ErasableFile;
  /** What a password comes to may be kept, sealed; not where a web site could read it. */
  readonly mayKeepSecrets: boolean;

  /** Milliseconds since 1970. */
  now(): number;
  /** From [0, 1). */
  random(): number;
  fetchText(url: string, signal: AbortSignal): Promise<string>;

  /** Calls `wake` at about `at` (milliseconds since 1970), even if the worker has to be started for it. */
  wakeAt(at: number): void;
  /** Calls `wake` when the network is back. */
  onOnline(wake: () => void): void;
  /** Keeps a worker alive whose socket alone does not; called every 20 seconds while online. */
  stayAwake(): void;

  readonly managed: {
    get(): Promise<ManagedPreset>;
    onChange(changed: (preset: ManagedPreset) => void): void;
  };
}
