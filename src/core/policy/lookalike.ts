/**
 * Domains written to be taken for another one. The verdict only warns a person; the decision
 * whether a domain is listed never asks here.
 */
import { decode } from 'punycode/punycode.es6.js';
import type { Domain } from '../jid.js';
import { isListableDomain } from './domains.js';

/** Why a domain deserves a second look. */
export type DomainWarning =
  { readonly kind: 'looks-like'; readonly domain: string } | { readonly kind: 'mixed-script' };

// Characters that common fonts draw like ASCII ones (a selection of Unicode UTS #39 confusables).
const DRAWN_ALIKE: Readonly<Record<string, string>> = {
  // Cyrillic
  а: 'a', в: 'b', с: 'c', ԁ: 'd', е: 'e', һ: 'h', і: 'i', ј: 'j', к: 'k', ӏ: 'l', м: 'm', п: 'n', о: 'o', р: 'p',
  ԛ: 'q', г: 'r', ѕ: 's', т: 't', ц: 'u', ѵ: 'v', ѡ: 'w', ԝ: 'w', х: 'x', у: 'y', ү: 'y', з: '3',
  // Greek
  α: 'a', β: 'b', ϲ: 'c', ε: 'e', η: 'n', ι: 'i', κ: 'k', ν: 'v', ο: 'o', ρ: 'p', τ: 't', υ: 'u', χ: 'x', γ: 'y',
  // Armenian, Latin and others
  օ: 'o', ո: 'n', ս: 'u', հ: 'h', զ: 'q', ց: 'g', ɑ: 'a', ɡ: 'g', ı: 'i', ł: 'l', ø: 'o', đ: 'd', ħ: 'h', ŧ: 't', ʟ: 'l',
  // Digits drawn like letters
  0: 'o', 1: 'l', 3: 'e', 5: 's',
}; // prettier-ignore

/** Scripts that are written together (UTS #39 §5.1, "highly restrictive"). */
const WRITTEN_TOGETHER: readonly (readonly string[])[] = [
  ['Latin', 'Han', 'Hiragana', 'Katakana'],
  ['Latin', 'Han', 'Bopomofo'],
  ['Latin', 'Han', 'Hangul'],
];
const SCRIPTS = [
  'Latin', 'Cyrillic', 'Greek', 'Armenian', 'Georgian', 'Hebrew', 'Arabic', 'Devanagari', 'Thai', 'Cherokee', 'Han',
  'Hiragana', 'Katakana', 'Hangul', 'Bopomofo',
].map((name) => ({ name, pattern: new RegExp(`\\p{Script=${name}}`, 'u') })); // prettier-ignore

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

/** Whether a domain, compared with none, is written to deceive: alphabets mixed, or another one that is drawn like ASCII. */
export function isDeceptive(domain: string): boolean {
  const labels = unicodeForm(domain).split('.');
  return labels.some((label) => mixesScripts(label) || isDrawnLikeAscii(label));
}

function isDrawnLikeAscii(label: string): boolean {
  return !/\p{Script=Latin}/u.test(label) && /[^\p{ASCII}]/u.test(label) && /^\p{ASCII}*$/u.test(skeleton(label));
}

/** The U-label form (RFC 5890), as far as each label decodes. */
export function unicodeForm(domain: string): string {
  return domain.split('.').map(decodeLabel).join('.');
}

function decodeLabel(label: string): string {
  if (!label.startsWith('xn--')) return label;
  try {
    return decode(label.slice('xn--'.length)).normalize('NFC').toLowerCase();
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
    .map((character) => DRAWN_ALIKE[character] ?? character)
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
