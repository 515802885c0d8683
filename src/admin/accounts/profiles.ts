/** What the vCards of the organisation's people say, and who may write them. */
import type { BareJid } from '../../core/jid.js';
import {
  accountProfile,
  ACCOUNT_COMMANDS,
  readAccountProfile,
  setAccountProfile,
} from '../../xmpp/account-commands.js';
import type { Element } from '../../xmpp/element.js';
import type { IqAnswer, IqOptions } from '../../xmpp/iq.js';
import { parsePersonCard, vcardGet, vcardSet } from '../../xmpp/xep0054-vcard.js';
import { done, failed, problemOfCondition, type Outcome } from '../outcome.js';
import type { AdminWire } from '../wire.js';
import type { AccountProfile } from './account.js';
import type { Offer } from './offer.js';
import { runCommand } from './run-command.js';

/** A session of somebody else, for as long as it takes to write their profile. */
export interface OwnSession {
  get(payload: Element, options?: IqOptions): Promise<IqAnswer>;
  set(payload: Element, options?: IqOptions): Promise<IqAnswer>;
  close(): Promise<void> | void;
}

/** Signs in as somebody; undefined if that was not possible. */
export type SignInAs = (jid: string, password: string) => Promise<OwnSession | undefined>;

const NO_PROFILE: AccountProfile = { firstName: '', lastName: '', mail: '', title: '' };

export async function readProfile(wire: AdminWire, offer: Offer, address: BareJid): Promise<Outcome<AccountProfile>> {
  if (offer.commands.has(ACCOUNT_COMMANDS.profile)) {
    const answer = await runCommand(wire, accountProfile(address));
    if (!answer.ok) return answer;
    return done(answer.value.form ? readAccountProfile(answer.value.form) : NO_PROFILE);
  }
  const answer = await wire.get(vcardGet(), { to: address });
  if (answer.ok) return done(parsePersonCard(answer.stanza));
  // Nobody has written one yet.
  return answer.condition === 'item-not-found' ? done(NO_PROFILE) : failed(problemOfCondition(answer.condition));
}

export async function writeProfile(wire: AdminWire, address: BareJid, profile: AccountProfile): Promise<Outcome> {
  const answer = await runCommand(wire, setAccountProfile(address, profile));
  return answer.ok ? done(undefined) : answer;
}

/** Has a new account write its own profile. */
export async function writeAs(
  signInAs: SignInAs | undefined,
  account: { readonly address: BareJid; readonly password: string; readonly profile: AccountProfile },
): Promise<boolean> {
  const session = await signInAs?.(account.address, account.password);
  if (!session) return false;
  try {
    return (await session.set(vcardSet(account.profile))).ok;
  } finally {
    await session.close();
  }
}
