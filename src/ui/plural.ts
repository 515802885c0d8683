import { formatCount, perLocale } from './format.js';

/**
 * Text that depends on a count, written as translators know it from ICU MessageFormat; of that, this is all there is:
 *
 *     {count, plural, one {# person asks} other {# people ask}}
 *
 * A language has as many forms as its plural rules (Unicode CLDR) name, Arabic six; `#` is the count.
 */
const FORM = /(zero|one|two|few|many|other) *\{([^{}]*)\}/g;
const rules = perLocale((language) => new Intl.PluralRules(language));

/** The text of `pattern` for `count`, in the language of the pattern. */
export function plural(pattern: string, count: number, language: string): string {
  const forms = new Map([...pattern.matchAll(FORM)].map(([, category = '', text = '']) => [category, text]));
  const text = forms.get(rules(language).select(count)) ?? forms.get('other') ?? '';
  return text.replaceAll('#', formatCount(count, language));
}
