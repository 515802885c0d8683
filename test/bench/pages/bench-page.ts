/**
 * The element as any other site has it, but that it signs in by itself, and tells a harness what it shows:
 * `?service=&domain=&jid=&password=&policy=accept-all|prompt`. For loopback and tests only; it ships nowhere.
 *
 * `window.imBench.shown` is how many requests a person can see, or scroll or page to; `data-bench-accept` marks
 * the button that accepts the topmost of them.
 */
import { html, type TemplateResult } from 'lit';
import { define } from '../../../src/ui/define.js';
import { defineComponents } from '../../../src/ui/define-components.js';
import { setUpLocalization } from '../../../src/ui/locale.js';
import { ImContactRequests } from '../../../src/widget/contact-requests.js';
import type { SiteAttributes } from '../../../src/widget/site-config.js';
import { WorkerOpener } from '../../../src/widget/open-worker.js';

const given = Object.fromEntries(new URLSearchParams(location.search));
const bench = { shown: 0 };
Object.assign(globalThis, { imBench: bench });

const opener = new WorkerOpener(
  new URL('./bench-worker.js', import.meta.url),
  new URL('./im-host.js', import.meta.url),
);
const worker = new BroadcastChannel('im-bench');
worker.addEventListener('message', ({ data }) => {
  if (data === 'policy?') worker.postMessage(given.policy ?? 'prompt');
});

class BenchContactRequests extends ImContactRequests {
  waiting = 0;
  #asked = false;

  constructor() {
    super(() => opener);
  }

  /** As a site does that has a sign-on of its own: it signs in as soon as it hears that nobody is. */
  override get siteAttributes(): SiteAttributes {
    return { ...super.siteAttributes, hasCredentials: true };
  }

  protected override renderSignIn(): TemplateResult {
    return html``;
  }

  protected override viewChanged(): void {
    super.viewChanged();
    this.waiting = this.view?.requests.total ?? 0;
    const { jid = '', password = '', service = '' } = given;
    if (this.view?.session.link.phase !== 'signed-out' || this.#asked) return;
    this.#asked = true;
    void this.signIn({ name: 'sign-in', jid, password, service, stay: false, allowPlain: false });
  }
}

void setUpLocalization(navigator.languages);
defineComponents();
define({ 'im-contact-requests': BenchContactRequests });

const element = new BenchContactRequests();
element.setAttribute('domain', given.domain ?? '');
element.setAttribute('jid', given.jid ?? '');
element.setAttribute('service', given.service ?? '');
document.body.append(element);

if (given.policy === 'prompt') requestAnimationFrame(look);

let accept: Element | undefined;
function look(): void {
  const first = within(element, 'im-inbox', 'im-request-list', 'im-request-card');
  const button = first?.shadowRoot?.querySelector('.accept') ?? undefined;
  bench.shown = button ? element.waiting : 0;
  if (button !== accept) {
    accept?.removeAttribute('data-bench-accept');
    button?.setAttribute('data-bench-accept', '');
    accept = button;
  }
  requestAnimationFrame(look);
}

/** The first such element within the shadow of the first such, and so on. */
function within(start: Element, ...names: readonly string[]): Element | undefined {
  return names.reduce<Element | undefined>((at, name) => at?.shadowRoot?.querySelector(name) ?? undefined, start);
}
