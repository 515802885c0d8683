/** The product as a web site or as an extension has it, in a tab that stays open. */
import type { Browser } from 'puppeteer-core';
import { openNamed, type BrowserName } from './browser.js';
import { Tab, type Scene } from './e2e.js';
import type { Extension } from './extension.js';
import { openExtension } from './open-extension.js';

export const SHELLS = ['widget', 'extension'] as const;
export type ShellName = (typeof SHELLS)[number];

export interface Shell {
  readonly browser: Browser;
  readonly tab: Tab;
  /** Undefined of a web site: there is no button and no notification. */
  readonly extension: Extension | undefined;
  /** Fills in the form and submits it; what becomes of that is not waited for. */
  signIn(person: { readonly jid: string; readonly password: string }): Promise<void>;
  close(): Promise<void>;
}

export async function openShell(name: ShellName, browserName: BrowserName, scene: Scene): Promise<Shell> {
  const extension = name === 'extension' ? await openExtension(browserName) : undefined;
  const browser = extension?.browser ?? (await openNamed(browserName));
  const tab = extension ? await extension.popupInTab() : await Tab.open(browser, scene.site.origin);
  await extension?.countNotifications();
  return {
    browser,
    tab,
    extension,
    signIn: ({ jid, password }) => tab.signIn(jid, password, extension ? scene.server.service : undefined),
    close: () => browser.close(),
  };
}
