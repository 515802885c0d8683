/**
 * What people say of themselves (XEP-0054), read when a person asks to see it. All of it is claims, and
 * a picture is octets until somebody draws it. And what an organisation says of its people, by the same cards.
 *
 * Quirks: a card that is not there is `item-not-found` on Prosody 0.12.3, and an empty card on ejabberd 23.01. A card
 * that is set to somebody else's address is refused by Prosody (`forbidden`); ejabberd answers `result`, and has
 * written that of the sender: cards are set without an address, and only by those whom they are of.
 */
import type { Profile } from '../core/view.js';
import { displayText } from './characters.js';
import { NS } from './ns.js';
import { xml, type Element } from './element.js';

const LONGEST_FIELD = 120;
const LONGEST_NOTE = 500;
/** Base64 characters of a picture: three quarters of that in octets. */
const LONGEST_PICTURE = 400_000;
/** Longer than names, titles and addresses are. */
export const LONGEST_CARD_FIELD = 1000;
const PICTURES = ['image/png', 'image/jpeg', 'image/webp', 'image/gif'];

/** What an organisation's directory knows of a person. */
export interface PersonCard {
  readonly firstName: string;
  readonly lastName: string;
  readonly mail: string;
  readonly title: string;
}

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

/** Writes a card (§3.1: FN and N are always there). */
export function vcardSet({ firstName, lastName, mail, title }: PersonCard): Element {
  return xml(
    'vCard',
    { xmlns: NS.vcard },
    xml('FN', {}, [firstName, lastName].filter(Boolean).join(' ')),
    xml('N', {}, xml('FAMILY', {}, lastName), xml('GIVEN', {}, firstName)),
    mail && xml('EMAIL', {}, xml('INTERNET'), xml('PREF'), xml('USERID', {}, mail)),
    title && xml('TITLE', {}, title),
  );
}

/** Reads a card. A name that is in no parts stands where it sorts by. */
export function parsePersonCard(iq: Element): PersonCard {
  const card = iq.getChild('vCard', NS.vcard);
  const text = (of: Element | undefined, name: string): string =>
    displayText(of?.getChildText(name, NS.vcard) ?? '', LONGEST_CARD_FIELD);
  const name = card?.getChild('N', NS.vcard);
  const firstName = text(name, 'GIVEN');
  const lastName = text(name, 'FAMILY');
  const mails = card?.getChildren('EMAIL', NS.vcard) ?? [];
  return {
    firstName,
    lastName: firstName || lastName ? lastName : text(card, 'FN'),
    mail: text(mails.find((mail) => mail.getChild('PREF', NS.vcard)) ?? mails[0], 'USERID'),
    title: text(card, 'TITLE'),
  };
}

function pictureIn(photo: Element | undefined): Profile['picture'] {
  const base64 = (photo?.getChildText('BINVAL', NS.vcard) ?? '').replace(/\s+/g, '');
  const type = PICTURES.find((known) => known === photo?.getChildText('TYPE', NS.vcard)?.trim().toLowerCase());
  if (!type || !base64 || base64.length > LONGEST_PICTURE || !/^[A-Za-z0-9+/]+={0,2}$/.test(base64)) return null;
  return { type, base64 };
}
