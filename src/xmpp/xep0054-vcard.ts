/**
 * What people say of themselves (XEP-0054), read when a person asks to see it. All of it is claims, and
 * a picture is octets until somebody draws it.
 */
import type { Profile } from '../core/view.js';
import { displayText } from './characters.js';
import { NS } from './ns.js';
import { xml, type Element } from './element.js';

const LONGEST_FIELD = 120;
const LONGEST_NOTE = 500;
/** Base64 characters of a picture: three quarters of that in octets. */
const LONGEST_PICTURE = 400_000;
const PICTURES = ['image/png', 'image/jpeg', 'image/webp', 'image/gif'];

export function vcardGet(): Element {
  return xml('vCard', { xmlns: NS.vcard });
}

export function parseProfile(iq: Element): Profile {
  const card = iq.getChild('vCard', NS.vcard);
  const text = (name: string, longest = LONGEST_FIELD): string =>
    displayText(card?.getChildText(name, NS.vcard) ?? '', longest);
  return {
    name: text('FN'),
    organization: displayText(card?.getChild('ORG', NS.vcard)?.getChildText('ORGNAME', NS.vcard) ?? '', LONGEST_FIELD),
    title: text('TITLE'),
    note: text('DESC', LONGEST_NOTE),
    picture: pictureIn(card?.getChild('PHOTO', NS.vcard)),
  };
}

function pictureIn(photo: Element | undefined): Profile['picture'] {
  const base64 = (photo?.getChildText('BINVAL', NS.vcard) ?? '').replace(/\s+/g, '');
  const type = PICTURES.find((known) => known === photo?.getChildText('TYPE', NS.vcard)?.trim().toLowerCase());
  if (!type || !base64 || base64.length > LONGEST_PICTURE || !/^[A-Za-z0-9+/]+={0,2}$/.test(base64)) return null;
  return { type, base64 };
}
