/** Which senders are in the organisation, against an oracle that is slow and knows nothing of our code. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { bareJid, parseDomain, parseJid } from '../../src/core/jid.js';
import { isListed } from '../../src/core/policy/domains.js';
import identities from '../vectors/sender-identities.json' with { type: 'json' };
import { holds, type Property } from './property.js';

const LISTED = new Set([
  ...identities.listed,
  'a.example',
  'κόσμος.example',
  'हिन्दी.example',
  'stroke-o\u0338.example',
]);

/** Written as it stands in an address: letter by letter, nothing but one trailing dot more. */
function spells(written: string, listed: string): boolean {
  const name = written.endsWith('.') ? written.slice(0, -1) : written;
  const isAscii = Array.from(name).every((letter) => letter < '\u0080');
  const [given, wanted] = [Array.from(isAscii ? name : name.normalize('NFC')), Array.from(listed)];
  // Composing must not make a letter of ASCII out of one that is none.
  const asciiIn = (text: string): number => Array.from(text).filter((letter) => letter < '\u0080').length;
  if (!isAscii && asciiIn(given.join('')) > asciiIn(name)) return false;
  return given.length === wanted.length && given.every((letter, index) => isSameLetter(letter, wanted[index] ?? ''));
}

function isSameLetter(given: string, wanted: string): boolean {
  if (given === wanted) return true;
  if (wanted < '\u0080')
    return given >= 'A' && given <= 'Z' && String.fromCharCode(given.charCodeAt(0) + 32) === wanted;
  // The one capital letter whose small one is `wanted`, and which is its capital letter in turn.
  return given.toLowerCase() === wanted && wanted.toUpperCase() === given;
}

/** The domain of an address: between its first at sign, if it comes before the first slash, and that slash. */
function domainIn(address: string): string {
  let domain = '';
  let hasAt = false;
  for (const character of address) {
    if (character === '/') break;
    if (character === '@' && !hasAt) [domain, hasAt] = ['', true];
    else domain += character;
  }
  return domain;
}

const nasty = fc.oneof(
  fc.constantFrom(
    ...Array.from(
      '@/.\\%:;,?#&<>"\'[]* -_\t\n\u0000\u00ad\u200b\u200d\u200e\u202e\u2060\ufeff\ufe0f\u034f\u3164\u0301\u0308\u0338\u030a',
    ),
    ...Array.from('。．｡․·＠﹫／⁄ｅｘＥаеоΑΣσςıİſßẞKÅℓ①\u00a0\u3000\u2028\ufffd\ue000'),
    ...['xn--', 'XN--', '%65', '\\40', '𝐞', 'ﬀ', 'example.com', 'evil.test', '@example.com', '/example.com', '..'],
  ),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 2 }),
);
const change = fc.oneof(
  fc.record({ how: fc.constant('cut' as const), at: fc.nat(), drop: fc.nat(2), put: fc.oneof(nasty, fc.constant('')) }),
  fc.record({ how: fc.constantFrom('upper', 'lower', 'NFC', 'NFD', 'NFKC', 'NFKD') }),
);
type Change = Readonly<{ how: string; at?: number; drop?: number; put?: string }>;

function changed(text: string, { how, at = 0, drop = 0, put = '' }: Change): string {
  switch (how) {
    case 'cut': {
      const place = at % (text.length + 1);
      return text.slice(0, place) + put + text.slice(place + drop);
    }
    case 'upper':
      return text.toUpperCase();
    case 'lower':
      return text.toLowerCase();
    default:
      return text.normalize(how);
  }
}

/** Addresses of listed domains, and what has been done to them. */
const address = fc
  .tuple(
    fc.constantFrom('maya@', 'm@', '', 'maya@example.com@', 'x/maya@'),
    fc.constantFrom(...LISTED),
    fc.constantFrom('', '/phone', '/', '.'),
    fc.array(change, { maxLength: 3 }),
  )
  .map(([local, domain, rest, changes]) => (changes as Change[]).reduce(changed, `${local}${domain}${rest}`));

export const domainDecision: readonly Property[] = [
  holds(
    'somebody is in the organisation only if their domain is spelled as a listed one',
    5000,
    fc.property(address, (text) => {
      const jid = parseJid(text);
      const isOurs = jid !== undefined && isListed(jid.domain, LISTED);
      const isSpelled = [...LISTED].some((listed) => spells(domainIn(text), listed));
      if (isOurs) assert.ok(isSpelled, text);
    }),
  ),
  holds(
    'whoever is written as a listed domain is in the organisation, if the address is one',
    5000,
    fc.property(address, (text) => {
      const jid = parseJid(text);
      // Letters that change with what stands around them are left to the property before.
      fc.pre(jid !== undefined && !/[Σςσ]/.test(text));
      const isSpelled = [...LISTED].some((listed) => spells(domainIn(text), listed));
      if (isSpelled) assert.ok(isListed(jid.domain, LISTED), text);
    }),
  ),
  holds(
    'a sub-domain, a longer and a shorter name are none of the organisation’s',
    2000,
    fc.property(fc.constantFrom(...LISTED), fc.domain(), fc.nat(30), (listed, other, at) => {
      for (const text of [
        `${other}.${listed}`,
        `${listed}.${other}`,
        other + listed,
        listed.slice(0, at),
        listed.slice(at + 1),
      ]) {
        const jid = parseJid(`maya@${text}`);
        if (jid && !LISTED.has(text) && !LISTED.has(text.replace(/\.$/, '')))
          assert.ok(!isListed(jid.domain, LISTED), text);
      }
    }),
  ),
  holds(
    'the bare address of an address is its own bare address, and its domain its own canonical form',
    2000,
    fc.property(fc.oneof(address, fc.string({ unit: 'binary', maxLength: 20 })), (text) => {
      const bare = bareJid(text);
      // One trailing dot is dropped, not one each time.
      if (bare === undefined || bare.endsWith('.')) return;
      assert.equal(bareJid(bare), bare);
      const domain = parseJid(bare)?.domain ?? '';
      assert.equal(parseDomain(domain), domain);
    }),
  ),
];
