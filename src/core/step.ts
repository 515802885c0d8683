/**
 * The one function that advances a session: an event changes the facts, then what should be is
 * derived from them, and the difference between the two becomes effects.
 *
 * ```
 * event → observe (facts) → reconcile (verdicts, effects)
 * ```
 *
 * A dead worker, a replayed stanza, a second device, a changed policy and a lost network all come
 * this one way. Nothing here does I/O, reads a clock or draws a random number.
 */
import type { Effect } from './effect.js';
import type { Event } from './event.js';
import { observeBlocks, observeRoster } from './observe-contacts.js';
import { observePerson } from './observe-person.js';
import { observePolicy } from './observe-policy.js';
import { observePresence } from './observe-presence.js';
import { observePrivate } from './observe-private.js';
import { observeRequests } from './observe-requests.js';
import { observeSession } from './observe-session.js';
import { reconcile, type Touched } from './reconcile.js';
import { showAvailability } from './own-availability.js';
import type { State } from './state.js';

/** Advances `state` by `event`, in place, and returns what is to be done. */
export function step(state: State, event: Event): Effect[] {
  const effects: Effect[] = [];
  tellTime(state, event);
  const touched = observe(state, event, effects);
  reconcile(state, touched, 'at' in event ? event.at : undefined, effects);
  showAvailability(state, effects);
  return effects;
}

/** Whoever is to be told when it is late has to say so for ever (`Infinity`): that is no time. */
function tellTime(state: State, event: Event): void {
  if (!('at' in event) || !Number.isFinite(event.at)) return;
  // What had to wait may be told late, after a sleep.
  state.clock = event.type === 'timePassed' ? Math.max(state.clock, event.at) : event.at;
}

function observe(state: State, event: Event, effects: Effect[]): Touched {
  switch (event.type) {
    case 'sessionStarted':
    case 'sessionEnded':
    case 'linkChanged':
    case 'streamReady':
    case 'streamLost':
    case 'synchronised':
    case 'factsOverdue':
    case 'featuresRead':
    case 'archiveUntold':
    case 'timePassed':
      return observeSession(state, event, effects);
    case 'managedPolicyChanged':
    case 'policyFetched':
    case 'policyMissing':
    case 'policyPushed':
    case 'policyDeleted':
      return observePolicy(state, event, effects);
    case 'rosterRead':
    case 'rosterUnreadable':
    case 'rosterPushed':
    case 'rosterItemRemoved':
      return observeRoster(state, event, effects);
    case 'blockListRead':
    case 'blockListUnsupported':
    case 'blockListUnreadable':
    case 'blocked':
    case 'unblocked':
      return observeBlocks(state, event, effects);
    case 'privateRead':
    case 'privateUnreadable':
    case 'preferencePushed':
    case 'marksPushed':
    case 'preferenceSaved':
    case 'optionsPushed':
    case 'optionsSaved':
    case 'invitationsPushed':
    case 'invitationsSaved':
    case 'marksSaved':
      return observePrivate(state, event, effects);
    case 'requestReceived':
    case 'requestWithdrawn':
    case 'answerRefused':
    case 'blockAnswered':
    case 'probeAnswered':
    case 'probeLost':
      return observeRequests(state, event, effects);
    case 'availabilityReceived':
    case 'temporaryAvailabilityAsked':
    case 'peopleLookedAt':
    case 'messagesTaken':
    case 'availabilityChosen':
    case 'availabilityShown':
    case 'personActive':
      return observePresence(state, event, effects);
    case 'approveChosen':
    case 'denyChosen':
    case 'ignoreChosen':
    case 'restoreChosen':
    case 'blockChosen':
    case 'unblockChosen':
    case 'bulkChosen':
    case 'bulkStopped':
    case 'takenBack':
    case 'undoChosen':
    case 'handlingChosen':
    case 'optionChosen':
    case 'allowChosen':
    case 'disallowChosen':
    case 'invitationMade':
    case 'invitationRevoked':
      return observePerson(state, event, effects);
  }
}
