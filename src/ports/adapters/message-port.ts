/**
 * A channel over a MessagePort. A port does not tell its other end that it is closed (browsers differ),
 * so the end that closes says so. A page that dies says nothing: it holds a lock for as long as it lives.
 */
import type { Channel } from '../protocol.js';

const CLOSED = 'closed';

/** The envelope, so that what passes cannot be taken for the sentinel. */
interface Envelope {
  readonly message: unknown;
}

export function messagePortChannel<Out>(port: MessagePort): Channel<Out> {
  let closed: () => void = () => undefined;
  let isOpen = true;
  const hangUp = (): void => {
    if (!isOpen) return;
    isOpen = false;
    port.close();
    closed();
  };
  return {
    post(message) {
      if (isOpen) port.postMessage({ message } satisfies Envelope);
    },
    onMessage(receive) {
      port.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
        if (data === CLOSED) hangUp();
        else if (isEnvelope(data)) receive(data.message);
      });
      port.start();
    },
    onClose(listener) {
      closed = listener;
    },
    close() {
      if (!isOpen) return;
      port.postMessage(CLOSED);
      hangUp();
    },
  };
}

function isEnvelope(data: unknown): data is Envelope {
  return typeof data === 'object' && data !== null && 'message' in data;
}
