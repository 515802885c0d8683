/**
 * Domains written to be taken for another one. The verdict only warns a person; the decision
 * whether a domain is listed never asks here.
 */
import type { Domain } from '../jid.js';
import { isListableDomain } from './domains.js';
import { decodePunycode } from './punycode.js';

/** Why a domain deserves a second look. */
export type DomainWarning =
  { readonly kind: 'looks-like'; readonly domain: string } | { readonly kind: 'mixed-script' };

// Characters that common fonts draw like ASCII ones (a selection of Unicode UTS #39 confusables), and these in the same order.
const DRAWN = [
  'авсԁеһіјкӏмпорԛгѕтцѵѡԝхуүз', // Cyrillic
  'αβϲεηικνορτυχγ', // Greek
  'օոսհզցɑɡıłøđħŧʟ', // Armenian, Latin and others
  '0135', // Digits drawn like letters
].join('');
const LIKE = [
  'abcdehijklmnopqrstuvwwxyy3',
  'abcenikvoptuxy',
  'onuhqgagilodhtl',
  'oles',
].join('');

/** Scripts that are written together (UTS #39 §5.1, "highly restrictive"). */
const WRITTEN_TOGETHER: readonly (readonly string[])[] = [
  ['Latin', 'Han', 'Hiragana', 'Katakana'],
  ['Latin', 'Han', 'Bopomofo'],
  ['Latin', 'Han', 'Hangul'],
];
const SCRIPTS =
  'Latin Cyrillic Greek Armenian Georgian Hebrew Arabic Devanagari Thai Cherokee Han Hiragana Katakana Hangul Bopomofo'
    .split(' ')
    .map((name) => ({ name, pattern: new RegExp(`\\p{Script=${name}}`, 'u') }));

/** The listed domains, prepared for comparison. */
export type LookalikeIndex = readonly { readonly domain: string; readonly shown: string; readonly skeleton: string }[];

export function lookalikeIndex(listed: Iterable<string>): LookalikeIndex {
  return [...listed].filter(isListableDomain).map((domain) => {
    const shown = unicodeForm(domain);
    return { domain, shown, skeleton: skeleton(shown) };
  });
}

/** Compares a domain from outside with those the organisation lists. */
export function domainWarning(domain: Domain, listed: LookalikeIndex): DomainWarning | undefined {
  const shown = unicodeForm(domain);
  const drawn = skeleton(shown);
  for (const candidate of listed) {
    if (shown === candidate.shown || shown.endsWith(`.${candidate.shown}`)) return undefined;
  }
  const alike = listed.find((candidate) => looksLike(shown, drawn, candidate));
  if (alike) return { kind: 'looks-like', domain: alike.domain };
  return shown.split('.').some(mixesScripts) ? { kind: 'mixed-script' } : undefined;
}

/** The U-label form (RFC 5890), as far as each label decodes. */
export function unicodeForm(domain: string): string {
  return domain.split('.').map(decodeLabel).join('.');
}

function decodeLabel(label: string): string {
  if (!label.startsWith('xn--')) return label;
  try {
    return decodePunycode(label.slice('xn--'.length)).normalize('NFC').toLowerCase();
  } catch {
    return label; // not Punycode: shown as it is
  }
}

function looksLike(shown: string, drawn: string, listed: LookalikeIndex[number]): boolean {
  // `example.com.elsewhere.test` begins like ours; `examp1e.com` and `exаmple.com` are drawn like it.
  if (`.${shown}`.includes(`.${listed.shown}.`)) return true;
  return drawn === listed.skeleton || (drawn.length > 6 && isOneTypoAway(drawn, listed.skeleton));
}

function skeleton(domain: string): string {
  const letters = domain.normalize('NFKD').replace(/\p{M}/gu, '');
  return Array.from(letters)
    .map((character) => LIKE[DRAWN.indexOf(character)] ?? character)
    .join('')
    .replace(/rn/g, 'm')
    .replace(/vv/g, 'w')
    .replace(/i/g, 'l')
    .replace(/-/g, '');
}

/** One character more, less, other, or two neighbours swapped. */
function isOneTypoAway(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start++;
  let [endA, endB] = [a.length, b.length];
  while (endA > start && endB > start && a[endA - 1] === b[endB - 1]) {
    endA--;
    endB--;
  }
  const [restA, restB] = [a.slice(start, endA), b.slice(start, endB)];
  if (restA.length <= 1 && restB.length <= 1) return true;
  return restA.length === 2 && restB === `${restA[1]}${restA[0]}`;
}

function mixesScripts(label: string): boolean {
  const present = SCRIPTS.filter(({ pattern }) => pattern.test(label)).map(({ name }) => name);
  return (
    present.length > 1 && !WRITTEN_TOGETHER.some((together) => present.every((script) => together.includes(script)))
  );
}
