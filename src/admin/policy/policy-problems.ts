/** What is wrong with the policy, or with its place, for administrators: what happened, and what to do. */
import type { PolicyError } from '../../core/policy/schema.js';
import type { AdminProblem } from '../outcome.js';
import type { PolicyState } from './revision.js';

/** Why something about the policy could not be done. */
export function policyProblemWords(problem: AdminProblem): string {
  switch (problem.kind) {
    case 'offline':
      return 'There is no connection. Try again when it is back.';
    case 'timeout':
      return 'The server did not answer in time. Look into the History before you try again: it may have been done.';
    case 'forbidden':
      return 'The server does not let this account change the policy. An owner of the policy can let it, under Organization Information.';
    case 'not-offered':
      return 'The server has no place for a policy. Organization Information says what it needs.';
    case 'exists':
      return 'Somebody else did that just now. Look again.';
    case 'not-found':
      return 'The policy’s place is gone from the server. Organization Information makes it anew.';
    case 'refused':
      return `The server refused it (${problem.condition}${problem.text ? `: ${problem.text}` : ''}). Whoever runs the server can find out why.`;
  }
}

/** Why there is no policy to show; undefined if there is one. */
export function policyStateWords(state: PolicyState): string | undefined {
  switch (state.kind) {
    case 'unknown':
      return 'The policy is being read …';
    case 'no-service':
      return 'Your server has no place for a policy yet.';
    case 'no-node':
      return 'Your organization has no policy yet.';
    case 'foreign':
      return 'Somebody else owns the place of the policy on your server, so nothing can be saved there.';
    case 'several':
      return `There are policies in two places (${state.services.join(', ')}), so people are asked about every request.`;
    case 'unreadable':
      return `The policy cannot be read. ${policyProblemWords(state.problem)}`;
    case 'ready':
      return undefined;
  }
}

/** What is wrong with a published policy. */
export function policyErrorWords({ field, problem, value = '' }: PolicyError): string {
  switch (problem) {
    case 'missing':
      return `The field “${field}” is missing.`;
    case 'repeated':
      return `The field “${field}” stands there more than once.`;
    case 'not-one-value':
      return `The field “${field}” must have exactly one value.`;
    case 'unknown-value':
      return `“${value}” is not a value of the field “${field}”.`;
    case 'not-a-number':
      return `The field “${field}” must be a whole number, not “${value}”.`;
    case 'not-a-domain':
      return `“${value}” in “${field}” is not a domain in its canonical form, such as example.com.`;
    case 'not-a-person':
      return `“${value}” in “${field}” is not the address of a person, such as name@example.com.`;
    case 'too-many':
      return `The field “${field}” has too many values.`;
    case 'uneven':
      return `The fields “${field.replace(/_unicode$/, '')}” and “${field}” must hold the same domains.`;
  }
}
