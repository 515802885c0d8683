/**
 * The elements for contacts and conversations as any other site has them, but that they sign in by themselves, and tell
 * a harness what they show: `?service=&domain=&jid=&password=&show=contacts|chat JID`. For loopback and tests only; it
 * ships nowhere.
 *
 * `window.imBench.shown` is how many contacts a person can see or scroll to, or how many messages there are in the page;
 * `row()` and `message()` are the first of them.
 */
import { html, type TemplateResult } from 'lit';
import type { View } from '../../../src/core/view.js';
import { define } from '../../../src/ui/define.js';
import { defineComponents } from '../../../src/ui/define-components.js';
import { setUpLocalization } from '../../../src/ui/locale.js';
import { ImChat } from '../../../src/widget/chat.js';
import { ImContactList } from '../../../src/widget/contact-list.js';
import { WorkerOpener } from '../../../src/widget/open-worker.js';
import type { SiteAttributes } from '../../../src/widget/site-config.js';

const given = Object.fromEntries(new URLSearchParams(location.search));
const { domain = '', jid = '', password = '', service = '', show = '' } = given;
const [what, contact = ''] = show.split(' ');

const opener = new WorkerOpener(
  new URL('../bench-worker.js', import.meta.url),
  new URL('../im-host.js', import.meta.url),
);
const worker = new BroadcastChannel('im-bench');
worker.addEventListener('message', ({ data }) => {
  if (data === 'policy?') worker.postMessage(given.policy ?? 'prompt');
});

const command = { name: 'sign-in', jid, password, service, stay: false, allowPlain: false } as const;
let asked = false;

/** As a site does that has a sign-on of its own: it signs in as soon as it hears that nobody is. */
function isToSignIn(view: View | undefined): boolean {
  if (view?.session.link.phase !== 'signed-out' || asked) return false;
  return (asked = true);
}

class BenchContactList extends ImContactList {
  /** Contacts altogether. */
  total = 0;

  constructor() {
    super(() => opener);
  }

  override get siteAttributes(): SiteAttributes {
    return { ...super.siteAttributes, hasCredentials: true };
  }

  protected override renderSignIn(): TemplateResult {
    return html``;
  }

  protected override viewChanged(): void {
    super.viewChanged();
    this.total = this.view?.contacts?.total ?? 0;
    if (isToSignIn(this.view)) void this.signIn(command);
  }
}

class BenchChat extends ImChat {
  constructor() {
    super(() => opener);
  }

  override get siteAttributes(): SiteAttributes {
    return { ...super.siteAttributes, hasCredentials: true };
  }

  protected override renderSignIn(): TemplateResult {
    return html``;
  }

  protected override viewChanged(): void {
    super.viewChanged();
    if (isToSignIn(this.view)) void this.signIn(command);
  }
}

void setUpLocalization(navigator.languages);
defineComponents();
define({ 'im-contact-list': BenchContactList, 'im-chat': BenchChat });

const element = what === 'contacts' ? new BenchContactList() : new BenchChat();
for (const [name, value] of Object.entries({ domain, jid, service })) element.setAttribute(name, value);
if (element instanceof BenchChat) element.setAttribute('with', contact);
document.body.append(element);

const row = (): Element | undefined =>
  inside('im-contacts', 'im-contact-lines')?.querySelector('im-contact-line') ?? undefined;
const messages = (): readonly Element[] => [
  ...(inside('im-chats', 'im-conversation', 'im-message-list')?.querySelectorAll('.message') ?? []),
];
Object.assign(globalThis, {
  imBench: {
    get shown() {
      if (element instanceof BenchContactList) return row() ? element.total : 0;
      return messages().length;
    },
    row,
    message: () => messages()[0],
  },
});

/** What is drawn within the first such element of the one before, from ours on. */
function inside(...names: readonly string[]): ShadowRoot | null | undefined {
  return names.reduce<ShadowRoot | null | undefined>(
    (root, name) => root?.querySelector(name)?.shadowRoot,
    element.shadowRoot,
  );
}
