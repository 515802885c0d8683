/** States of the contact list and of the directory, to be looked at as those of `states.ts`. */
import type { BareJid } from '../../src/core/jid.js';
import type { ContactRow, DirectoryPage, OwnSlice, PeopleSlice, PersonStanding } from '../../src/core/people-view.js';
import type { View } from '../../src/core/view.js';
import { contactRow, contactsOf } from './contact-rows.js';
import type { ElementState } from './states.js';

const NOW = Date.now();
const MINUTE = 60_000;

export const OWN_IDLE: OwnSlice = { chosen: { show: 'available', status: '' }, isIdle: true };
export const OWN_BUSY: OwnSlice = { chosen: { show: 'dnd', status: 'Quarterly figures until four' }, isIdle: false };

/** Every way in which somebody may stand to us, and be available. */
export const CONTACTS: readonly ContactRow[] = [
  contactRow('jonas@alder.example', { name: 'Jonas Weber', groups: ['Dispatch'], unread: 3 }),
  contactRow('henrik@alder.example', {
    name: 'Henrik Lund',
    groups: ['Dispatch'],
    seen: 'dnd',
    status: 'On the phone with Rotterdam',
  }),
  contactRow('amara@alder.example', {
    name: 'Amara Okafor',
    groups: ['Dispatch'],
    seen: 'away',
    idleSince: NOW - 25 * MINUTE,
  }),
  contactRow('sofia@birch.example', { name: 'Sofia Marques', groups: ['Partners'], status: 'At the fair, stand 12' }),
  contactRow('leila@birch.example', { name: 'ليلى حداد', groups: ['Partners'], seen: 'away', status: 'في اجتماع' }),
  contactRow('tomas@birch.example', {
    name: 'Tomás Silva',
    groups: ['Partners'],
    seen: 'unknown',
    subscription: 'none',
    asked: true,
  }),
  contactRow('nina@birch.example', { name: 'Nina Berg', groups: ['Partners'], seen: 'away', subscription: 'to' }),
  contactRow('kenji@cedar.example', { seen: 'unknown', subscription: 'from' }),
  contactRow('vera@cedar.example', { name: 'Vera Novak', seen: 'unknown', subscription: 'none', asks: true }),
  contactRow('promo@spam.example', { seen: 'unknown', subscription: 'none', blocked: 'spam.example' as BareJid }),
  contactRow('iris@dogwood.example', { name: 'Iris Lemaire', seen: 'unknown', suspended: 'not-trusted' }),
  contactRow('otto@cedar.example', { name: 'Otto Brandt', seen: 'offline' }),
];

export const LONG_CONTACTS: readonly ContactRow[] = [
  contactRow(`${'a-very-long-name-indeed-'.repeat(4)}@${'subdomain.'.repeat(5)}elsewhere.example`, {
    groups: ['Abteilung für grenzüberschreitende Donaudampfschifffahrtsangelegenheiten'],
    status: 'A status text that goes on for quite a while, as some people like to explain themselves.',
    unread: 12_345,
  }),
  contactRow('max@birch.example', {
    name: 'Maximiliane Freifrau von Hohenlohe-Waldenburg-Schillingsfürst-Öttingen-Wallerstein',
    groups: ['Abteilung für grenzüberschreitende Donaudampfschifffahrtsangelegenheiten'],
    seen: 'away',
    subscription: 'to',
  }),
];

const THOUSANDS: readonly ContactRow[] = Array.from({ length: 5000 }, (_, index) =>
  contactRow(`person-${index}@alder.example`, { seen: index % 3 === 0 ? 'available' : 'offline' }),
);

function standing(address: string, changes: Partial<PersonStanding> = {}): PersonStanding {
  return {
    jid: address as BareJid,
    seen: 'unknown',
    status: '',
    idleSince: null,
    subscription: null,
    asked: false,
    asks: false,
    blocked: null,
    suspended: null,
    ...changes,
  };
}

export const FOUND: DirectoryPage = {
  rows: [
    ['ines.weber', 'Ines Weber', 'Head of dispatch'],
    ['jonas', 'Jonas Weber', 'Dispatcher'],
    ['karl.weber', 'Karl-Friedrich Weber-Hohenstein', 'Customs and bonded warehouse, Hamburg and Bremerhaven'],
    ['mweber', '', ''],
    ['paula.weber', 'Paula Weber', 'Legal'],
  ].map(([local, name = '', title = '']) => ({
    jid: `${local ?? ''}@alder.example` as BareJid,
    name,
    title,
    mail: `${local ?? ''}@mail.alder.example`,
  })),
  total: 38,
  next: '5',
  cut: true,
};

export const STANDINGS: PeopleSlice = {
  rows: [
    standing('ines.weber@alder.example', { seen: 'available', status: 'Happy to help' }),
    standing('jonas@alder.example', { seen: 'away', subscription: 'both', idleSince: NOW - 25 * MINUTE }),
    standing('karl.weber@alder.example', { subscription: 'none', asked: true }),
    standing('mweber@alder.example'),
    standing('paula.weber@alder.example', { blocked: 'paula.weber@alder.example' as BareJid }),
  ],
  temporaryAvailability: true,
};

/** What people have written in these: it stays as it is in any language. */
export const WRITTEN_BY_PEOPLE: readonly string[] = [
  ...[...CONTACTS, ...LONG_CONTACTS].flatMap(({ name, status, groups }) => [name, status, ...groups]),
  ...FOUND.rows.flatMap(({ name, title }) => [name, title]),
  ...STANDINGS.rows.map(({ status }) => status),
  OWN_BUSY.chosen.status,
].filter(Boolean);

/** `view`: of somebody who is online. */
export function contactsStates(view: View): ElementState[] {
  const state = (name: string, changes: Partial<View> = {}, more: Partial<ElementState> = {}): ElementState => ({
    name,
    element: 'im-contact-list',
    view: { ...view, contacts: contactsOf(CONTACTS), ...changes },
    port: { kind: 'ready' },
    press: [],
    ...more,
  });
  const offline: View['session'] = { ...view.session, link: { phase: 'offline', retryAt: null } };
  const menu = 'button[aria-haspopup=menu]';
  return [
    state('contacts', { own: OWN_BUSY }),
    state('contacts-idle', { own: OWN_IDLE }),
    state('contacts-long-names', { contacts: contactsOf(LONG_CONTACTS) }),
    state('contacts-many', { contacts: contactsOf(THOUSANDS, { limit: 60 }) }),
    state('contacts-collapsed', { contacts: contactsOf(CONTACTS, { collapsed: ['Dispatch', 'Partners'] }) }),
    state('contacts-empty', { contacts: contactsOf([]) }),
    state('contacts-loading', { contacts: null }),
    state('contacts-offline', { contacts: null, session: offline }),
    state('contacts-menu', {}, { click: menu }),
    state('contacts-add', {}, { click: 'button.add' }),
    state('contacts-edit', {}, { click: menu, press: ['Edit name and groups…'] }),
    state('contacts-remove', {}, { click: menu, press: ['Remove…'] }),
    state('contacts-report', {}, { click: menu, press: ['Block and report…'] }),
    state('contacts-own-availability', { own: OWN_BUSY }, { click: '[popovertarget=choices]' }),
  ];
}

/** `view`: of somebody who is online. */
export function directoryStates(view: View): ElementState[] {
  const state = (name: string, changes: Partial<View> = {}, more: Partial<ElementState> = {}): ElementState => ({
    name,
    element: 'im-directory-search',
    view: { ...view, people: STANDINGS, ...changes },
    port: { kind: 'ready' },
    search: { text: 'weber', finds: 'Ines Weber' },
    press: [],
    ...more,
  });
  return [
    state('directory', {}, { search: undefined }),
    state('directory-found'),
    state('directory-nothing-known', { people: null }),
    state('directory-add', {}, { click: 'button.add' }),
    state('directory-menu', {}, { click: 'button[aria-haspopup=menu]' }),
  ];
}
