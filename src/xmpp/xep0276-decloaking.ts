/**
 * Showing oneself for a while to somebody who does not see one's presence otherwise (XEP-0276), by directed presence
 * (RFC 6121 §4.6): whoever asks shows themselves, and asks for the same.
 *
 * On Prosody 0.12 and ejabberd 23.01 what is sent to a bare JID reaches all available devices with its children, and
 * each of them answers for itself; somebody who is absent, blocks us or does not exist looks the same. When a stream ends
 * both tell whomever it showed itself to; when somebody is blocked neither does.
 */
import type { Availability } from '../core/availability.js';
import { parseJid, type BareJid } from '../core/jid.js';
import { NS } from './ns.js';
import { xml, type Element } from './element.js';
import { availabilityPresence } from './rfc6121-presence.js';

/** Shows ourselves to all devices of somebody, and asks them for the same. */
export function decloakRequest(to: BareJid, availability: Availability): Element {
  return availabilityPresence(availability, { to, extensions: [xml('decloak', { xmlns: NS.decloak })] });
}

/** Who asks to see us with this presence, if somebody does: a device of a person, and nothing else. */
export function parseDecloakRequest(
  presence: Element,
): { readonly jid: BareJid; readonly resource: string } | undefined {
  if (presence.attrs.type !== undefined || !presence.getChild('decloak', NS.decloak)) return undefined;
  const sender = parseJid(presence.attrs.from ?? '');
  return sender?.local && sender.resource ? { jid: sender.bare, resource: sender.resource } : undefined;
}
