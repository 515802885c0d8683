import { perLocale } from './format.js';

const relative = perLocale((locale) => new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }));
const near = perLocale((locale) => new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long' }));
const far = perLocale((locale) => new Intl.DateTimeFormat(locale, { dateStyle: 'full' }));

/** "Today", "Yesterday", then the date; with its year where that is another one. */
export function formatChatDay(at: number, now: number, locale: string): string {
  const days = Math.round((startOfDay(at) - startOfDay(now)) / (24 * 60 * 60_000));
  const text =
    days === 0 || days === -1
      ? relative(locale).format(days, 'day')
      : (new Date(at).getFullYear() === new Date(now).getFullYear() ? near : far)(locale).format(at);
  return text.replace(/^./u, (first) => first.toLocaleUpperCase(locale));
}

function startOfDay(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0);
}
