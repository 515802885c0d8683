/** A worker of a web site as a platform. What signs a person in stays in memory, or is a token they asked to keep. */
import { fetchHostMeta } from '../session/fetch-host-meta.js';
import { IndexedDbStore } from '../session/indexed-db-store.js';
import { LazyStore } from '../session/lazy-store.js';
import type { KeyValueStore, Platform } from '../session/platform.js';
import { PrivateFile } from '../session/private-file.js';
import { DATABASE_NAME, KEY_FILE, MESSAGE_KEY_FILE } from './worker-protocol.js';

/** `outlives`: another tab's worker takes over `sessionStore` when this one dies. */
export function webPlatform(sessionStore: KeyValueStore, outlives: boolean): Platform {
  return {
    sessionStore,
    sessionStoreHoldsKeys: true,
    sessionStoreOutlivesWorker: outlives,
    keyFile: new PrivateFile(KEY_FILE),
    messageKeyFile: new PrivateFile(MESSAGE_KEY_FILE),
    mayKeepSecrets: false,
    localStore: new LazyStore(() => IndexedDbStore.openOrMemory(DATABASE_NAME)),
    now: () => Date.now(),
    random: () => Math.random(), // spreads reconnections; nothing that has to be a secret
    fetchText: fetchHostMeta,
    wakeAt: () => undefined, // a site's worker lives as long as its tabs, and its timers with it
    onOnline: (wake) => self.addEventListener('online', wake),
    stayAwake: () => undefined,
    managed: { get: () => Promise.resolve({}), onChange: () => undefined },
  };
}
