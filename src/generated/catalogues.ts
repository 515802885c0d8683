// Made by npm run strings from src/ui/strings/locales.
import type { LocaleModule } from '@lit/localize';

/** How to load each translation. */
export const catalogues: Readonly<Record<string, () => Promise<LocaleModule>>> = {
};
