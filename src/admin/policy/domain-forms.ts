/**
 * The two forms of a domain that a policy holds (RFC 5890 §2.3.2): A-labels, as the wire of DNS has them, and
 * U-labels, as people read them. Never by `new URL`, which turns `%65xample.com` into `example.com`.
 */
import { decode, encode } from 'punycode/punycode.es6.js';
import { parseDomain } from '../../core/jid.js';
import { isListableDomain } from '../../core/policy/domains.js';
import { unicodeForm } from '../../core/policy/lookalike.js';
import type { ListedDomain } from '../../xmpp/policy-form.js';

/** Why a name has no such forms; `label` is the part of it that is wrong. */
export type NoForms =
  | { readonly why: 'not-a-name' }
  | { readonly why: 'too-long' }
  | { readonly why: 'too-long-label' | 'fake-ascii' | 'foreign-letters' | 'bad-label'; readonly label: string };

export type DomainForms =
  { readonly ok: true; readonly domain: ListedDomain } | { readonly ok: false; readonly because: NoForms };

/** RFC 1035 §2.3.4 */
const LONGEST_LABEL = 63;
const LONGEST_NAME = 253;
const LETTERS = /^[\p{L}\p{M}\p{Nd}-]+$/u;
const ASCII = /^\p{ASCII}*$/u;

/** Both forms of a name with at least two labels; one trailing dot is dropped, letters become small ones. */
export function domainForms(text: string): DomainForms {
  const canonical = parseDomain(text);
  if (canonical === undefined) return without({ why: 'not-a-name' });
  const labels = canonical.split('.').map(labelForms);
  const wrong = labels.find((forms) => 'why' in forms);
  if (wrong && 'why' in wrong) return without(wrong);
  const forms = labels as readonly ListedDomain[];
  const domain = {
    ascii: forms.map(({ ascii }) => ascii).join('.'),
    unicode: forms.map(({ unicode }) => unicode).join('.'),
  };
  if (domain.ascii.length > LONGEST_NAME) return without({ why: 'too-long' });
  // Clients compare with what core makes of a name: a form that they would never see must not be published.
  const isSound =
    isListableDomain(domain.ascii) && isListableDomain(domain.unicode) && unicodeForm(domain.ascii) === domain.unicode;
  return isSound ? { ok: true, domain } : without({ why: 'not-a-name' });
}

function labelForms(label: string): ListedDomain | Exclude<NoForms, { readonly why: 'not-a-name' | 'too-long' }> {
  const decoded = label.startsWith('xn--') ? decodeLabel(label) : label;
  if (decoded === undefined) return { why: 'fake-ascii', label };
  // RFC 5891 §4.2.3.1 and §4.2.3.2: no hyphen at the ends, none as the third and fourth of a U-label, no mark first.
  if (!LETTERS.test(decoded) || /^[-\p{M}]|-$/u.test(decoded)) return { why: 'bad-label', label };
  const isAscii = ASCII.test(decoded);
  if (!isAscii && decoded.slice(2, 4) === '--') return { why: 'bad-label', label };
  // What another program may fold to other letters (full-width ones, ligatures, the Kelvin sign) names two domains.
  if (decoded.normalize('NFKC').toLowerCase() !== decoded) return { why: 'foreign-letters', label };
  const ascii = isAscii ? decoded : `xn--${encode(decoded)}`;
  if (ascii.length > LONGEST_LABEL) return { why: 'too-long-label', label };
  return { ascii, unicode: decoded };
}

/** Undefined unless it is exactly what its letters are encoded to. */
function decodeLabel(label: string): string | undefined {
  try {
    const decoded = decode(label.slice('xn--'.length));
    return !ASCII.test(decoded) && `xn--${encode(decoded)}` === label ? decoded : undefined;
  } catch {
    return undefined; // not Punycode
  }
}

function without(because: NoForms): DomainForms {
  return { ok: false, because };
}
