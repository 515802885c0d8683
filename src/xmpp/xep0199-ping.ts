import { NS } from './ns.js';
import { xml, type Element } from './element.js';

/** XEP-0199: asked of our own account, it is answered after everything that we sent before. */
export function ping(): Element {
  return xml('ping', { xmlns: NS.ping });
}

export function isPing(iq: Element): boolean {
  return iq.attrs.type === 'get' && iq.getChild('ping', NS.ping) !== undefined;
}

export function pong(iq: Element): Element {
  return xml('iq', { type: 'result', id: iq.attrs.id, to: iq.attrs.from });
}
