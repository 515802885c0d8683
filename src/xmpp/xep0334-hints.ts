/** Message processing hints (XEP-0334). */
import { NS } from './ns.js';
import { xml, type Element } from './element.js';

/** `no-store`: of no interest later; `store`: worth keeping, though it has no text. */
export function hint(name: 'no-store' | 'store'): Element {
  return xml(name, { xmlns: NS.hints });
}
