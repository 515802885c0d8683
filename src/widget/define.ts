/**
 * What a site loads: one module, which registers `<im-contact-requests>` and `<im-options>`.
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
import { WorkerOpener } from './open-worker.js';
import { ImOptions } from './options.js';

/** One for each worker script, whatever the number of elements in the page. */
const openers = new Map<string, WorkerOpener>();

function openerFor(workerSrc: string): WorkerOpener {
  const script = workerSrc ? new URL(workerSrc, document.baseURI) : new URL('./im-worker.js', import.meta.url);
  const opener = openers.get(script.href) ?? new WorkerOpener(script, new URL('./im-host.js', import.meta.url));
  openers.set(script.href, opener);
  return opener;
}

class SiteContactRequests extends ImContactRequests {
  constructor() {
    super(openerFor);
  }
}

class SiteOptions extends ImOptions {
  constructor() {
    super(openerFor);
  }
}

void setUpLocalization(navigator.languages);
defineComponents();
define({ 'im-contact-requests': SiteContactRequests, 'im-options': SiteOptions });
