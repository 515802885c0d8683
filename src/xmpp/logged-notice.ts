/** The mark of a message that tells both sides that an organisation keeps a record of what they write. */
import { xml, type Element } from './element.js';

const LOGGED = 'urn:im-contact-requests:logging:1';

export function loggedMark(): Element {
  return xml('logged', { xmlns: LOGGED });
}

export function isLoggedNotice(message: Element): boolean {
  return message.getChild('logged', LOGGED) !== undefined;
}
