/** Delayed delivery (XEP-0203): when something was said that arrives only now. */
import { NS } from './ns.js';
import type { Element } from './element.js';
import { parseTime } from './xep0082-date-time.js';

/** Milliseconds since 1970, or undefined. Of several the earliest: each server on the way may add its own. */
export function delayedSince(parent: Element): number | undefined {
  const times = parent.getChildren('delay', NS.delay).flatMap(({ attrs }) => parseTime(attrs.stamp) ?? []);
  return times.length > 0 ? Math.min(...times) : undefined;
}
