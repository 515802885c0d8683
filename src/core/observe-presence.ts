import { observeAnswer } from './directory/asking.js';
import type { Effect } from './effect.js';
import type { PresenceEvent } from './event.js';
import { observeAsk, observeLeaver } from './observe-leases.js';
import type { Touched } from './reconcile.js';
import { observeAvailability } from './seen.js';
import type { State } from './state.js';

/** What others say of their availability, and what we show of ours. */
export function observePresence(state: State, event: PresenceEvent, effects: Effect[]): Touched {
  switch (event.type) {
    case 'availabilityReceived':
      observeAvailability(state, event);
      observeLeaver(state, event, effects);
      observeAnswer(state, event, effects);
      return 'none';
    case 'temporaryAvailabilityAsked':
      observeAsk(state, event, effects);
      return 'none';
    case 'peopleLookedAt':
      state.lookedAt = event.jids;
      return 'none';
    case 'messagesTaken':
      state.takesMessages = true;
      return 'none';
    case 'availabilityChosen':
      state.own = event.own;
      state.activeAt = event.at;
      return 'none';
    case 'availabilityShown':
      state.shown = event.availability;
      return 'none';
    case 'personActive':
      state.activeAt = event.at;
      return 'none';
  }
}
