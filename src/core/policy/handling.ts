/**
 * Which handling is in force, and what the Options window may show.
 *
 * | "Allow users to set…" | handling in force | in the Options window |
 * |---|---|---|
 * | ticked | the person's choice; until they choose, *accept from my organisation* | the three choices |
 * | cleared | the administrator's choice | nothing |
 * | pinned by the browser's managed policy | as pinned | nothing |
 * | no policy, deleted, or unreadable | *prompt* | nothing; a notice says why |
 * | ticked, but the person's choice cannot be read | the last one known, else *prompt* | it waits, and says so |
 */
import type { Domain } from '../jid.js';
import { lookalikeIndex, type LookalikeIndex } from './lookalike.js';
import type { AddBack, Handling, Policy, PolicyError } from './schema.js';

/** What "ticked" means until the person chooses. */
export const DEFAULT_HANDLING: Handling = 'accept-organization';

/** Why there is no policy that could be applied. */
export type NoPolicy =
  | { readonly why: 'never-published' }
  | { readonly why: 'deleted' }
  /** The organisation's server has no pubsub service. */
  | { readonly why: 'no-service' }
  | { readonly why: 'unreachable' }
  /** The service answered with an error that is not for a while only, such as `forbidden` (RFC 6120 §8.3.3). */
  | { readonly why: 'refused'; readonly condition: string }
  /** Two services of the organisation have the node, and we cannot tell which is right. */
  | { readonly why: 'ambiguous'; readonly services: readonly string[] }
  | { readonly why: 'unreadable'; readonly errors: readonly PolicyError[] };

/** What the browser's managed policy fixes; it wins over the node. */
export interface ManagedPolicy {
  readonly handling: Handling;
  readonly domains: readonly string[];
  readonly addBack: AddBack;
}

/** What is known of the policy. `kept`: the service cannot be reached, this is the last good one. */
export type PolicyFact =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'published'; readonly policy: Policy; readonly kept: boolean }
  | { readonly kind: 'none'; readonly reason: NoPolicy };

/** What is known of the person's own choice. `chosen` is null until they choose. */
export type PreferenceFact =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'known'; readonly chosen: Handling | null }
  /** Their server did not tell; `last` is what it said before, on this device. */
  | { readonly kind: 'unreadable'; readonly last: Handling | null };

/** The setting as the Options window shows it. */
export type Setting =
  | { readonly kind: 'absent'; readonly why: 'fixed' | 'managed' | 'no-policy' | 'not-yet-known' }
  | { readonly kind: 'waiting'; readonly handling: Handling }
  | { readonly kind: 'choice'; readonly handling: Handling; readonly isDefault: boolean };

/** The outcome of policy and preference. */
export interface InForce {
  readonly handling: Handling;
  readonly listed: ReadonlySet<string>;
  readonly lookalikes: LookalikeIndex;
  readonly addBack: AddBack;
  readonly setting: Setting;
}

/** Derives what is in force for somebody of the domain `own`. Undefined as long as policy or preference are unknown. */
export function inForce(
  policy: PolicyFact,
  preference: PreferenceFact,
  managed: ManagedPolicy | undefined,
  own: Domain | undefined,
): InForce | undefined {
  if (managed) {
    return {
      handling: managed.handling,
      ...listing(managed.domains, own),
      addBack: managed.addBack,
      setting: { kind: 'absent', why: 'managed' },
    };
  }
  if (policy.kind === 'unknown' || preference.kind === 'unknown') return undefined;
  if (policy.kind === 'none') {
    return {
      handling: 'prompt',
      ...listing([], own),
      addBack: 'never',
      setting: { kind: 'absent', why: 'no-policy' },
    };
  }
  const { handling, domains, addBack, allowUserOptions } = policy.policy;
  const common = { ...listing(domains, own), addBack };
  if (!allowUserOptions) return { ...common, handling, setting: { kind: 'absent', why: 'fixed' } };
  if (preference.kind === 'unreadable') {
    const last = preference.last ?? 'prompt';
    return { ...common, handling: last, setting: { kind: 'waiting', handling: last } };
  }
  const chosen = preference.chosen ?? DEFAULT_HANDLING;
  return {
    ...common,
    handling: chosen,
    setting: { kind: 'choice', handling: chosen, isDefault: preference.chosen === null },
  };
}

/** Whoever imitates somebody's own domain is pointed out, whether that is listed or not. */
function listing(domains: readonly string[], own: Domain | undefined): Pick<InForce, 'listed' | 'lookalikes'> {
  return { listed: new Set(domains), lookalikes: lookalikeIndex(new Set(own ? [...domains, own] : domains)) };
}
