/**
 * What a site loads: one module, which registers `<im-contact-requests>` and `<im-options>`, and the others of its
 * elements when the page has one.
 *
 * ```html
 * <script type="module" src="/im/im-contact-requests.js"></script>
 * <im-contact-requests domain="example.com"></im-contact-requests>
 * ```
 *
 * The worker is `im-worker.js` beside this module; the types are in `api.ts`. Only wires.
 */
import { define } from '../ui/define.js';
import { defineComponents } from '../ui/define-components.js';
import { setUpLocalization } from '../ui/locale.js';
import { ImContactRequests } from './contact-requests.js';
import { ElementLoader } from './load-elements.js';
import { WorkerOpener } from './open-worker.js';
import type { OpenerFor } from './site-controller.js';
import { ImOptions } from './options.js';

/** One for each worker script, whatever the number of elements in the page. */
const openers = new Map<string, WorkerOpener>();

function openerFor(workerSrc: string): WorkerOpener {
  const script = workerSrc ? new URL(workerSrc, document.baseURI) : new URL('./im-worker.js', import.meta.url);
  const opener = openers.get(script.href) ?? new WorkerOpener(script, new URL('./im-host.js', import.meta.url));
  openers.set(script.href, opener);
  return opener;
}

/** An element with the workers of this page. */
function here(Element: new (opener: OpenerFor) => HTMLElement): CustomElementConstructor {
  return class extends Element {
    constructor() {
      super(openerFor);
    }
  };
}

void setUpLocalization(navigator.languages);
defineComponents();
define({ 'im-contact-requests': here(ImContactRequests), 'im-options': here(ImOptions) });

const loader = new ElementLoader({
  'im-contact-list': () => import('./contact-list.js').then(({ ImContactList }) => here(ImContactList)),
  'im-directory-search': () => import('./directory-search.js').then(({ ImDirectorySearch }) => here(ImDirectorySearch)),
  'im-chat': () => import('./chat.js').then(({ ImChat }) => here(ImChat)),
});
loader.watch();

/** Loads an element that this module cannot find by itself, for it is in a shadow tree. */
export function loadElement(name: 'im-contact-list' | 'im-directory-search' | 'im-chat'): Promise<void> {
  return loader.load(name);
}
