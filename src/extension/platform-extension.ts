/** The extension's background as a platform. */
import { fetchHostMeta } from '../session/fetch-host-meta.js';
import type { KeyValueStore, ManagedPreset, Platform } from '../session/platform.js';
import { PrivateFile } from '../session/private-file.js';
import { browser } from './browser.js';
import { parseManagedPreset } from './managed-preset.js';

const WAKE_ALARM = 'wake';

interface StorageArea {
  get(keys: string | string[]): Promise<Record<string, unknown>>;
  set(entries: Record<string, unknown>): Promise<void>;
  remove(keys: string[]): Promise<void>;
}

/** `storage.session` holds JSON and lasts as long as the browser runs; `storage.local` stays. */
export function extensionPlatform(): Platform {
  return {
    sessionStore: areaStore(browser.storage.session),
    sessionStoreHoldsKeys: false,
    sessionStoreOutlivesWorker: true,
    localStore: areaStore(browser.storage.local),
    keyFile: new PrivateFile('key'),
    messageKeyFile: new PrivateFile('messages-key'),
    mayKeepSecrets: true,
    now: () => Date.now(),
    random: () => Math.random(), // spreads reconnections; nothing that has to be a secret
    fetchText: fetchHostMeta,
    wakeAt: (at) => void browser.alarms.create(WAKE_ALARM, { when: at }),
    onOnline: (wake) => {
      self.addEventListener('online', wake);
      browser.alarms.onAlarm.addListener(({ name }) => {
        if (name === WAKE_ALARM) wake();
      });
    },
    // Firefox ends an event page whose socket is busy but which calls no extension API.
    stayAwake: () => void browser.runtime.getPlatformInfo(),
    managed: {
      get: readManaged,
      onChange: (changed) =>
        browser.storage.onChanged.addListener((_changes, area) => {
          if (area === 'managed') void readManaged().then(changed);
        }),
    },
  };
}

function areaStore(area: StorageArea): KeyValueStore {
  return {
    get: async (key) => (await area.get(key))[key],
    getAll: (keys) => area.get([...keys]),
    set: (entries) => area.set({ ...entries }),
    remove: (keys) => area.remove([...keys]),
  };
}

/** What the company presets; nothing where it manages nothing. */
export async function readManaged(): Promise<ManagedPreset> {
  try {
    return parseManagedPreset(await browser.storage.managed.get());
  } catch {
    return {}; // Firefox rejects where the company manages nothing
  }
}
