import { perLocale } from './format.js';

const relative = perLocale((locale) => new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }));
const near = perLocale((locale) => new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long' }));
const far = perLocale((locale) => new Intl.DateTimeFormat(locale, { dateStyle: 'full' }));

const clock = perLocale((locale) => new Intl.DateTimeFormat(locale, { timeStyle: 'short' }));
const weekday = perLocale((locale) => new Intl.DateTimeFormat(locale, { weekday: 'long' }));
const short = perLocale((locale) => new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short' }));
const date = perLocale((locale) => new Intl.DateTimeFormat(locale, { dateStyle: 'short' }));

/** As short as it can be: the time of today, "Yesterday", the day of the last week, else the date. */
export function formatChatTime(at: number, now: number, locale: string): string {
  const days = daysFrom(now, at);
  if (days === 0) return clock(locale).format(at);
  if (days === -1) return capital(relative(locale).format(days, 'day'), locale);
  if (days < 0 && days > -7) return weekday(locale).format(at);
  return (isSameYear(at, now) ? short : date)(locale).format(at);
}

/** "Today", "Yesterday", then the date; with its year where that is another one. */
export function formatChatDay(at: number, now: number, locale: string): string {
  const days = daysFrom(now, at);
  const isNear = days === 0 || days === -1;
  const text = isNear ? relative(locale).format(days, 'day') : (isSameYear(at, now) ? near : far)(locale).format(at);
  return capital(text, locale);
}

function daysFrom(now: number, at: number): number {
  return Math.round((startOfDay(at) - startOfDay(now)) / (24 * 60 * 60_000));
}

function isSameYear(a: number, b: number): boolean {
  return new Date(a).getFullYear() === new Date(b).getFullYear();
}

function capital(text: string, locale: string): string {
  return text.replace(/^./u, (first) => first.toLocaleUpperCase(locale));
}

function startOfDay(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0);
}
