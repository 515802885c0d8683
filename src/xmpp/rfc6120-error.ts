import { NS } from './ns.js';
import { xml, type Element } from './element.js';

/** RFC 6120 §8.3: the condition of a stanza of type `error`; `undefined-condition` if it names none. */
export function errorCondition(stanza: Element): string {
  const condition = stanza
    .getChild('error', stanza.getNS())
    ?.getChildElements()
    .find((child) => child.getNS() === NS.stanzaErrors && child.getName() !== 'text');
  return condition?.getName() ?? 'undefined-condition';
}

/** The answer to an IQ that we do not serve. It carries nothing of what was asked. */
export function serviceUnavailable(iq: Element): Element {
  return xml(
    'iq',
    { type: 'error', id: iq.attrs.id, to: iq.attrs.from },
    xml('error', { type: 'cancel' }, xml('service-unavailable', { xmlns: NS.stanzaErrors })),
  );
}
