/** Domains below which everybody may have one, so that they are no organisation's own (publicsuffix.org). */
import { getPublicSuffix } from 'tldts';

/** By the list as it was when this was built, names that providers rent out included. `domain` in either form. */
export function isPublicSuffix(domain: string): boolean {
  const options = { allowPrivateDomains: true, extractHostname: false, validateHostname: false };
  return getPublicSuffix(domain, options) === domain;
}
