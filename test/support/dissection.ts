/** A page of requests, taken apart: what each card shows, and which elements everything consists of. */
import { until } from '../servers/processes.js';
import type { Tab } from './e2e.js';

/** One card, with the panel that is open in it. */
export interface Card {
  readonly user: string;
  readonly nick: string | undefined;
  readonly note: string | undefined;
  /** Name, title, organization and note of a profile that is shown. */
  readonly profile: readonly string[];
  /** The name that is proposed where somebody is accepted with one. */
  readonly proposed: string | undefined;
  /** All elements in it, in whatever shadow root, with the names of their attributes. */
  readonly census: string;
}

export interface Dissection {
  readonly cards: readonly Card[];
  /** All elements of the page but those in cards. */
  readonly around: string;
  readonly isLast: boolean;
}

/** What the script of a page did that none of ours does. */
export interface Traces {
  readonly globals: readonly string[];
  readonly violations: readonly string[];
}

/** Before anything else is done on a page: complaints about its policy are kept. */
export async function watchPolicy({ page }: Tab): Promise<void> {
  const watch = `globalThis.seenViolations = [];
    addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
      globalThis.seenViolations.push(violatedDirective + ' ' + blockedURI));
    globalThis.knownGlobals = undefined;
    globalThis.knownGlobals = new Set(Object.getOwnPropertyNames(globalThis)); undefined`;
  await page.evaluate(watch);
}

export function tracesOn({ page }: Tab): Promise<Traces> {
  return page.evaluate(() => {
    const { knownGlobals, seenViolations } = globalThis as unknown as {
      readonly knownGlobals: ReadonlySet<string>;
      readonly seenViolations: readonly string[];
    };
    const globals = Object.getOwnPropertyNames(globalThis).filter((name) => !knownGlobals.has(name));
    const inherited = ['pwned', 'polluted'].filter((name) => name in {});
    return { globals: [...globals, ...inherited], violations: seenViolations };
  });
}

export function dissect({ page }: Tab): Promise<Dissection> {
  return page.evaluate(() => {
    const CARD = 'im-request-card';
    const within = (root: ParentNode): Element[] =>
      [...root.querySelectorAll('*')].flatMap((one) => [one, ...(one.shadowRoot ? within(one.shadowRoot) : [])]);
    const children = (one: Element): Element[] => [...(one.shadowRoot?.children ?? []), ...one.children];
    const census = (one: Element, isWhole: boolean): string => {
      const names = isWhole ? one.getAttributeNames().sort().join(' ') : '';
      const inside = !isWhole && one.localName === CARD ? [] : children(one).map((child) => census(child, isWhole));
      return `${one.localName}[${names}](${inside.join('')})`;
    };
    const all = within(document);
    const cards = all.filter((one) => one.localName === CARD);
    const texts = (root: ParentNode | null | undefined, selector: string): string[] =>
      [...(root?.querySelectorAll(selector) ?? [])].map(({ textContent }) => textContent);
    const next = all.find((one) => one instanceof HTMLButtonElement && one.textContent.trim() === 'Next');
    return {
      cards: cards.map(({ shadowRoot }) => ({
        user: texts(shadowRoot, '.who')[0]?.replace(/\s/g, '').split('@')[0] ?? '',
        nick: texts(shadowRoot, '.body bdi')[0],
        note: texts(shadowRoot, '.body blockquote')[0],
        profile: texts(shadowRoot?.querySelector('im-profile')?.shadowRoot, '.claims bdi, .claims .note'),
        proposed: shadowRoot?.querySelector('im-accept-form')?.shadowRoot?.querySelector('input')?.placeholder,
        census: shadowRoot ? [...shadowRoot.children].map((child) => census(child, true)).join('') : '',
      })),
      around: census(document.documentElement, false),
      isLast: !(next instanceof HTMLButtonElement) || next.disabled,
    };
  });
}

/** What the notice about a policy tells an administrator, line by line, and which elements it consists of. */
export function noticeOn({ page }: Tab): Promise<{ readonly lines: readonly string[]; readonly census: string }> {
  return page.evaluate(() => {
    const within = (root: ParentNode): Element[] =>
      [...root.querySelectorAll('*')].flatMap((one) => [one, ...(one.shadowRoot ? within(one.shadowRoot) : [])]);
    const parts = within(document).filter((one) => one.localName === 'im-policy-notice');
    const inside = parts.flatMap(({ shadowRoot }) => (shadowRoot ? within(shadowRoot) : []));
    return {
      lines: inside.filter((one) => one.localName === 'li').map(({ textContent }) => textContent),
      census: inside.map((one) => `${one.localName}[${one.getAttributeNames().sort().join(' ')}]`).join(''),
    };
  });
}

/** Opens a panel in each card of the page, as its button or menu does, and waits until all is there. */
export async function openInAll(tab: Tab, panel: 'look' | 'accept'): Promise<void> {
  await tab.page.evaluate((wanted) => {
    const within = (root: ParentNode): Element[] =>
      [...root.querySelectorAll('*')].flatMap((one) => [one, ...(one.shadowRoot ? within(one.shadowRoot) : [])]);
    for (const { shadowRoot } of within(document).filter((one) => one.localName === 'im-request-card')) {
      // A menu closes when something scrolls, as a profile does that opens: so what it says, and not the menu itself.
      const picked = new CustomEvent('im-pick', { bubbles: true, composed: true, detail: { item: wanted } });
      if (wanted === 'look') shadowRoot?.querySelector('im-menu')?.dispatchEvent(picked);
      else shadowRoot?.querySelector<HTMLElement>('.expand')?.click();
    }
  }, panel);
  const isOpen = ({ profile, proposed }: Card): boolean =>
    panel === 'look' ? profile.length > 0 : proposed !== undefined;
  await until(async () => (await dissect(tab)).cards.every(isOpen), `${panel} to be open in all cards`);
}
