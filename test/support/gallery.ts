/** Shows the states of `states.ts` in a real page: our elements as they are shipped, with a port that says what we want. */
import type { Page } from 'puppeteer-core';
import type { OptionValues } from '../../src/core/options.js';
import { pageWith, type Tab } from './e2e.js';
import { preferScheme } from './firefox.js';
import { ANSWERS, type ElementState } from './states.js';

/** Pages with one element each, to be served by a site. */
export const GALLERY = {
  '/gallery/im-contact-requests': pageWith('<im-contact-requests domain="alder.example"></im-contact-requests>'),
  '/gallery/im-chat': pageWith('<im-chat domain="alder.example"></im-chat>'),
  '/gallery/im-contact-list': pageWith('<im-contact-list domain="alder.example"></im-contact-list>'),
  '/gallery/im-directory-search': pageWith('<im-directory-search domain="alder.example"></im-directory-search>'),
  '/gallery/im-options': pageWith('<im-options domain="alder.example"></im-options>'),
} as const;

export type Scheme = 'light' | 'dark';

export async function useScheme(page: Page, scheme: Scheme): Promise<void> {
  const browser = page.browser();
  if ((await browser.version()).startsWith('firefox')) await preferScheme(browser, scheme);
  else await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
}

/** The state of somebody who has chosen `theme`. */
export function withTheme(state: ElementState, theme: OptionValues['theme']): ElementState {
  const { view } = state;
  if (!view) return state;
  return { ...state, view: { ...view, options: { ...view.options, values: { ...view.options.values, theme } } } };
}

/**
 * Puts the element of this page into a state, and waits until it has drawn it. `written` says how the English text
 * of a button is written on it.
 */
export async function show(
  tab: Tab,
  { element, view, port, click, search, press }: ElementState,
  written = (text: string) => text,
): Promise<void> {
  await tab.page.evaluate(
    async (selector, shown, state, answers) => {
      type Fake = HTMLElement & { client: unknown; updateComplete: Promise<unknown> };
      const host = document.querySelector<Fake>(selector);
      if (!host) throw new Error(`no ${selector} on this page`);
      // A fresh one for each state: what was opened or typed in another is not shown in this one.
      const fresh = host.cloneNode() as Fake;
      // Not as if the site had said so: these are of the language in which the other was shown.
      for (const name of ['lang', 'dir']) fresh.removeAttribute(name);
      host.replaceWith(fresh);
      (fresh.client as { dispose(): void } | undefined)?.dispose();
      fresh.client = {
        view: shown ?? undefined,
        state,
        window: { offset: 0, limit: 25 },
        subscribe: () => undefined,
        command: ({ name }: { name: string }) =>
          name in answers
            ? Promise.resolve({ ok: true, data: answers[name as keyof typeof answers] })
            : new Promise(() => undefined),
        look: () => undefined,
        change: () => undefined,
        dispose: () => undefined,
      };
      // Everything that any shell offers.
      Object.defineProperty(fresh, 'notifies', { value: true });
      await fresh.updateComplete;
    },
    element,
    view ?? null,
    port,
    ANSWERS,
  );
  // Where the page was scrolled, it hears so in the next frame, which would close a menu.
  await drawn(tab.page);
  if (search) {
    await tab.type('input[type=search]', search.text);
    await tab.untilText(search.finds);
  }
  if (click) await tab.click(click);
  // As names are read: with plain spaces.
  for (const name of press) await tab.press(written(name).replace(/\s+/g, ' '));
  await drawn(tab.page);
}

/** What is loaded only when it is wanted has been, and everything stands still. */
async function drawn(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const within = (root: ParentNode): Element[] =>
      [...root.querySelectorAll('*')].flatMap((one) => [one, ...(one.shadowRoot ? within(one.shadowRoot) : [])]);
    const ours = (): Element[] => within(document).filter(({ localName }) => localName.startsWith('im-'));
    for (let last = -1; last !== ours().length;) {
      last = ours().length;
      await Promise.all(ours().map(({ localName }) => customElements.whenDefined(localName)));
      for (const one of ours()) await (one as Element & { updateComplete?: Promise<unknown> }).updateComplete;
    }
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  });
}
