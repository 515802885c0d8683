/** Result sets (XEP-0059): one page of a long list, before or after an item. */
import { NS } from './ns.js';
import { xml, type Element } from './element.js';

export interface Paging {
  readonly max: number;
  /** The page that follows this item; it is that of `before` if both are given. */
  readonly after?: string | undefined;
  /** The page that ends before this item; empty: the last page (§2.5). */
  readonly before?: string | undefined;
}

export interface PageEnds {
  readonly first: string | undefined;
  readonly last: string | undefined;
  /** How many there are altogether, and how many come before this page, where the service tells. */
  readonly count: number | undefined;
  readonly index: number | undefined;
}

export function resultSet({ max, after, before }: Paging): Element {
  return xml(
    'set',
    { xmlns: NS.resultSet },
    xml('max', {}, String(max)),
    before === undefined ? after !== undefined && xml('after', {}, after) : xml('before', {}, before),
  );
}

/** Reads the `<set/>` inside of an answer. */
export function parseResultSet(parent: Element | undefined): PageEnds {
  const set = parent?.getChild('set', NS.resultSet);
  const text = (name: string): string | undefined => {
    const found = set?.getChildText(name, NS.resultSet) ?? '';
    return found === '' ? undefined : found;
  };
  return {
    first: text('first'),
    last: text('last'),
    count: number(text('count')),
    index: number(set?.getChild('first', NS.resultSet)?.attrs.index),
  };
}

function number(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}
