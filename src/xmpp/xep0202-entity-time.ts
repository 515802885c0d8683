/** What time it is elsewhere (XEP-0202). */
import { NS } from './ns.js';
import { xml, type Element } from './element.js';

export function timeGet(): Element {
  return xml('time', { xmlns: NS.time });
}

/** Milliseconds that local time is ahead of UTC there, or undefined if the answer does not tell. */
export function parseTimeOffset(iq: Element): number | undefined {
  const offset = iq.getChild('time', NS.time)?.getChildText('tzo', NS.time)?.trim();
  if (offset === 'Z') return 0;
  const [, sign, hours, minutes] = /^([+-])(\d\d):(\d\d)$/.exec(offset ?? '') ?? [];
  if (sign === undefined) return undefined;
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}
