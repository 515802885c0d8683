/** What the extension's pages have in common: a port to the background, and elements that use it. */
import { runtimePortChannel } from '../ports/adapters/runtime-port.js';
import { PortClient } from '../ports/client.js';
import { msg } from '@lit/localize';
import { define, defineComponents } from '../ui/define-components.js';
import type { ConnectedElement } from '../ui/containers/connected-element.js';
import { setUpLocalization } from '../ui/locale.js';
import { browser } from './browser.js';
import { PORT_NAME } from './port-name.js';

/** What staying signed in comes to here, where a key may be kept. */
export function stayMeans(): string {
  return msg(
    'Where your server cannot give a token that it can revoke, this browser keeps a key on this computer’s disk instead. Whoever can read your disk may be able to use it until you change your password.',
  );
}

/** Puts `element` into the page under `name`, connected to the background. `title` is asked again once texts are loaded. */
export function showElement<T extends ConnectedElement>(name: string, element: new () => T, title: () => string): T {
  void setUpLocalization(navigator.languages).then((locale) => {
    document.documentElement.lang = locale;
    document.title = title();
  });
  defineComponents();
  define({ [name]: element });
  const shown = new element();
  shown.client = new PortClient({
    open: () => runtimePortChannel(browser.runtime.connect({ name: PORT_NAME })),
  });
  document.body.append(shown);
  return shown;
}
