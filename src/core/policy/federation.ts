/**
 * With which domains people may have to do, by the policy's federation. The first row that applies:
 *
 * | domain | open | listed | closed |
 * |---|---|---|---|
 * | our own, or a name below it: the services of our own server | yes | yes | yes |
 * | under Domain(s): it is the organisation | yes | yes | yes |
 * | refused | no | no | no |
 * | trusted | yes | yes | no |
 * | any other | yes | no | no |
 *
 * Names are compared as they are, without sub-domains; but for refused ones, of which every spelling is refused that stands for the
 * same name in the DNS. Where there is no policy, nothing is stopped; as long as it is not
 * known, the last one counts. What a browser's managed policy fixes says nothing of federation.
 */
import { domainOf, type BareJid } from '../jid.js';
import { unicodeForm } from './lookalike.js';
import type { State } from '../state.js';
import { OPEN_FEDERATION, type Federation, type Policy } from './schema.js';

/** Why the organisation lets nothing pass between its people and a domain. */
export type Barrier = 'refused' | 'not-trusted' | 'closed';

/** The policy's federation, to be asked often. */
export interface FederationInForce {
  readonly mode: Federation['mode'];
  readonly trusted: ReadonlySet<string>;
  readonly refused: ReadonlySet<string>;
  /** The domains under Domain(s). */
  readonly organization: ReadonlySet<string>;
  readonly own: string | undefined;
}

/** What a policy means for somebody of the domain `own`. */
export function federationInForce(policy: Policy | undefined, own: string | undefined): FederationInForce {
  const { federation, domains } = policy ?? { federation: OPEN_FEDERATION, domains: [] };
  return {
    mode: federation.mode,
    trusted: new Set(federation.trusted),
    refused: new Set(federation.refused),
    organization: new Set(domains),
    own,
  };
}

/** What stands between us and `domain`; null where nothing does. */
export function barrierTo(
  { mode, trusted, refused, organization, own }: FederationInForce,
  domain: string,
): Barrier | null {
  if (own !== undefined && (domain === own || domain.endsWith(`.${own}`))) return null;
  if (organization.has(domain)) return null;
  if (mode === 'closed') return 'closed';
  if (isRefused(refused, domain)) return 'refused';
  return mode === 'open' || trusted.has(domain) ? null : 'not-trusted';
}

/** IDNA (UTS 46) reads other letters and full stops like those of ASCII; and either form of each label for itself. */
function isRefused(refused: ReadonlySet<string>, domain: string): boolean {
  if (refused.has(domain)) return true;
  if (refused.size === 0 || (/^\p{ASCII}*$/u.test(domain) && !domain.includes('xn--'))) return false;
  return refused.has(unicodeForm(domain.normalize('NFKC').toLowerCase().replaceAll('\u3002', '.')));
}

/** What the policy puts between us and somebody, or all of a domain. */
export function barrier({ federation }: Pick<State, 'federation'>, jid: BareJid): Barrier | null {
  return barrierTo(federation, domainOf(jid));
}
