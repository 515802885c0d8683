import type { Domain } from '../jid.js';
import type { Rule } from '../request.js';
import type { RosterItem } from '../roster.js';
import { isListed } from './domains.js';
import type { InForce } from './handling.js';

/** The rule of the handling in force that accepts a request from `domain`, if one does. */
export function ruleFor(
  inForce: InForce,
  domain: Domain,
  contact: RosterItem | undefined,
  declinedBefore: boolean,
): Rule | undefined {
  if (inForce.handling === 'prompt') return undefined;
  if (inForce.handling === 'accept-all') return { kind: 'all' };
  if (isListed(domain, inForce.listed)) return { kind: 'organization', domain };
  return contact?.ask && !declinedBefore ? { kind: 'asked' } : undefined;
}
