/** The one thing to do next so that the organisation has a policy that its people follow. */
import type { PolicyState } from '../policy/revision.js';
import type { Check } from '../setup/checks.js';

export type NextStep =
  /** What there is is still being asked. */
  | { readonly kind: 'wait' }
  /** Whether the policy may be there cannot be seen. */
  | Extract<PolicyState, { readonly kind: 'unreadable' }>
  | Extract<PolicyState, { readonly kind: 'foreign' }>
  | Extract<PolicyState, { readonly kind: 'several' }>
  /** The server lacks something; `count` as far as it was found, or 0. */
  | { readonly kind: 'mend'; readonly count: number }
  | { readonly kind: 'create' }
  | { readonly kind: 'publish' }
  | { readonly kind: 'done' };

/** `checks` is undefined until they are done. */
export function nextStep(checks: readonly Check[] | undefined, policy: PolicyState): NextStep {
  if (policy.kind === 'foreign' || policy.kind === 'several' || policy.kind === 'unreadable') return policy;
  if (!checks || policy.kind === 'unknown') return { kind: 'wait' };
  const count = checks.filter(({ state }) => state === 'missing').length;
  if (count > 0 || policy.kind === 'no-service') return { kind: 'mend', count };
  if (policy.kind === 'no-node') return { kind: 'create' };
  return { kind: policy.revisions.length > 0 ? 'done' : 'publish' };
}
