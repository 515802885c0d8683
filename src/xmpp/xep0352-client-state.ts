import { NS } from './ns.js';
import { xml, type Element } from './element.js';

/** XEP-0352 §4.2: whether anybody looks; where nobody does, the server may hold back what can wait. */
export function clientState(isActive: boolean): Element {
  return xml(isActive ? 'active' : 'inactive', { xmlns: NS.clientState });
}
