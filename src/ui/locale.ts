/**
 * The language of the interface. Every text goes through `msg()` of @lit/localize; English is the
 * source, and stands in the code. What translates is loaded only where there is something to translate into.
 */

export const SOURCE_LOCALE = 'en';
/** Languages beside the source for which there are translations. */
export const TARGET_LOCALES: readonly string[] = [];

/**
 * Shows the first of `wanted` (BCP 47) that there is a translation into; the source otherwise. To be
 * called once, by the entry of a shell.
 */
export async function setUpLocalization(wanted: readonly string[]): Promise<void> {
  const locale = bestLocale(wanted);
  if (locale === SOURCE_LOCALE) return;
  const { configureLocalization } = await import('@lit/localize/init/runtime.js');
  const { setLocale } = configureLocalization({
    sourceLocale: SOURCE_LOCALE,
    targetLocales: TARGET_LOCALES,
    loadLocale: (missing) => Promise.reject(new Error(`there is no translation into ${missing}`)),
  });
  await setLocale(locale);
}

/** A language serves for its regions: `de` for `de-AT`. */
export function bestLocale(wanted: readonly string[], targets: readonly string[] = TARGET_LOCALES): string {
  const known = [SOURCE_LOCALE, ...targets];
  for (const tag of wanted) {
    const found = known.find((locale) => tag === locale || tag.startsWith(`${locale}-`));
    if (found) return found;
  }
  return SOURCE_LOCALE;
}
