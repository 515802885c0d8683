/** The platform as tests have it: stores in memory that outlive a "worker", and hand-moved presets. */
import type { ErasableFile, KeyValueStore, ManagedPreset, Platform } from '../../src/session/platform.js';
import type { WorkerLife } from './worker-life.js';

/** A store of plain data, copied in and out as a browser's would be. */
export class MemoryStore implements KeyValueStore {
  readonly entries = new Map<string, unknown>();
  /** Rejects writes, as a full disk would. */
  full = false;

  async get(key: string): Promise<unknown> {
    const value = this.entries.get(key);
    return value === undefined ? undefined : structuredClone(value);
  }

  async getAll(keys: readonly string[]): Promise<Record<string, unknown>> {
    return structuredClone(Object.fromEntries(keys.map((key) => [key, this.entries.get(key)])));
  }

  async set(entries: Readonly<Record<string, unknown>>): Promise<void> {
    if (this.full) throw new Error('the store is full');
    for (const [key, value] of Object.entries(entries)) this.entries.set(key, structuredClone(value));
  }

  async remove(keys: readonly string[]): Promise<void> {
    for (const key of keys) this.entries.delete(key);
  }
}

export class MemoryFile implements ErasableFile {
  content: Uint8Array<ArrayBuffer> | undefined;
  /** There is no file system, as in some private windows. */
  missing = false;

  async read(): Promise<Uint8Array<ArrayBuffer> | undefined> {
    return this.content?.slice();
  }

  async write(content: Uint8Array<ArrayBuffer>): Promise<void> {
    if (this.missing) throw new Error('there are no files');
    this.content = content.slice();
  }

  async erase(): Promise<void> {
    this.content = undefined;
  }
}

export interface FakePlatformOptions {
  /** The place may keep what a password comes to, as an extension may and a web site may not. */
  readonly mayKeepSecrets?: boolean;
  /** The session store takes keys as they are, as a worker's memory does and `storage.session` does not. */
  readonly sessionStoreHoldsKeys?: boolean;
  /** Answers for `https://…/.well-known/host-meta`; a rejection is a document that is not there. */
  readonly hostMeta?: (url: string) => Promise<string>;
}

export class FakePlatform implements Platform {
  readonly sessionStore = new MemoryStore();
  readonly localStore = new MemoryStore();
  readonly keyFile = new MemoryFile();
  readonly messageKeyFile = new MemoryFile();
  readonly mayKeepSecrets: boolean;
  readonly sessionStoreHoldsKeys: boolean;
  readonly sessionStoreOutlivesWorker = true;
  readonly #hostMeta: ((url: string) => Promise<string>) | undefined;
  #preset: ManagedPreset = {};
  readonly #watchers: ((preset: ManagedPreset) => void)[] = [];
  readonly #online: (() => void)[] = [];

  constructor({ mayKeepSecrets = true, sessionStoreHoldsKeys = false, hostMeta }: FakePlatformOptions = {}) {
    this.mayKeepSecrets = mayKeepSecrets;
    this.sessionStoreHoldsKeys = sessionStoreHoldsKeys;
    this.#hostMeta = hostMeta;
  }

  /** The platform as one worker has it, as long as it lives. */
  forWorker(life: WorkerLife): Platform {
    const { managed } = this;
    return {
      sessionStore: life.store(this.sessionStore),
      localStore: life.store(this.localStore),
      keyFile: life.file(this.keyFile),
      messageKeyFile: life.file(this.messageKeyFile),
      mayKeepSecrets: this.mayKeepSecrets,
      sessionStoreHoldsKeys: this.sessionStoreHoldsKeys,
      sessionStoreOutlivesWorker: this.sessionStoreOutlivesWorker,
      now: () => this.now(),
      random: () => this.random(),
      fetchText: (url) => this.fetchText(url),
      wakeAt: () => undefined,
      onOnline: (wake) => this.onOnline(() => !life.ended && wake()),
      stayAwake: () => undefined,
      managed: {
        get: () => managed.get(),
        onChange: (changed) => managed.onChange((preset) => !life.ended && changed(preset)),
      },
    };
  }

  now(): number {
    return Date.now();
  }

  /** No jitter: the shortest pause. */
  random(): number {
    return 0;
  }

  async fetchText(url: string): Promise<string> {
    if (!this.#hostMeta) throw new Error('no network');
    return this.#hostMeta(url);
  }

  wakeAt(): void {
    // timers of the test process do not die
  }

  onOnline(wake: () => void): void {
    this.#online.push(wake);
  }

  networkBack(): void {
    for (const wake of this.#online) wake();
  }

  stayAwake(): void {
    // nor does the test process
  }

  readonly managed = {
    get: async (): Promise<ManagedPreset> => this.#preset,
    onChange: (changed: (preset: ManagedPreset) => void): void => {
      this.#watchers.push(changed);
    },
  };

  preset(preset: ManagedPreset): void {
    this.#preset = preset;
    for (const changed of this.#watchers) changed(preset);
  }
}
