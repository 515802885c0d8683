import { BELOW_COUNTRIES, PROVIDERS } from './public-suffix-data.js';

/** Whether everybody may have a domain below this one (A-label form), so that it is no organisation's own. */
export type IsPublicSuffix = (ascii: string) => boolean;

/** Answers for top-level domains, and for the well-known registries and providers below them. */
export const isWellKnownSuffix: IsPublicSuffix = (ascii) => {
  const labels = ascii.split('.');
  const [label = '', country = ''] = labels;
  if (labels.length < 2) return true;
  if (labels.length > 2) return false;
  return belowCountry(country).includes(label) || (PROVIDERS as readonly string[]).includes(ascii);
};

function belowCountry(country: string): readonly string[] {
  return Object.hasOwn(BELOW_COUNTRIES, country) ? (BELOW_COUNTRIES[country]?.split(' ') ?? []) : [];
}
