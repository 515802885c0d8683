/** A port between a page and a host of this process. */
import type { Channel, HostMessage, PageMessage } from '../../src/ports/protocol.js';

/** Two ends of a port that copies what passes, as ports do. */
export function channelPair(): [Channel<PageMessage>, Channel<HostMessage>] {
  const ends = [new ChannelEnd(), new ChannelEnd()] as const;
  ends[0].other = ends[1];
  ends[1].other = ends[0];
  return [ends[0], ends[1]];
}

class ChannelEnd {
  other: ChannelEnd | undefined;
  #receive: (message: unknown) => void = () => undefined;
  #closed: () => void = () => undefined;
  #open = true;

  post(message: unknown): void {
    const copy: unknown = structuredClone(message);
    queueMicrotask(() => {
      if (this.#open && this.other) this.other.#receive(copy);
    });
  }

  onMessage(receive: (message: unknown) => void): void {
    this.#receive = receive;
  }

  onClose(closed: () => void): void {
    this.#closed = closed;
  }

  close(): void {
    if (!this.#open) return;
    this.#open = false;
    queueMicrotask(() => {
      if (this.other) this.other.#hangUp();
    });
  }

  #hangUp(): void {
    if (!this.#open) return;
    this.#open = false;
    this.#closed();
  }
}
