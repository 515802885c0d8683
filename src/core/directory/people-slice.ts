/** How the people of the directory who are in view stand to us. */
import { SHOWS, type Availability } from '../availability.js';
import { entryAgainst } from '../block-list.js';
import { domainOf, type BareJid } from '../jid.js';
import { isHidden } from '../held.js';
import type { PeopleSlice, PersonStanding } from '../people-view.js';
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
  const weSee = contact?.subscription === 'to' || contact?.subscription === 'both';
  const best = mostLikelyToAnswer([...(state.availability.get(jid)?.values() ?? [])]);
  return {
    jid,
    // Of a contact whose presence we see, silence says something.
    seen: best?.show ?? (weSee && state.online && state.synchronised ? 'offline' : 'unknown'),
    status: best?.status ?? '',
    idleSince: best?.idleSince ?? null,
    subscription: contact?.subscription ?? null,
    asked: contact?.ask ?? false,
    asks: state.prompts.has(jid) && !isHidden(state, jid),
    blocked: blockOn(state, jid),
  };
}

/** The resource that has the highest priority (RFC 6121 §8.5.2.1.1), and of those the one most likely to answer. */
function mostLikelyToAnswer(resources: readonly Availability[]): Availability | undefined {
  const rank = ({ show }: Availability): number => SHOWS.indexOf(show);
  return [...resources].sort((a, b) => b.priority - a.priority || rank(a) - rank(b))[0];
}

/** Also as long as the server has not done it yet. */
function blockOn({ blocked, toBlock }: State, jid: BareJid): BareJid | null {
  const done = blocked.kind === 'known' ? entryAgainst(blocked.jids, jid) : null;
  return done ?? [jid, domainOf(jid)].find((entry) => toBlock.has(entry)) ?? null;
}
