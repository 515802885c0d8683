import type { PolicyDraft, Revision } from '../../src/admin/policy/revision.js';

/** A listed domain whose two forms are the same. */
export function listed(...names: readonly string[]): PolicyDraft['domains'] {
  return names.map((name) => ({ ascii: name, unicode: name }));
}

/** A draft, as unremarkable as it can be. */
export function draft(changes: Partial<PolicyDraft> = {}): PolicyDraft {
  return {
    allowUserOptions: true,
    handling: 'accept-organization',
    domains: listed('example.com'),
    addBack: 'listed',
    temporaryAvailability: false,
    federation: 'open',
    trusted: [],
    refused: [],
    logging: 'unset',
    loggingDays: 0,
    loggingAlways: [],
    loggingNever: [],
    groups: [],
    ...changes,
  };
}

/** A publication of a draft. */
export function revision(number: number, content: PolicyDraft | undefined, changes: Partial<Revision> = {}): Revision {
  return {
    id: `item-${number}`,
    revision: content ? number : 0,
    parent: content ? number - 1 : 0,
    draft: content,
    errors: [],
    publisher: { jid: 'ada@example.com', isProven: true },
    at: Date.UTC(2026, 10, 1 + (number % 28), 9, 30),
    ...changes,
  };
}
