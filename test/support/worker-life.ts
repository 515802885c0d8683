/**
 * The life of one worker in this process. Whatever it does to the world (connect, send, read, write),
 * whatever it hears and whatever it waits for passes through here; once it has ended, nothing does. So
 * a worker can be killed between any two acts, as a browser would.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { WebSocket as NodeWebSocket } from 'ws';
import type { ErasableFile, KeyValueStore } from '../../src/session/platform.js';

/** Something that a worker does or hears. */
export type Act = 'connect' | 'send' | 'receive' | 'read' | 'write' | 'remove';

const lives = new AsyncLocalStorage<WorkerLife>();
const NEVER = new Promise<never>(() => undefined);

export class WorkerLife {
  readonly sockets = new Set<LivingWebSocket>();
  readonly timers = new Set<NodeJS.Timeout>();
  /** Called before each act, with what is sent or received; may end the life, and then the act is not done. */
  onAct: (act: Act, text: string) => void = () => undefined;
  #ended = false;

  get ended(): boolean {
    return this.#ended;
  }

  /** Runs `work`, and whatever it starts, as part of this life. */
  run<T>(work: () => T): T {
    return lives.run(this, work);
  }

  mayAct(act: Act, text = ''): boolean {
    if (!this.#ended) this.onAct(act, text);
    return !this.#ended;
  }

  /** Cuts every connection, without a word of goodbye. The worker lives on, and notices. */
  cutConnections(): void {
    for (const socket of this.sockets) socket.terminate();
  }

  end(): void {
    this.#ended = true;
    this.cutConnections();
    for (const timer of this.timers) clearTimeout(timer);
  }

  /** `store` as this worker sees it. */
  store(store: KeyValueStore): KeyValueStore {
    return {
      get: (key) => (this.mayAct('read', key) ? this.#during(store.get(key)) : NEVER),
      getAll: (keys) => (this.mayAct('read', keys.join()) ? this.#during(store.getAll(keys)) : NEVER),
      set: (entries) => (this.mayAct('write', Object.keys(entries).join()) ? this.#during(store.set(entries)) : NEVER),
      remove: (keys) => (this.mayAct('remove', keys.join()) ? this.#during(store.remove(keys)) : NEVER),
    };
  }

  /** `file` as this worker sees it. */
  file(file: ErasableFile): ErasableFile {
    return {
      read: () => (this.mayAct('read', 'key') ? this.#during(file.read()) : NEVER),
      write: (content) => (this.mayAct('write', 'key') ? this.#during(file.write(content)) : NEVER),
      erase: () => (this.mayAct('remove', 'key') ? this.#during(file.erase()) : NEVER),
    };
  }

  /** A worker that dies meanwhile does not hear what came of it. */
  async #during<T>(work: Promise<T>): Promise<T> {
    const result = await work;
    return this.#ended ? NEVER : result;
  }
}

/** Browsers deliver one message per task; so does this. */
class LivingWebSocket extends NodeWebSocket {
  readonly #life: WorkerLife | undefined;

  constructor(url: string, protocols?: string[]) {
    const life = lives.getStore();
    if (life && !life.mayAct('connect', url)) throw new Error('this worker is dead');
    super(url, protocols, { allowSynchronousEvents: false });
    this.#life = life;
    life?.sockets.add(this);
    this.once('close', () => life?.sockets.delete(this));
  }

  override send(data: string): void {
    if (this.#life?.mayAct('send', data) ?? true) super.send(data);
  }

  override emit(event: string | symbol, ...args: unknown[]): boolean {
    if (event === 'message' && !(this.#life?.mayAct('receive', String(args[0])) ?? true)) return false;
    return super.emit(event, ...args);
  }
}
globalThis.WebSocket = LivingWebSocket as unknown as typeof WebSocket;

type StartTimer = (handler: (...args: unknown[]) => void, delay?: number, ...args: unknown[]) => NodeJS.Timeout;

/** Milliseconds; a worker that waits for longer (somebody may go away, a lease may end) does not keep a test from its end. */
const LONG = 20_000;

/** A timer of a worker does not outlive it. */
function livingTimer(start: StartTimer): StartTimer {
  const startLiving: StartTimer = (handler, delay, ...args) => {
    const timer = start(handler, delay, ...args);
    const life = lives.getStore();
    if (life?.ended) clearTimeout(timer);
    else life?.timers.add(timer);
    if (life && (delay ?? 0) > LONG) timer.unref();
    return timer;
  };
  return Object.assign(startLiving, start);
}
globalThis.setTimeout = livingTimer(globalThis.setTimeout) as typeof setTimeout;
globalThis.setInterval = livingTimer(globalThis.setInterval) as typeof setInterval;
