/** What component tests share. */
import type { AxeResults, RunOptions } from 'axe-core';
import 'axe-core/axe.js';
import type { LitElement } from 'lit';
import { definitions as inbox } from '../../src/ui/components/inbox.js';
import { definitions as handlingChoice } from '../../src/ui/components/handling-choice.js';
import { definitions as optionsPanel } from '../../src/ui/components/options-panel.js';
import { definitions as policyNotice } from '../../src/ui/components/policy-notice.js';
import { definitions as signInForm } from '../../src/ui/components/sign-in-form.js';
import { define } from '../../src/ui/define.js';
import { defineComponents } from '../../src/ui/define-components.js';
import { tokens } from '../../src/ui/styles/tokens.js';

/** axe is a script that leaves itself in the global scope. */
declare const axe: { run(context: Element, options: RunOptions): Promise<AxeResults> };

declare global {
  /** What assistive technology is told of an element; the test browser is started with it. */
  interface Element {
    readonly computedRole: string;
    readonly computedName: string;
  }
}

const PATIENCE = 5000;

defineComponents();
for (const definitions of [handlingChoice, inbox, optionsPanel, policyNotice, signInForm]) define(definitions);

/** A container with the tokens of the look, as a connected element is around a component. */
class Frame extends HTMLElement {
  constructor() {
    super();
    const root = this.attachShadow({ mode: 'open' });
    if (tokens.styleSheet) root.adoptedStyleSheets = [tokens.styleSheet];
    root.append(document.createElement('slot'));
  }
}
customElements.define('test-frame', Frame);

/** Puts a component with these properties into the page, alone. */
export async function fixture<T extends LitElement>(
  name: string,
  properties: Readonly<Record<string, unknown>>,
): Promise<T> {
  document.querySelectorAll('test-frame').forEach((frame) => frame.remove());
  document.documentElement.lang = 'en';
  const frame = document.createElement('test-frame');
  const element = Object.assign(document.createElement(name), properties) as unknown as T;
  frame.append(element);
  document.body.append(frame);
  await element.updateComplete;
  return element;
}

/** Resolves once `condition` holds. */
export async function until(condition: () => unknown, what = String(condition)): Promise<void> {
  const deadline = performance.now() + PATIENCE;
  while (!condition()) {
    if (performance.now() > deadline) throw new Error(`waited in vain for ${what}`);
    await new Promise(requestAnimationFrame);
  }
}

/** Everything that was told is shown, and parts that are loaded late are there. */
export async function settled(element: Element): Promise<void> {
  let last: string;
  do {
    last = textOf(element);
    await frame();
  } while (last !== textOf(element) || deep(element, ':not(:defined)').length > 0);
}

export function frame(): Promise<void> {
  return new Promise((resolve) => requestAnimationFrame(() => resolve()));
}

/** The elements inside, those inside of them included, in the order in which they are shown. */
export function* inside(node: ParentNode): Generator<Element> {
  for (const child of childrenOf(node)) {
    yield child;
    yield* inside(child);
  }
}

/** What stands in a slot is inside of whoever has the slot. */
function childrenOf(node: ParentNode): Iterable<Element> {
  const slotted = node instanceof HTMLSlotElement ? node.assignedElements() : [];
  if (slotted.length > 0) return slotted;
  return (node instanceof Element && node.shadowRoot ? node.shadowRoot : node).children;
}

/** All inside that match, in whatever shadow root. */
export function deep<T extends HTMLElement = HTMLElement>(node: ParentNode, selector: string): T[] {
  return [...inside(node)].filter((element): element is T => element.matches(selector));
}

/** What assistive technology finds inside `element` by role and, if given, name. */
export function allByRole(element: Element, role: string, name?: string): HTMLElement[] {
  return [...inside(element)].filter(
    (candidate) => candidate.computedRole === role && (name === undefined || candidate.computedName === name),
  ) as HTMLElement[];
}

/** The only one of these. */
export function byRole(element: Element, role: string, name?: string): HTMLElement {
  const found = allByRole(element, role, name);
  const [only] = found;
  if (only && found.length === 1) return only;
  const others = allByRole(element, role).map((other) => `“${other.computedName}”`);
  throw new Error(`there are ${found.length} of ${role} “${name ?? ''}”; each ${role}: ${others.join(', ')}`);
}

/** The element that has the focus, inside of whatever shadow roots. */
export function focused(): Element | null {
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  return active;
}

/** What is operated by this name: a button, a box, an item of a menu. */
export function operable(node: ParentNode, name: string): HTMLElement {
  const all = deep(node, 'button, input[type=checkbox], summary');
  const found = all.find((one) => nameOf(one) === name);
  if (found) return found;
  throw new Error(`there is no “${name}”, but ${all.map((one) => `“${nameOf(one)}”`).join(', ')}`);
}

/** The name that assistive technology gives it; of an item of a menu without the hint that follows. */
export function nameOf(element: Element): string {
  const label = element.querySelector('.label');
  return label ? textOf(label) : element.computedName;
}

/** The text that is shown in a node, that of components inside it included, white space folded. */
export function textOf(node: Node): string {
  return rawText(node).replace(/\s+/g, ' ').trim();
}

function rawText(node: Node): string {
  if (node instanceof Text) return node.data;
  if (node instanceof HTMLStyleElement) return '';
  if (node instanceof HTMLSlotElement) return node.assignedNodes({ flatten: true }).map(rawText).join('');
  return [...(node instanceof Element && node.shadowRoot ? node.shadowRoot : node).childNodes].map(rawText).join('');
}

/** Fails where axe finds something to object to, in light or dark. */
export async function expectNoViolations(element: HTMLElement): Promise<void> {
  for (const scheme of ['dark', 'light']) {
    for (const host of [element, element.closest<HTMLElement>('test-frame')]) {
      host?.style.setProperty('--_im-scheme', scheme);
    }
    const { violations } = await axe.run(element, { rules: { region: { enabled: false } } });
    const found = violations.map(
      ({ id, help, nodes }) => `${id}: ${help}\n${nodes.map(({ html }) => html).join('\n')}`,
    );
    if (found.length > 0) throw new Error(`${scheme}: ${found.join('\n')}`);
  }
}
