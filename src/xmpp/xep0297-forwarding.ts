/** Stanza forwarding (XEP-0297). */
import { NS } from './ns.js';
import type { Element } from './element.js';
import { delayedSince } from './xep0203-delay.js';

export interface Forwarded {
  readonly message: Element;
  /** When it was sent first, as whoever forwards it says. */
  readonly at: number | undefined;
}

/** The message that is forwarded inside of `parent`. */
export function forwarded(parent: Element): Forwarded | undefined {
  const wrapper = parent.getChild('forwarded', NS.forward);
  const message = wrapper?.getChild('message', NS.client);
  return wrapper && message && { message, at: delayedSince(wrapper) };
}
