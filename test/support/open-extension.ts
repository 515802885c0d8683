/** The extension in whichever browser. */
import type { BrowserName } from './browser.js';
import { ChromiumExtension } from './extension-chromium.js';
import { FirefoxExtension } from './extension-firefox.js';
import type { Extension } from './extension.js';

/** Starts a browser with the extension; on a `profile` that exists, it goes on from there. */
export function openExtension(name: BrowserName, profile?: string): Promise<Extension> {
  return name === 'firefox' ? FirefoxExtension.open(profile) : ChromiumExtension.open(profile);
}
