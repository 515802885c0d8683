/** A page as a platform: what signs in is gone with it; what an import has done so far stays. */
import { fetchHostMeta } from '../session/fetch-host-meta.js';
import { IndexedDbStore } from '../session/indexed-db-store.js';
import { LazyStore } from '../session/lazy-store.js';
import { MemoryStore } from '../session/memory-store.js';
import type { ErasableFile, Platform } from '../session/platform.js';

const DATABASE_NAME = 'im-admin-console';

const NO_FILE: ErasableFile = {
  read: () => Promise.resolve(undefined),
  write: () => Promise.reject(new Error('nothing of a sign-in stays here')),
  erase: () => Promise.resolve(),
};

/** `localStore` keeps how strong a server's sign-in was, and imports that were interrupted. */
export function pagePlatform(): Platform {
  return {
    sessionStore: new MemoryStore(),
    sessionStoreHoldsKeys: true,
    sessionStoreOutlivesWorker: false,
    localStore: new LazyStore(() => IndexedDbStore.openOrMemory(DATABASE_NAME)),
    keyFile: NO_FILE,
    messageKeyFile: NO_FILE,
    mayKeepSecrets: false,
    now: () => Date.now(),
    random: () => Math.random(), // spreads reconnections; nothing that has to be a secret
    fetchText: fetchHostMeta,
    wakeAt: () => undefined,
    onOnline: (wake) => addEventListener('online', wake),
    stayAwake: () => undefined,
    managed: { get: () => Promise.resolve({}), onChange: () => undefined },
  };
}
