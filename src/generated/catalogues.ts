// Made by npm run strings from src/ui/strings/locales.
import type { LocaleModule } from '@lit/localize';

/** How to load each translation. */
export const catalogues: Readonly<Record<string, () => Promise<LocaleModule>>> = {
  'de': () => import('./locales/de.js'),
  'fr': () => import('./locales/fr.js'),
  'es': () => import('./locales/es.js'),
  'ja': () => import('./locales/ja.js'),
  'ar': () => import('./locales/ar.js'),
};
