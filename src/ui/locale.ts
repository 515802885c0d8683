/**
 * The language of the interface. Every text goes through `msg()` of @lit/localize; English is the
 * source, and stands in the code. What translates is loaded only where there is something to translate into.
 */
import type { LocaleModule } from '@lit/localize';
import { catalogues } from '../generated/catalogues.js';

const SOURCE_LOCALE = 'en';

type Catalogues = Readonly<Record<string, () => Promise<LocaleModule>>>;

/**
 * Shows the first of `wanted` (BCP 47) that there is a translation into; the source otherwise, and where a
 * translation cannot be loaded. To be called once, by the entry of a shell. Resolves with the language shown.
 */
export async function setUpLocalization(
  wanted: readonly string[],
  available: Catalogues = catalogues,
): Promise<string> {
  const locale = bestLocale(wanted, Object.keys(available));
  const load = available[locale];
  if (!load) return SOURCE_LOCALE;
  try {
    const [{ configureLocalization }, catalogue] = await Promise.all([import('@lit/localize/init/runtime.js'), load()]);
    const { setLocale } = configureLocalization({
      sourceLocale: SOURCE_LOCALE,
      targetLocales: [locale],
      loadLocale: () => Promise.resolve(catalogue),
    });
    await setLocale(locale);
    return locale;
  } catch {
    return SOURCE_LOCALE;
  }
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
