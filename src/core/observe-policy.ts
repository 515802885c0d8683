import type { Effect } from './effect.js';
import type { PolicyEvent } from './event.js';
import { policyFor } from './policy/groups.js';
import type { NoPolicy } from './policy/handling.js';
import type { Policy } from './policy/schema.js';
import type { Touched } from './reconcile.js';
import type { State } from './state.js';

/** What the organisation's pubsub node, or the browser's managed policy, says. */
export function observePolicy(state: State, event: PolicyEvent, effects: Effect[]): Touched {
  switch (event.type) {
    case 'managedPolicyChanged':
      state.managed = event.managed;
      return 'all';
    case 'policyFetched':
      return adopt(state, event.policy, effects);
    case 'policyPushed': {
      const { parsed } = event;
      // Two services claim to be the organisation's: what either of them pushes settles nothing.
      if (state.policy.kind === 'none' && state.policy.reason.why === 'ambiguous') return 'none';
      if (!parsed.ok) return drop(state, { why: 'unreadable', errors: parsed.errors }, effects);
      const current = state.policy.kind === 'published' ? state.policy.policy.revision : 0;
      return parsed.policy.revision < current ? 'none' : adopt(state, parsed.policy, effects);
    }
    case 'policyDeleted':
      return drop(state, { why: 'deleted' }, effects);
    case 'policyMissing':
      // Only a service that cannot be reached leaves the last good policy in force.
      if (event.reason.why !== 'unreachable') return drop(state, event.reason, effects);
      state.policy = state.keptPolicy
        ? { kind: 'published', policy: state.keptPolicy, kept: true }
        : { kind: 'none', reason: event.reason };
      return 'all';
  }
}

/** What holds for the person is known, and kept; nothing of the other groups is. */
function adopt(state: State, published: Policy, effects: Effect[]): Touched {
  const policy = state.account ? policyFor(published, state.account.jid) : published;
  state.policy = { kind: 'published', policy, kept: false };
  state.keptPolicy = policy;
  effects.push({ type: 'keepPolicy', policy });
  return 'all';
}

function drop(state: State, reason: NoPolicy, effects: Effect[]): Touched {
  state.policy = { kind: 'none', reason };
  state.keptPolicy = undefined;
  effects.push({ type: 'keepPolicy', policy: null });
  return 'all';
}
