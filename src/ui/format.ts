/** Times in the reader's own language. */

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const relative = perLocale((locale) => new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }));
const exact = perLocale((locale) => new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'short' }));
const numbers = perLocale((locale) => new Intl.NumberFormat(locale));

/** To make a format takes a hundred times as long as to use it: one of a kind is enough for each language. */
export function perLocale<Format>(make: (locale: string) => Format): (locale: string) => Format {
  const made = new Map<string, Format>();
  return (locale) => {
    const format = made.get(locale) ?? make(locale);
    made.set(locale, format);
    return format;
  };
}

/** How long ago, roughly: "3 minutes ago", "yesterday"; a date once it is longer than a week. */
export function formatSince(since: number, now: number, locale: string): string {
  const passed = Math.max(0, now - since);
  const format = relative(locale);
  if (passed < MINUTE) return format.format(0, 'second');
  if (passed < HOUR) return format.format(-Math.floor(passed / MINUTE), 'minute');
  if (passed < DAY) return format.format(-Math.floor(passed / HOUR), 'hour');
  if (passed < 7 * DAY) return format.format(-Math.floor(passed / DAY), 'day');
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium' }).format(since);
}

/** The exact time, for a tooltip and for machines that read aloud. */
export function formatExactly(at: number, locale: string): string {
  return exact(locale).format(at);
}

/** The day, for what is long past or still to come. */
export function formatDay(at: number, locale: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'long' }).format(at);
}

/** "7 days". */
export function formatDays(days: number, locale: string): string {
  return new Intl.NumberFormat(locale, { style: 'unit', unit: 'day', unitDisplay: 'long' }).format(days);
}

/** "10 minutes". */
export function formatMinutes(minutes: number, locale: string): string {
  return new Intl.NumberFormat(locale, { style: 'unit', unit: 'minute', unitDisplay: 'long' }).format(minutes);
}

/** "in 5 seconds"; at least one. */
export function formatUntil(at: number, now: number, locale: string): string {
  return new Intl.RelativeTimeFormat(locale).format(Math.max(1, Math.ceil((at - now) / 1000)), 'second');
}

/** "one, two, and three", of parts that need not be text. */
export function formatList<T>(parts: readonly T[], locale: string): (T | string)[] {
  const places = parts.map((_, index) => String(index));
  return new Intl.ListFormat(locale)
    .formatToParts(places)
    .map(({ type, value }) => (type === 'element' ? (parts[Number(value)] ?? value) : value));
}

export function formatCount(count: number, locale: string): string {
  return numbers(locale).format(count);
}

/**
 * The language of times and numbers: that of the interface, `shown`, as the first of `candidates` has it that is
 * of this language (`en-GB` for `en`). They may be anything: a page has written them into `lang`.
 */
export function usableLocale(shown: string, candidates: readonly (string | null | undefined)[]): string {
  const language = baseOf(shown);
  return candidates.find((tag) => tag && isLanguageTag(tag) && baseOf(tag) === language) ?? shown;
}

/** Whether a language is written from right to left. */
export function isRightToLeft(locale: string): boolean {
  return ['ar', 'ckb', 'dv', 'fa', 'he', 'ps', 'sd', 'ug', 'ur', 'yi'].includes(baseOf(locale));
}

/** What speakers of a language call it: "Deutsch" for `de`. */
export function endonym(locale: string): string {
  const name = new Intl.DisplayNames(locale, { type: 'language' }).of(locale) ?? locale;
  return name.replace(/^./u, (first) => first.toLocaleUpperCase(locale));
}

function baseOf(locale: string): string {
  return locale.split('-', 1)[0]?.toLowerCase() ?? '';
}

function isLanguageTag(text: string): boolean {
  try {
    return Intl.getCanonicalLocales(text).length > 0;
  } catch {
    return false; // not a language tag
  }
}
