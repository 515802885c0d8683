/** What an administrator has done, put into the list that is here, so that it need not be read anew. */
import type { AccountSummary } from '../accounts/account.js';
import type { ToldColumns } from './search-people.js';

export type PersonChange =
  | { readonly kind: 'added'; readonly jid: string; readonly profile: AccountSummary['profile'] }
  | { readonly kind: 'deleted'; readonly jid: string }
  | { readonly kind: 'changed'; readonly jid: string; readonly now: Partial<Omit<AccountSummary, 'jid'>> };

/** The list after `change`, in its order; what the server does not tell of others is not told of this one either. */
export function afterChange(
  people: readonly AccountSummary[],
  change: PersonChange,
  told: ToldColumns,
): readonly AccountSummary[] {
  switch (change.kind) {
    case 'deleted':
      return people.filter(({ jid }) => jid !== change.jid);
    case 'changed':
      return people.map((person) => (person.jid === change.jid ? withTold(person, change.now, told) : person));
    case 'added': {
      const person: AccountSummary = {
        jid: change.jid,
        profile: told.profile ? change.profile : undefined,
        isDisabled: told.state ? false : undefined,
        sessions: told.sessions ? 0 : undefined,
      };
      const others = people.filter(({ jid }) => jid !== change.jid);
      const index = others.findIndex(({ jid }) => jid > change.jid);
      return others.toSpliced(index < 0 ? others.length : index, 0, person);
    }
  }
}

function withTold(
  person: AccountSummary,
  now: Partial<Omit<AccountSummary, 'jid'>>,
  told: ToldColumns,
): AccountSummary {
  return {
    jid: person.jid,
    profile: told.profile && 'profile' in now ? now.profile : person.profile,
    isDisabled: told.state && 'isDisabled' in now ? now.isDisabled : person.isDisabled,
    sessions: told.sessions && 'sessions' in now ? now.sessions : person.sessions,
  };
}
