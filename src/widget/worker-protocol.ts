/** What a page and the worker of a site say to each other before a port is open. */

/** Names that all tabs of an origin share. */
export const WORKER_NAME = 'im-contact-requests';
export const LEADER_LOCK = 'im-contact-requests:leader';
export const BUS_NAME = 'im-contact-requests';
export const DATABASE_NAME = 'im-contact-requests';
export const KEY_FILE = 'im-contact-requests.key';
export const MESSAGE_KEY_FILE = 'im-contact-requests.messages.key';

/** A page hands over one end of a port. It holds the lock `alive` for as long as it lives. */
export interface ConnectMessage {
  readonly connect: true;
  readonly alive: string;
}

export function isConnectMessage(data: unknown): data is ConnectMessage {
  return (
    typeof data === 'object' && data !== null && 'connect' in data && 'alive' in data && typeof data.alive === 'string'
  );
}
