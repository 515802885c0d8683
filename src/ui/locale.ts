/**
 * The language of the interface. Every text goes through `msg()` of @lit/localize; English is the
 * source, and stands in the code. What translates is loaded only where there is something to translate into.
 */
import type { LocaleModule } from '@lit/localize';
import { catalogues } from '../generated/catalogues.js';

const SOURCE_LOCALE = 'en';
/** All languages (BCP 47) that the interface can be shown in. */
export const LOCALES: readonly string[] = [SOURCE_LOCALE, ...Object.keys(catalogues)];

type Catalogues = Readonly<Record<string, () => Promise<LocaleModule>>>;

interface Runtime {
  readonly getLocale: () => string;
  readonly setLocale: (locale: string) => Promise<void>;
}

/** What translates can be configured once in a page, so this is a matter of the module, and not of an element. */
const page: { configuring?: Promise<Runtime>; runtime?: Runtime } = {};

/** The language in which the interface is shown now. */
export function shownLocale(): string {
  return page.runtime?.getLocale() ?? SOURCE_LOCALE;
}

/**
 * Shows the first of `wanted` (BCP 47) that there is a translation into; the source otherwise. Where a translation
 * cannot be loaded, what is shown stays. What is on the page already switches at once. Resolves with the language shown.
 */
export async function setUpLocalization(
  wanted: readonly string[],
  available: Catalogues = catalogues,
): Promise<string> {
  const locale = bestLocale(wanted, Object.keys(available));
  if (locale === SOURCE_LOCALE && !page.configuring) return SOURCE_LOCALE;
  try {
    page.runtime = await (page.configuring ??= configure(available));
    await page.runtime.setLocale(locale);
  } catch {
    // It is asked for again after another language, or when the page is loaded again.
    if (!page.runtime) page.configuring = undefined;
  }
  return shownLocale();
}

/** Shows the interface in the language that the person chose; the empty string stands for the browser's. */
export function useLocale(locale: string): Promise<string> {
  return setUpLocalization(locale ? [locale] : navigator.languages);
}

async function configure(available: Catalogues): Promise<Runtime> {
  const { configureLocalization } = await import('@lit/localize/init/runtime.js');
  return configureLocalization({
    sourceLocale: SOURCE_LOCALE,
    targetLocales: Object.keys(available),
    loadLocale: (locale) =>
      available[locale]?.() ?? Promise.reject(new Error(`there is no translation into ${locale}`)),
  });
}

/** A language serves for its regions: `de` for `de-AT`; one of its own comes first. */
export function bestLocale(wanted: readonly string[], targets: readonly string[]): string {
  const known = [SOURCE_LOCALE, ...targets];
  for (const tag of wanted) {
    const found = known.find((locale) => tag === locale) ?? known.find((locale) => tag.startsWith(`${locale}-`));
    if (found) return found;
  }
  return SOURCE_LOCALE;
}
