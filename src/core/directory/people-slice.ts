/** How the people of the directory who are in view stand to us. */
import { blockOn } from '../block-list.js';
import type { BareJid } from '../jid.js';
import { isHidden } from '../held.js';
import type { PeopleSlice, PersonStanding } from '../people-view.js';
import { barrier } from '../policy/federation.js';
import { seenOf } from '../seen.js';
import type { State } from '../state.js';

export function peopleSlice(state: State, people: readonly BareJid[]): PeopleSlice {
  const { policy } = state;
  return {
    rows: people.map((jid) => standingOf(state, jid)),
    temporaryAvailability: policy.kind === 'published' && policy.policy.temporaryAvailability,
  };
}

function standingOf(state: State, jid: BareJid): PersonStanding {
  const contact = state.roster.kind === 'known' ? state.roster.items.get(jid) : undefined;
  return {
    jid,
    ...seenOf(state, jid),
    subscription: contact?.subscription ?? null,
    asked: contact?.ask ?? false,
    asks: state.prompts.has(jid) && !isHidden(state, jid),
    blocked: blockOn(state, jid),
    suspended: barrier(state, jid),
  };
}
