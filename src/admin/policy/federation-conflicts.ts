/**
 * What the lists of domains say against each other, or in vain. Of `core/policy/federation.ts` only the first row that
 * applies counts, so what a later one says of the same domain would be enforced by nobody:
 *
 * | a domain is | trusted | refused |
 * |---|---|---|
 * | our own, or a name below it | needless | in vain |
 * | under Domain(s) | needless | in vain |
 * | on the other of the two lists | contradiction | contradiction |
 */
import type { ListedDomain } from '../../xmpp/policy-form.js';
import type { DomainConflict } from './domain-entry.js';
import type { PolicyDraft } from './revision.js';

/** The two lists of federation. */
export type FederationList = 'trusted' | 'refused';

/** Why a domain cannot stand on such a list; the first that applies. */
export type ConflictKind = 'own' | 'service' | 'organization' | 'both';

export interface FederationConflict {
  readonly list: FederationList;
  readonly kind: ConflictKind;
  readonly domain: ListedDomain;
}

type Lists = Pick<PolicyDraft, 'domains' | 'trusted' | 'refused'>;
type FindConflict = (list: FederationList, domain: ListedDomain) => ConflictKind | undefined;

const OTHER: Readonly<Record<FederationList, FederationList>> = { trusted: 'refused', refused: 'trusted' };

/** Tells of any domain what speaks against it on a list; `own` is the organisation's domain in either form. */
export function conflictsIn(lists: Lists, own: string | undefined): FindConflict {
  const names = (list: readonly ListedDomain[]): ReadonlySet<string> => new Set(list.map(({ ascii }) => ascii));
  const organization = names(lists.domains);
  const listed = { trusted: names(lists.trusted), refused: names(lists.refused) };
  return (list, { ascii, unicode }) => {
    if (own === ascii || own === unicode) return 'own';
    if (own !== undefined && (ascii.endsWith(`.${own}`) || unicode.endsWith(`.${own}`))) return 'service';
    if (organization.has(ascii)) return 'organization';
    return listed[OTHER[list]].has(ascii) ? 'both' : undefined;
  };
}

/** All of a draft; a domain that is trusted and refused counts once. */
export function federationConflicts(draft: Lists, own: string | undefined): readonly FederationConflict[] {
  const find = conflictsIn(draft, own);
  const of = (list: FederationList): FederationConflict[] =>
    draft[list].flatMap((domain) => {
      const kind = find(list, domain);
      return kind ? [{ list, kind, domain }] : [];
    });
  return [...of('refused'), ...of('trusted').filter(({ kind }) => kind !== 'both')];
}

const NEEDLESS = 'It need not be trusted.';
const REASONS: Readonly<Record<ConflictKind, string>> = {
  own: 'is your own domain, whose people always reach each other.',
  service: 'belongs to your own server, which your people always reach.',
  organization: 'stands under Domain(s): your people always reach it.',
  both: '',
};
const TODO: Readonly<Record<FederationList, Readonly<Record<ConflictKind, string>>>> = {
  trusted: {
    own: NEEDLESS,
    service: NEEDLESS,
    organization: NEEDLESS,
    both: 'To trust it, remove it from the refused domains first.',
  },
  refused: {
    own: 'It cannot be refused.',
    service: 'It cannot be refused.',
    organization: 'To refuse it, remove it from Domain(s) first.',
    both: 'To refuse it, remove it from the trusted domains first.',
  },
};

/** Why a domain cannot be put on the list, and what to do. */
export function conflictWords(list: FederationList, kind: ConflictKind, { unicode }: ListedDomain): DomainConflict {
  const reason = kind === 'both' ? `is ${OTHER[list]}.` : REASONS[kind];
  return { problem: `“${unicode}” ${reason}`, todo: TODO[list][kind] };
}

/** The same, of one that stands there. */
export function conflictMend(list: FederationList, kind: ConflictKind): string {
  switch (kind) {
    case 'both':
      return `It is ${OTHER[list]}, too. Remove it from one of the two lists.`;
    case 'organization':
      return `It stands under Domain(s), too. Remove it ${list === 'trusted' ? 'here' : 'there, or here'}.`;
    case 'own':
    case 'service':
      return 'It is of your own server, which your people always reach. Remove it here.';
  }
}

/** What is wrong with a draft, in one sentence for each. */
export function conflictFact({ list, kind, domain }: FederationConflict): string {
  const { unicode } = domain;
  switch (kind) {
    case 'both':
      return `“${unicode}” is trusted and refused at once.`;
    case 'organization':
      return `“${unicode}” is ${list}, and stands under Domain(s).`;
    case 'own':
    case 'service':
      return `“${unicode}” is ${list}, and is of your own server.`;
  }
}
