/** Where the stream stands and the requests that wait, for the worker after this one to resume; written together. */
import type { BareJid } from '../core/jid.js';
import type { SubscriptionRequest } from '../core/request.js';
import { Parts } from './parts.js';
import type { KeyValueStore } from './platform.js';
import { isOwned, type StreamRecord } from './records.js';

/** One answer among ten thousand requests writes some three hundred of them. */
const PARTS = 64;
const RESUMING = 'resuming';

export interface KeptStreamContent {
  readonly record: StreamRecord | undefined;
  readonly requests: readonly SubscriptionRequest[];
  /** Undefined if an earlier worker has asked for it, and died before it was answered. */
  readonly resume: StreamRecord['resume'] | undefined;
}

export class KeptStream {
  readonly #store: KeyValueStore;
  readonly #requests = new Parts<SubscriptionRequest>('requests', PARTS);

  constructor(store: KeyValueStore) {
    this.#store = store;
  }

  async load(account: BareJid): Promise<KeptStreamContent> {
    const records = await this.#store.getAll(this.#keys);
    const record = records.stream;
    if (isOwned(record, account)) {
      const stream = record as StreamRecord;
      const requests = [...this.#requests.read(records).values()];
      const resume = records[RESUMING] ? undefined : stream.resume;
      // A copy of another tab's may have begun between two writes: what it lacks the server would not say again.
      if (requests.length === stream.count) return { record: stream, requests, resume };
    }
    this.#requests.disregard(records);
    return { record: undefined, requests: [], resume: undefined };
  }

  async write(record: StreamRecord, requests: ReadonlyMap<BareJid, SubscriptionRequest>): Promise<void> {
    try {
      await this.#store.set({ stream: record, [RESUMING]: false, ...this.#requests.take(requests) });
    } catch {
      // It does not fit. A worker that dies now starts a fresh stream, which the server fills again.
      await this.forget();
    }
  }

  /** The server is asked to resume the stream, until something is written again. */
  async resuming(): Promise<void> {
    await this.#store.set({ [RESUMING]: true });
  }

  async forget(): Promise<void> {
    this.#requests.forget();
    await this.#store.remove(this.#keys);
    this.#requests.disregard({});
  }

  get #keys(): readonly string[] {
    return ['stream', RESUMING, ...this.#requests.keys];
  }
}
