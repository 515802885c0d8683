/** Message processing hints (XEP-0334). */
import { NS } from './ns.js';
import { xml, type Element } from './element.js';

type Hint = 'no-store' | 'store' | 'no-permanent-store';

/**
 * `no-store`: of no interest later; `store`: worth keeping, though it has no text; `no-permanent-store`: no archive is to have it, but it
 * waits for whoever is away.
 */
export function hint(name: Hint): Element {
  return xml(name, { xmlns: NS.hints });
}

/** Whether archives are not to keep a message. */
export function isUnkept(message: Element): boolean {
  return (['no-permanent-store', 'no-store'] satisfies Hint[]).some((name) => message.getChild(name, NS.hints));
}
