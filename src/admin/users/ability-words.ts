/** What cannot be done on this server, and why, in words. */
import { ABILITIES, type Abilities, type Ability, type Inability } from '../accounts/account.js';

const WHAT: Readonly<Record<Ability, string>> = {
  list: 'Listing everybody',
  add: 'Adding people',
  'read-profile': 'Reading profiles',
  'edit-profile': 'Editing profiles',
  disable: 'Deactivating people',
  enable: 'Reactivating people',
  'set-password': 'Setting passwords',
  'end-sessions': 'Signing people out everywhere',
  delete: 'Deleting people',
  invite: 'Invitation links',
  online: 'Seeing who is online',
  'last-activity': 'Seeing when somebody was last online',
  statistics: 'Numbers of people',
};

export interface Missing {
  readonly what: string;
  readonly why: string;
}

/** Each thing that this account cannot do here, with the reason. */
export function missingAbilities(abilities: Abilities): readonly Missing[] {
  return ABILITIES.flatMap((ability) => {
    const verdict = abilities[ability];
    return verdict === true ? [] : [{ what: WHAT[ability], why: inabilityWords(verdict) }];
  });
}

/** Why not, and what would change it. */
export function inabilityWords(inability: Inability): string {
  return inability.why === 'forbidden'
    ? 'The server has it, and does not let this account use it. Sign in with an account that may.'
    : inability.needs;
}
