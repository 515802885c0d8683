/** The list of people that is here already, searched and described without asking the server again. */
import { folded } from '../../core/folded.js';
import type { AccountProfile, AccountSummary } from '../accounts/account.js';

/** Which columns of the list have anything in them: what the server does not tell is not shown. */
export interface ToldColumns {
  readonly profile: boolean;
  readonly state: boolean;
  readonly sessions: boolean;
}

export function toldColumns(people: readonly AccountSummary[]): ToldColumns {
  return {
    profile: people.some(({ profile }) => profile !== undefined),
    state: people.some(({ isDisabled }) => isDisabled !== undefined),
    sessions: people.some(({ sessions }) => sessions !== undefined),
  };
}

/** First and last name; empty where there is neither. */
export function personName(profile: AccountProfile | undefined): string {
  return profile ? `${profile.firstName} ${profile.lastName}`.trim() : '';
}

/** Those whose name, address or mail holds every word of `query`; in any case, and without regard to accents. */
export function searchPeople(people: readonly AccountSummary[], query: string): readonly AccountSummary[] {
  const words = folded(query).split(/\s+/u).filter(Boolean);
  if (words.length === 0) return people;
  return people.filter(({ jid, profile }) => {
    const text = folded(`${jid}\n${personName(profile)}\n${profile?.mail ?? ''}`);
    return words.every((word) => text.includes(word));
  });
}
