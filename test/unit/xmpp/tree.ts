/** Elements as plain data, to compare them. */
import { isDeepStrictEqual } from 'node:util';
import { parseFrame } from '../../../src/xmpp/frame-parser.js';
import type { Element } from '../../../src/xmpp/element.js';

export interface Tree {
  readonly name: string;
  readonly attrs: Readonly<Record<string, string | undefined>>;
  readonly children: readonly (Tree | string)[];
}

export function treeOf({ name, attrs, children }: Element): Tree {
  return {
    name,
    attrs: Object.fromEntries(Object.entries(attrs).filter(([, value]) => value !== undefined)),
    children: children.map((child) => (typeof child === 'string' ? child : treeOf(child))),
  };
}

/** Reads what a vector holds. */
export function element(xml: string): Element {
  const frame = parseFrame(xml);
  if (!frame.ok) throw new Error(`${frame.fault}: ${xml}`);
  return frame.element;
}

/** Whether an element says the same as `xml`, however it is written. */
export function says(actual: Element, xml: string): boolean {
  return isDeepStrictEqual(treeOf(element(actual.toString())), treeOf(element(xml)));
}
