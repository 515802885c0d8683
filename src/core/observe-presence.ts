import type { Effect } from './effect.js';
import type { PresenceEvent } from './event.js';
import type { Touched } from './reconcile.js';
import type { State } from './state.js';

/** What others say of their availability, and what we show of ours. */
export function observePresence(state: State, event: PresenceEvent, _effects: Effect[]): Touched {
  switch (event.type) {
    case 'availabilityReceived':
    case 'temporaryAvailabilityAsked':
      return 'none';
    case 'messagesTaken':
      state.takesMessages = true;
      return 'none';
    case 'availabilityChosen':
      state.own = event.own;
      return 'none';
    case 'personActive':
      state.activeAt = event.at;
      return 'none';
  }
}
