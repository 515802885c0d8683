/**
 * "In my organisation" is membership of a set of domains, and nothing else: no sub-domains, no
 * suffixes, no addresses, no patterns. Never by `new URL`, which turns `%65xample.com` into `example.com`.
 */
import { parseDomain, type Domain } from '../jid.js';

/** RFC 1035 §2.3.4. */
const LONGEST_NAME = 253;
// One label: letters, marks and digits of any script, hyphens inside. No dots of other scripts, nothing invisible.
const LABEL = /^(?!-)[\p{L}\p{M}\p{Nd}-]{1,63}(?<!-)$/u;

/**
 * Whether a domain may stand in a policy: canonical, a name of at least two labels, its last label
 * not a number (so that no IP address passes).
 */
export function isListableDomain(text: string): boolean {
  if (parseDomain(text) !== text || text.length > LONGEST_NAME) return false;
  const labels = text.split('.');
  return labels.length > 1 && labels.every((label) => LABEL.test(label)) && !/^\d+$/.test(labels.at(-1) ?? '');
}

/** Whether requests from `domain` come from "contacts in my organisation". */
export function isListed(domain: Domain, listed: ReadonlySet<string>): boolean {
  return listed.has(domain) && isListableDomain(domain);
}
