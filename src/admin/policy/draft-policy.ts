import type { Policy } from '../../core/policy/schema.js';
import type { ListedDomain } from '../../xmpp/policy-form.js';
import type { PolicyDraft } from './revision.js';

/** A draft as clients will read it. */
export function policyOf(draft: PolicyDraft): Policy {
  const { domains, federation: mode, trusted, refused, ...ofLogging } = draft;
  const { logging, loggingDays: days, loggingAlways: always, loggingNever: never, ...rest } = ofLogging;
  const both = (list: readonly ListedDomain[]): string[] => list.flatMap(({ ascii, unicode }) => [ascii, unicode]);
  return {
    ...rest,
    domains: both(domains),
    federation: { mode, trusted: both(trusted), refused: both(refused) },
    logging: { mode: logging, days, always, never },
    revision: 1,
    parent: 0,
  };
}
