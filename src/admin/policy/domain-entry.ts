/** What an administrator typed for a list of domains: one to list, or why it is none, and what to write instead. */
import type { Domain } from '../../core/jid.js';
import { MOST_DOMAINS } from '../../core/policy/parse.js';
import { domainWarning, lookalikeIndex, type DomainWarning } from '../../core/policy/lookalike.js';
import type { ListedDomain } from '../../xmpp/policy-form.js';
import { domainForms } from './domain-forms.js';
import { refusalWords, type PlainRefusal, type Refusal } from './domain-words.js';
import { isPublicSuffix } from './public-suffix.js';

export type DomainEntry =
  | { readonly ok: true; readonly domain: ListedDomain; readonly warnings: readonly DomainWarning[] }
  | ({ readonly ok: false; readonly why: Refusal['why'] | 'conflict' } & DomainConflict);

export interface DomainEntryContext {
  /** What is listed already. */
  readonly listed: readonly ListedDomain[];
  /** The domain of this account: what imitates it is pointed out, too. */
  readonly own?: string;
  /** Whose imitations are pointed out beside those of what is listed. */
  readonly known?: readonly ListedDomain[];
  /** What else speaks against it, if anything. */
  readonly conflict?: ((domain: ListedDomain) => DomainConflict | undefined) | undefined;
}

/** What is wrong, and what to do, in a sentence each. */
export interface DomainConflict {
  readonly problem: string;
  readonly todo: string;
}

/** The first that matches is the reason. Tried as typed, and as a program that folds full-width characters would read it. */
const NOT_A_DOMAIN: readonly (readonly [RegExp, PlainRefusal['why']])[] = [
  [/^$/u, 'empty'],
  [/^[a-z][a-z\d+.-]*:\/|^\/|[/?#\\]/iu, 'url'],
  [/^(?:https?|xmpp|mailto):/iu, 'url'],
  [/@/u, 'address'],
  [/\*|^\./u, 'wildcard'],
  [/^\[|:.*:/u, 'ip'],
  [/:\d*$/u, 'port'],
  [/[,;]|\S\s+\S/u, 'several'],
  [/%/u, 'escaped'],
  [/^(?:0x[\da-f]+|\d+)(?:\.(?:0x[\da-f]+|\d+))*\.?$/iu, 'ip'],
];
// RFC 3490 §3.1: what some programs take for a dot.
const OTHER_DOTS = /[。．｡]/gu;

/** Reads a domain as somebody typed it. */
export function readDomainEntry(text: string, context: DomainEntryContext): DomainEntry {
  const typed = text.trim();
  const folded = typed.replace(OTHER_DOTS, '.').normalize('NFKC');
  const found = NOT_A_DOMAIN.find(([pattern]) => pattern.test(typed) || pattern.test(folded));
  if (found) return refused({ why: found[1] }, typed);
  if (typed.search(OTHER_DOTS) >= 0) return refused({ why: 'foreign-letters', label: typed }, typed);
  if (!typed.replace(/\.$/u, '').includes('.')) return refused({ why: 'one-label' }, typed);
  const forms = domainForms(typed);
  if (!forms.ok) return refused(forms.because, typed);
  return admit(forms.domain, typed, context);
}

function admit(domain: ListedDomain, typed: string, context: DomainEntryContext): DomainEntry {
  const { listed, known = [], own, conflict } = context;
  const against = conflict?.(domain);
  if (against) return { ok: false, why: 'conflict', ...against };
  if (isPublicSuffix(domain.ascii)) return refused({ why: 'public-suffix' }, domain.unicode);
  if (listed.some(({ ascii }) => ascii === domain.ascii)) return refused({ why: 'listed' }, domain.unicode);
  if (listed.length >= MOST_DOMAINS) return refused({ why: 'too-many' }, typed);
  return { ok: true, domain, warnings: warningsAbout(domain, [...listed, ...known], own) };
}

/** What a person should look at twice before they list it. */
function warningsAbout({ unicode }: ListedDomain, known: readonly ListedDomain[], own?: string): DomainWarning[] {
  const others = [...known.map(({ ascii }) => ascii), ...(own === undefined ? [] : [own])];
  const alike = domainWarning(unicode as Domain, lookalikeIndex(new Set(others)));
  const mixed = domainWarning(unicode as Domain, []);
  return [alike, alike?.kind === 'mixed-script' ? undefined : mixed].filter((warning) => warning !== undefined);
}

function refused(refusal: Refusal, typed: string): DomainEntry {
  return { ok: false, why: refusal.why, ...refusalWords(refusal, typed) };
}
