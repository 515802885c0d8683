import type { PresenceEvent } from './event.js';
import type { Touched } from './reconcile.js';
import { forgetUnseen, observeAvailability } from './seen.js';
import type { State } from './state.js';

/** What others say of their availability, and what we show of ours. */
export function observePresence(state: State, event: PresenceEvent): Touched {
  switch (event.type) {
    case 'availabilityReceived':
      observeAvailability(state, event);
      return 'none';
    case 'peopleWatched':
      state.watched = new Set(event.jids);
      forgetUnseen(state);
      return 'none';
    case 'temporaryAvailabilityAsked':
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
