/** A channel over an extension's `runtime.Port`, which tells both ends when it is closed. */
import type { Channel } from '../protocol.js';

/** The part of `runtime.Port` that is used. */
export interface RuntimePort {
  postMessage(message: unknown): void;
  disconnect(): void;
  readonly onMessage: { addListener(listener: (message: unknown) => void): void };
  readonly onDisconnect: { addListener(listener: () => void): void };
}

export function runtimePortChannel<Out>(port: RuntimePort): Channel<Out> {
  let isOpen = true;
  port.onDisconnect.addListener(() => (isOpen = false));
  return {
    post(message) {
      if (!isOpen) return;
      try {
        port.postMessage(message);
      } catch {
        isOpen = false; // closed in this very moment: its owner is about to hear of it
      }
    },
    onMessage: (receive) => port.onMessage.addListener(receive),
    onClose: (closed) => port.onDisconnect.addListener(closed),
    close() {
      isOpen = false;
      port.disconnect();
    },
  };
}
