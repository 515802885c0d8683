/** What component tests share. */
import type { AxeResults, RunOptions } from 'axe-core';
import 'axe-core/axe.js';
import type { LitElement } from 'lit';
import type { BareJid } from '../../src/core/jid.js';
import type { RequestRow } from '../../src/core/view.js';
import { definitions } from '../../src/ui/components/inbox.js';
import { define, defineComponents } from '../../src/ui/define-components.js';
import { tokens } from '../../src/ui/styles/tokens.js';

/** axe is a script that leaves itself in the global scope. */
declare const axe: { run(context: Element, options: RunOptions): Promise<AxeResults> };

defineComponents();
define(definitions);

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

export function requestRow(row: Partial<RequestRow> = {}): RequestRow {
  return {
    jid: 'bob@example.org' as BareJid,
    domain: 'example.org',
    nick: '',
    note: '',
    since: 0,
    origin: 'outside',
    warning: null,
    pending: null,
    refused: null,
    alreadyContact: false,
    ...row,
  };
}

/** The text that a component shows, white space folded. */
export function shadowText(element: LitElement): string {
  const copy = [...element.renderRoot.children].filter((child) => child.localName !== 'style');
  return copy
    .map((child) => child.textContent)
    .join(' ')
    .replace(/\s+/g, ' ');
}

export async function expectNoViolations(element: Element): Promise<void> {
  const { violations } = await axe.run(element, { rules: { region: { enabled: false } } });
  if (violations.length === 0) return;
  throw new Error(
    violations.map(({ id, help, nodes }) => `${id}: ${help}\n${nodes.map((node) => node.html).join('\n')}`).join('\n'),
  );
}
