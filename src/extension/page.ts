/** What the extension's pages have in common: a port to the background, and elements that use it. */
import { runtimePortChannel } from '../ports/adapters/runtime-port.js';
import { PortClient } from '../ports/client.js';
import { LOCALE_STATUS_EVENT, msg } from '@lit/localize';
import { define } from '../ui/define.js';
import { defineComponents } from '../ui/define-components.js';
import type { ConnectedElement } from '../ui/containers/connected-element.js';
import { isRightToLeft, usableLocale } from '../ui/format.js';
import { setUpLocalization, shownLocale } from '../ui/locale.js';
import { browser } from './browser.js';
import { PORT_NAME } from './port-name.js';

/** What staying signed in comes to here, where a key may be kept. */
export function stayMeans(): string {
  return msg(
    'Where your server cannot give a token that it can revoke, this browser keeps a key on this computer’s disk instead. Whoever can read your disk may be able to use it until you sign out or change your password.',
  );
}

/**
 * Puts `element` into the page under `name`, connected to the background. `title` is the page's heading, too, for
 * those who do not see which page this is. The page around the element follows the person's theme and language.
 */
export function showElement<T extends ConnectedElement>(name: string, element: new () => T, title: () => string): T {
  const heading = document.createElement('h1');
  const client = new PortClient({
    open: () => runtimePortChannel(browser.runtime.connect({ name: PORT_NAME })),
  });
  const present = (): void => {
    const root = document.documentElement;
    root.lang = usableLocale(shownLocale(), navigator.languages);
    root.dir = isRightToLeft(root.lang) ? 'rtl' : 'ltr';
    root.dataset.theme = client.view?.options.values.theme ?? 'auto';
    document.title = heading.textContent = title();
  };
  client.subscribe(present, new AbortController().signal);
  addEventListener(LOCALE_STATUS_EVENT, present);
  present();
  void setUpLocalization(navigator.languages);
  defineComponents();
  define({ [name]: element });
  const shown = new element();
  shown.client = client;
  const main = document.createElement('main');
  main.append(heading, shown);
  document.body.append(main);
  return shown;
}
