/** The archiver: its endpoints with their queues, and what administrators do with them. One thing at a time is changed. */
import type { BareJid, Domain } from '../core/jid.js';
import { parseJid } from '../core/jid.js';
import type { Archive } from './archive.js';
import { DEFAULT, type Assignment } from './assignments.js';
import { FolderDeliverer } from './deliver/folder.js';
import type { Deliverer } from './deliver/deliverer.js';
import { SmtpDeliverer } from './deliver/smtp.js';
import { WebhookDeliverer } from './deliver/webhook.js';
import type { Endpoint } from './endpoint.js';
import { stateFault } from './file-faults.js';
import { Ledger } from './ledger.js';
import type { Message } from './message.js';
import { Queue, type QueueState } from './queue.js';
import { DONE, failed, type Fault, type Result } from './result.js';
import type { Settings, StoredEndpoint } from './settings.js';
import { wait } from './wait.js';

export interface ArchiverParts {
  readonly archive: Archive;
  readonly settings: Settings;
  readonly domain: Domain;
  readonly rooms: readonly Domain[];
  /** Where endpoints may write. */
  readonly folders: readonly string[];
  /** Milliseconds between two looks at an archive in which nothing is new. */
  readonly interval: number;
  readonly random: () => number;
  readonly now: () => number;
  /** Told of what should not have happened. */
  readonly report: (error: unknown) => void;
}

/** Where an endpoint that is new begins. */
export type Start = 'now' | 'beginning';

interface Running {
  readonly stored: StoredEndpoint;
  /** There from when its ledger is open. */
  queue: Queue | undefined;
  /** Why its ledger cannot be opened. */
  fault: Fault | undefined;
  readonly stop: AbortController;
  ended: Promise<void>;
}

export interface EndpointState {
  readonly endpoint: Endpoint;
  readonly queue: QueueState | undefined;
  /** Why it has not begun. */
  readonly fault: Fault | undefined;
}

const AGAIN = 5000;

export class Archiver {
  readonly #parts: ArchiverParts;
  readonly #running = new Map<string, Running>();
  #changing: Promise<unknown> = Promise.resolve();

  constructor(parts: ArchiverParts) {
    this.#parts = parts;
  }

  get settings(): Settings {
    return this.#parts.settings;
  }

  get archive(): Archive {
    return this.#parts.archive;
  }

  get states(): readonly EndpointState[] {
    return [...this.settings.endpoints.values()].map(({ endpoint }) => {
      const running = this.#running.get(endpoint.name);
      return { endpoint, queue: running?.queue?.state, fault: running?.fault };
    });
  }

  /** Whether an address is of the organisation: a person, or a room. */
  isOurs(jid: BareJid): boolean {
    const domain = parseJid(jid)?.domain;
    return domain !== undefined && (domain === this.#parts.domain || this.#parts.rooms.includes(domain));
  }

  start(): void {
    for (const stored of this.settings.endpoints.values()) this.#run(stored);
  }

  /** Resolves when everything that was done is written down. */
  async stop(): Promise<void> {
    await this.#changing.catch(() => undefined);
    await Promise.all([...this.#running.keys()].map((name) => this.#end(name)));
  }

  /** Adds or changes an endpoint; one that is there goes on where it is. */
  save(endpoint: Endpoint, start: Start): Promise<Result> {
    return this.#change(async () => {
      let from = 0;
      if (start === 'now' && !this.settings.endpoints.has(endpoint.name)) {
        const settled = await this.archive.settled();
        if (!settled.ok) return settled;
        from = settled.value;
      }
      const stored = await this.settings.save(endpoint, from);
      await this.#end(endpoint.name);
      this.#run(stored);
      return DONE;
    });
  }

  /** Removes one that nobody is on: what it is for would be delivered nowhere. */
  remove(name: string): Promise<Result> {
    return this.#change(async () => {
      if (this.settings.assignments.current.some(({ endpoint }) => endpoint === name))
        return failed('endpoint-used', name);
      await this.#end(name);
      await this.settings.remove(name);
      return DONE;
    });
  }

  /**
   * Puts people, or everybody who is not named, on an endpoint (see `Assignment`), from now on. Whoever is the first on one that
   * is to begin with the archive, and was on none before, is on it from there on.
   */
  assign(who: readonly (BareJid | 'everybody')[], endpoint: string | null): Promise<Result> {
    return this.#change(() =>
      this.archive.whileHeld(async (last) => {
        const cursors = this.states.map(({ queue }) => queue?.cursor ?? 0);
        const since = Math.max(last, ...cursors);
        const { assignments, endpoints } = this.settings;
        // It was there when this was asked for; what came before may have removed it.
        if (endpoint !== null && endpoint !== DEFAULT && !endpoints.has(endpoint))
          return failed('endpoint-missing', endpoint);
        const start = endpoint === null ? undefined : endpoints.get(endpoint)?.start;
        const isFromStart = start === 0 && endpoint !== null && !assignments.hasNamed(endpoint);
        const wasOnNone = (one: BareJid | 'everybody'): boolean =>
          !assignments.has(one) && !assignments.has('everybody');
        const changes = who.map((one): Assignment => ({
          since: isFromStart && wasOnNone(one) ? 0 : since,
          who: one,
          endpoint,
        }));
        await this.settings.assign(changes, Math.min(since, ...cursors));
        return DONE;
      }),
    );
  }

  /** Whether everything that was in the archive at the last look has been delivered. */
  async isBehind(name: string): Promise<boolean> {
    if (!this.settings.assignments.hasNamed(name)) return false;
    const state = this.#running.get(name)?.queue?.state;
    const settled = await this.archive.settled();
    return !state || !settled.ok || state.cursor < settled.value;
  }

  async #change(act: () => Promise<Result>): Promise<Result> {
    const changed = this.#changing
      .then(act)
      .catch((error: unknown): Result => ({ ok: false, fault: this.#faultOf(error) }));
    this.#changing = changed;
    return changed;
  }

  #run(stored: StoredEndpoint): void {
    const running: Running = {
      stored,
      queue: undefined,
      fault: undefined,
      stop: new AbortController(),
      ended: Promise.resolve(),
    };
    this.#running.set(stored.endpoint.name, running);
    running.ended = this.#work(running);
  }

  async #work(running: Running): Promise<void> {
    const { archive, settings, folders, interval, random, now } = this.#parts;
    const { signal } = running.stop;
    const { endpoint, start } = running.stored;
    let before: Fault | undefined;
    while (!signal.aborted) {
      try {
        const ledger = await Ledger.open(settings.ledgerFile(running.stored), start);
        running.fault = undefined;
        const isFor = (message: Message): boolean => this.#goesTo(message).has(endpoint.name);
        running.queue = new Queue({
          archive,
          ledger,
          deliverer: delivererOf(endpoint, folders, now),
          isFor,
          hasBegun: () => settings.assignments.hasNamed(endpoint.name),
          interval,
          random,
          now,
        });
        await running.queue.run(signal);
        return;
      } catch (error) {
        // What happens again and again is reported once.
        before = running.fault = this.#faultOf(error, before);
        running.queue = undefined;
        await wait(AGAIN, signal);
      }
    }
  }

  #faultOf(error: unknown, before?: Fault): Fault {
    const fault = stateFault(error);
    if (fault.reason === 'program-fault' && before?.reason !== fault.reason) this.#parts.report(error);
    return fault;
  }

  async #end(name: string): Promise<void> {
    const running = this.#running.get(name);
    running?.stop.abort();
    await running?.ended;
    this.#running.delete(name);
  }

  /** The endpoints that a message is for: those of the organisation's people who take part, and of its rooms. */
  #goesTo({ participants, row }: Message): ReadonlySet<string> {
    const ours = participants.filter((jid) => this.isOurs(jid));
    const names = ours.map((jid) => this.settings.assignments.endpointOf(jid, row));
    return new Set(names.filter((name) => name !== undefined));
  }
}

function delivererOf(endpoint: Endpoint, folders: readonly string[], now: () => number): Deliverer {
  switch (endpoint.type) {
    case 'smtp':
      return new SmtpDeliverer(endpoint);
    case 'folder':
      return new FolderDeliverer(endpoint, folders);
    case 'webhook':
      return new WebhookDeliverer(endpoint, now);
  }
}
