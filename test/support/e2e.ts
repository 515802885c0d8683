/** What end-to-end tests share: a real Prosody with an organisation, a strict site with the element, a real browser. */
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContext, ElementHandle, Page } from 'puppeteer-core';
import type { View } from '../../src/core/view.js';
import { Administrator } from '../servers/organisation.js';
import { until } from '../servers/processes.js';
import { Prosody, type ProsodyConfig } from '../servers/prosody.js';
import { RawClient } from '../servers/raw-client.js';
import { Site } from '../servers/site.js';

export const ROOT = join(dirname(fileURLToPath(import.meta.url)), '../..');
export const DOMAIN = 'acme.example';
export const SISTER = 'acme-labs.example';
export const SUBDOMAIN = 'chat.acme.example';
export const LOOKALIKE = 'acrne.example';
export const OUTSIDE = 'elsewhere.example';

/** A site that enforces what a careful site would. `{{port}}` is where Prosody listens. */
export function strictPolicy(port: number | '*'): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "worker-src 'self' blob:",
    `connect-src 'self' ws://127.0.0.1:${port}`,
    "require-trusted-types-for 'script'",
    'trusted-types lit-html im-contact-requests',
  ].join('; ');
}

export interface Scene {
  readonly server: Prosody;
  readonly site: Site;
  readonly admin: Administrator;
  /** A new person of the organisation, with a password of their own. */
  person(name: string): Promise<{ readonly jid: string; readonly password: string }>;
  /** Somebody who is not our client, signed in and available. */
  somebody(jid: string): Promise<RawClient>;
  /** Somebody with an account, at a client that is not ours. */
  client(account: { readonly jid: string; readonly password: string }): Promise<RawClient>;
  stop(): Promise<void>;
}

export interface SceneOptions {
  /** HTML (or, of a path that ends so, JavaScript) of the site, by path; `{{service}}` is filled in. */
  readonly pages: Readonly<Record<string, string>>;
  readonly prosody?: Partial<ProsodyConfig>;
  readonly headers?: Readonly<Record<string, string>>;
}

export async function startScene({ pages, prosody = {}, headers }: SceneOptions): Promise<Scene> {
  const domains = [DOMAIN, SISTER, SUBDOMAIN, LOOKALIKE, OUTSIDE];
  const server = await Prosody.start({
    hosts: domains.map((domain) => ({
      domain,
      pubsub: domain === DOMAIN,
      accounts: domain === DOMAIN ? [{ username: 'admin', password: 'admin' }] : [],
    })),
    ...prosody,
  });
  const admin = await Administrator.signIn(server, DOMAIN, 'admin');
  await admin.createNode();
  const site = await startSite(server, pages, headers);
  const clients: RawClient[] = [];
  const connect: Scene['client'] = async (account) => {
    const client = await RawClient.connect({ service: server.service, ...account });
    clients.push(client);
    return client;
  };
  return {
    server,
    site,
    admin,
    async person(name) {
      const password = `${name}-secret`;
      await server.addAccount(DOMAIN, { username: name, password });
      return { jid: `${name}@${DOMAIN}`, password };
    },
    async somebody(jid) {
      const [username = '', domain = ''] = jid.split('@');
      await server.addAccount(domain, { username, password: 'secret' });
      const client = await connect({ jid, password: 'secret' });
      await client.available();
      return client;
    },
    client: connect,
    async stop() {
      await Promise.all(clients.map((client) => client.close()));
      await admin.close();
      await site.stop();
      await server.stop();
    },
  };
}

/** A site with these pages, beside the files of the element. */
export function startSite(
  server: { readonly port: number; readonly service: string },
  pages: SceneOptions['pages'],
  headers: SceneOptions['headers'] = { 'Content-Security-Policy': strictPolicy(server.port) },
): Promise<Site> {
  const type = (path: string): string => `text/${path.endsWith('.js') ? 'javascript' : 'html'}; charset=utf-8`;
  return Site.start({
    folders: { '/im/': join(ROOT, 'dist/widget') },
    headers,
    pages: Object.fromEntries(
      Object.entries(pages).map(([path, body]) => [
        path,
        () => ({ type: type(path), body: body.replaceAll('{{service}}', server.service) }),
      ]),
    ),
  });
}

/** A page that embeds the element, and nothing else. */
export function pageWith(markup: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A site</title>
    <script type="module" src="/im/im-contact-requests.js"></script></head><body><main><h1>A site</h1>${markup}</main></body></html>`;
}

/** A tab with the element, as a person uses it. */
export class Tab {
  readonly page: Page;
  /** What the page reported: errors, violations of its policy. */
  readonly complaints: string[] = [];
  readonly #selector: string;

  private constructor(page: Page, selector: string) {
    this.page = page;
    this.#selector = selector;
    page.on('pageerror', (error) => this.complaints.push(String(error)));
    page.on('console', (message) => {
      if (message.type() === 'error') this.complaints.push(message.text());
    });
  }

  /** `script` runs before any script of the page. */
  static async open(browser: Browser | BrowserContext, url: string, selector?: string, script = ''): Promise<Tab> {
    const tab = await Tab.of(await browser.newPage(), selector);
    if (script) await tab.page.evaluateOnNewDocument(script);
    await tab.page.goto(url);
    return tab;
  }

  /** A page that is there already, or is to be filled. */
  static async of(page: Page, selector = 'im-contact-requests'): Promise<Tab> {
    const tab = new Tab(page, selector);
    // The loader of these tests gives functions names by a helper that a page does not have.
    const helper = 'globalThis.__name = (named) => named';
    await page.evaluateOnNewDocument(helper);
    await page.evaluate(helper);
    return tab;
  }

  /** The view that the element was told, or null before the first. */
  async view(): Promise<View | null> {
    return this.page.evaluate(
      (selector) => (document.querySelector(selector) as { client?: { view?: View } } | null)?.client?.view ?? null,
      this.#selector,
    );
  }

  async until(holds: (view: View) => boolean, what: string, limit?: number): Promise<void> {
    let last: View | null = null;
    await until(async () => (last = await this.view()) !== null && holds(last), what, limit).catch((error: unknown) => {
      throw new Error(`${String(error)}; view: ${JSON.stringify(last)}; complaints: ${this.complaints.join(' | ')}`);
    });
  }

  /** Everything that sign-in asks is answered. */
  async untilSettled(): Promise<void> {
    await this.until(
      ({ session, requests, setting }) =>
        session.link.phase === 'online' && requests.loaded && setting.handling !== null,
      'sign-in to be complete',
    );
  }

  /** The text that a person sees in the element. */
  async text(): Promise<string> {
    return this.page.evaluate((selector) => {
      const inside = (node: Node): Node[] => {
        if (node instanceof HTMLSlotElement) return node.assignedNodes({ flatten: true });
        if (node instanceof HTMLDetailsElement && !node.open) return [...node.querySelectorAll('summary')];
        return [...(node instanceof Element && node.shadowRoot ? node.shadowRoot : node).childNodes];
      };
      const read = (node: Node): string => {
        if (node instanceof HTMLStyleElement || (node instanceof HTMLElement && node.hidden)) return '';
        return node.nodeType === Node.TEXT_NODE ? (node.textContent ?? '') : inside(node).map(read).join(' ');
      };
      const element = document.querySelector(selector);
      return element ? read(element).replace(/\s+/g, ' ').trim() : '';
    }, this.#selector);
  }

  async untilText(pattern: RegExp | string): Promise<void> {
    let last = '';
    const holds = (text: string): boolean =>
      typeof pattern === 'string' ? text.includes(pattern) : pattern.test(text);
    await until(async () => holds((last = await this.text())), String(pattern)).catch((error: unknown) => {
      throw new Error(`${String(error)}; shown: ${last}`);
    });
  }

  /** Types address and password into the form, and submits it. */
  async signIn(user: string, password: string, service?: string): Promise<void> {
    await this.type('input[name=jid]', user);
    await this.type('input[name=password]', password);
    if (service) {
      await this.click('summary');
      await this.type('input[name=service]', service);
    }
    await this.click('form button.primary');
  }

  /** Signs out, where the options are shown. */
  async signOut(): Promise<void> {
    await this.press('Account');
    await this.press('Sign out');
  }

  async type(selector: string, text: string): Promise<void> {
    await this.page.bringToFront(); // A tab behind another hears no keys and is never laid out.
    const field = await this.find(selector);
    await field.evaluate((input) => ((input as HTMLInputElement).value = ''));
    await field.type(text);
  }

  async click(selector: string): Promise<void> {
    await this.page.bringToFront();
    const found = await this.find(selector);
    // What is opened closes when the page is scrolled, of which it hears a frame later.
    await found.scrollIntoView();
    await this.page.evaluate(
      () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
    );
    await found.click();
  }

  /** Presses the button, box or menu item with this name: in the card of somebody, or in the component of this tag, if one is given. */
  async press(name: string, within?: string): Promise<void> {
    await until(async () => this.#press(name, within), `a button ${name} to press`).catch(async (error: unknown) => {
      throw new Error(`${String(error)}; shown ${within ? `beside ${within}` : ''}: ${await this.text()}`);
    });
  }

  /** The first element that matches, in whatever shadow root. (Puppeteer's own search is kept out by a strict page.) */
  async find(selector: string): Promise<ElementHandle> {
    let found: ElementHandle | null = null;
    await until(async () => (found = await this.#query(selector)) !== null, `${selector} to be there`);
    return found as unknown as ElementHandle;
  }

  async #query(selector: string): Promise<ElementHandle | null> {
    const handle = await this.page.evaluateHandle((wanted) => {
      const search = (root: ParentNode): Element | null => {
        const here = root.querySelector(wanted);
        if (here) return here;
        for (const element of root.querySelectorAll('*')) {
          const inside = element.shadowRoot && search(element.shadowRoot);
          if (inside) return inside;
        }
        return null;
      };
      return search(document);
    }, selector);
    return handle.asElement() as ElementHandle | null;
  }

  #press(name: string, where: string | undefined): Promise<boolean> {
    return this.page.evaluate(
      (wanted, place) => {
        const within = (root: ParentNode): Element[] =>
          [...root.querySelectorAll('*')].flatMap((element) => [
            element,
            ...(element.shadowRoot ? within(element.shadowRoot) : []),
          ]);
        const all = within(document);
        const isThere = (element: Element): boolean =>
          element.localName === place ||
          (element.localName === 'im-request-card' &&
            element.shadowRoot?.querySelector('.who')?.textContent.includes(place) === true);
        const found = all.find(isThere)?.shadowRoot;
        const scope = place ? (found ? within(found) : []) : all;
        const nameOf = (element: Element): string => {
          const labelledBy = element.getAttribute('aria-labelledby');
          const labelling = labelledBy && (element.getRootNode() as Document | ShadowRoot).getElementById(labelledBy);
          if (labelling) return labelling.textContent.trim();
          const label = element instanceof HTMLInputElement ? element.labels?.[0] : element.querySelector('.label');
          const name = element.getAttribute('aria-label') ?? (label ?? element).textContent;
          return name.replace(/\s+/g, ' ').trim();
        };
        const button = scope.find(
          (element): element is HTMLElement =>
            element.matches('button:enabled, input:is([type=checkbox], [type=radio]):enabled, summary') &&
            nameOf(element) === wanted,
        );
        button?.click();
        return button !== undefined;
      },
      name,
      where ?? '',
    );
  }
}
