/** Displayed markers (XEP-0333): how far somebody has read. */
import { NS } from './ns.js';
import { xml, type Element } from './element.js';

export function markable(): Element {
  return xml('markable', { xmlns: NS.markers });
}

/** Everything up to the message `id` was displayed. */
export function displayedMarker(id: string): Element {
  return xml('displayed', { xmlns: NS.markers, id });
}

export function isMarkable(message: Element): boolean {
  return message.getChild('markable', NS.markers) !== undefined;
}

export function displayedId(message: Element): string | null {
  return message.getChild('displayed', NS.markers)?.attrs.id ?? null;
}
