/** Last message correction (XEP-0308). */
import { NS } from './ns.js';
import { xml, type Element } from './element.js';

/** `id`: that of the message as it was first sent (§4), however often it was corrected. */
export function replacement(id: string): Element {
  return xml('replace', { xmlns: NS.correct, id });
}

export function correctedId(message: Element): string | null {
  return message.getChild('replace', NS.correct)?.attrs.id ?? null;
}
