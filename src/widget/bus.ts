/**
 * How the workers of several tabs talk where no SharedWorker can be had: a BroadcastChannel on which
 * one of them, the leader, has the session, and the others pass on what their pages say.
 */
import type { Channel } from '../ports/protocol.js';

export type BusMessage =
  /** A worker has become the leader: ports to an earlier one are dead. */
  | { readonly to: 'all'; readonly type: 'leader' }
  /** A page behind another worker opens a port. That worker holds the lock `alive`. */
  | { readonly to: 'leader'; readonly type: 'open'; readonly port: string; readonly alive: string }
  | { readonly to: 'leader' | 'port'; readonly type: 'message'; readonly port: string; readonly message: unknown }
  | { readonly to: 'leader' | 'port'; readonly type: 'close'; readonly port: string }
  /** The leader's session store, in whole or in part; undefined values are removed. */
  | { readonly to: 'all'; readonly type: 'store'; readonly entries: ReadonlyMap<string, unknown> }
  | { readonly to: 'leader'; readonly type: 'store-wanted' };

export class Bus {
  readonly #channel: BroadcastChannel;
  readonly #listeners = new Set<(message: BusMessage) => void>();

  constructor(name: string) {
    this.#channel = new BroadcastChannel(name);
    this.#channel.addEventListener('message', ({ data }: MessageEvent<BusMessage>) => {
      for (const listener of [...this.#listeners]) listener(data);
    });
  }

  post(message: BusMessage): void {
    this.#channel.postMessage(message);
  }

  /** Calls `listener` for each message of others; returns how to stop. */
  listen(listener: (message: BusMessage) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}

/** One end of a port over the bus: `mine` is whom messages for this end are addressed to. */
export function busChannel<Out>(bus: Bus, port: string, mine: 'leader' | 'port'): Channel<Out> {
  const theirs = mine === 'leader' ? 'port' : 'leader';
  let receive: (message: unknown) => void = () => undefined;
  let closed: () => void = () => undefined;
  const stop = bus.listen((message) => {
    if (message.to !== mine || !('port' in message) || message.port !== port) return;
    if (message.type === 'message') receive(message.message);
    if (message.type === 'close') end();
  });
  const end = (): void => {
    stop();
    closed();
  };
  return {
    post: (message) => bus.post({ to: theirs, type: 'message', port, message }),
    onMessage: (listener) => (receive = listener),
    onClose: (listener) => (closed = listener),
    close: () => {
      bus.post({ to: theirs, type: 'close', port });
      end();
    },
  };
}
