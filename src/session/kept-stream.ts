/**
 * Where the stream stands, the requests that wait and who is there, for the worker after this one to resume; written
 * together.
 */
import type { Availability } from '../core/availability.js';
import type { BareJid } from '../core/jid.js';
import type { SubscriptionRequest } from '../core/request.js';
import type { Kept } from '../core/kept.js';
import { Parts } from './parts.js';
import type { KeyValueStore } from './platform.js';
import { isOwned, type StreamRecord } from './records.js';

/** One answer among ten thousand requests writes some three hundred of them. */
const PARTS = 64;
const RESUMING = 'resuming';

export interface KeptStreamContent {
  readonly record: StreamRecord | undefined;
  readonly requests: readonly SubscriptionRequest[];
  readonly availability: Kept['availability'];
  /** Undefined if an earlier worker has asked for it, and died before it was answered. */
  readonly resume: StreamRecord['resume'] | undefined;
}

type Resources = ReadonlyMap<string, Availability>;
/** As it is written: a store may take plain data alone. */
type KeptResources = readonly (readonly [string, Availability])[];

export class KeptStream {
  readonly #store: KeyValueStore;
  readonly #requests = new Parts<SubscriptionRequest>('requests', PARTS);
  readonly #availability = new Parts<KeptResources>('availability', PARTS);
  /** What was the same object before is not written again. */
  readonly #written = new WeakMap<Resources, KeptResources>();

  constructor(store: KeyValueStore) {
    this.#store = store;
  }

  async load(account: BareJid): Promise<KeptStreamContent> {
    const records = await this.#store.getAll(this.#keys);
    const record = records.stream;
    if (isOwned(record, account)) {
      const stream = record as StreamRecord;
      const requests = [...this.#requests.read(records).values()];
      const availability = [...this.#availability.read(records)].map(([jid, kept]) => this.#read(jid as BareJid, kept));
      const resume = records[RESUMING] ? undefined : stream.resume;
      // A copy of another tab's may have begun between two writes: what it lacks the server would not say again.
      if (requests.length === stream.count && availability.length === stream.people) {
        return { record: stream, requests, availability, resume };
      }
    }
    for (const parts of this.#parts) parts.disregard(records);
    return { record: undefined, requests: [], availability: [], resume: undefined };
  }

  async write(
    record: StreamRecord,
    requests: ReadonlyMap<BareJid, SubscriptionRequest>,
    availability: ReadonlyMap<BareJid, Resources>,
  ): Promise<void> {
    const people = new Map<string, KeptResources>();
    for (const [jid, resources] of availability) people.set(jid, this.#plain(resources));
    try {
      await this.#store.set({
        stream: record,
        [RESUMING]: false,
        ...this.#requests.take(requests),
        ...this.#availability.take(people),
      });
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
    for (const parts of this.#parts) parts.forget();
    await this.#store.remove(this.#keys);
    for (const parts of this.#parts) parts.disregard({});
  }

  #read(jid: BareJid, kept: KeptResources): readonly [BareJid, Resources] {
    const resources = new Map(kept);
    this.#written.set(resources, kept);
    return [jid, resources];
  }

  #plain(resources: Resources): KeptResources {
    const kept = this.#written.get(resources) ?? [...resources];
    this.#written.set(resources, kept);
    return kept;
  }

  get #parts(): readonly (Parts<SubscriptionRequest> | Parts<KeptResources>)[] {
    return [this.#requests, this.#availability];
  }

  get #keys(): readonly string[] {
    return ['stream', RESUMING, ...this.#requests.keys, ...this.#availability.keys];
  }
}
