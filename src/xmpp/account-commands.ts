/**
 * The commands of `mod_account_commands`, a module of ours for Prosody, on the organisation's accounts and what their
 * vCards say of them. Each is an ad-hoc command (XEP-0050) of two steps, for administrators alone.
 */
import { displayText } from './characters.js';
import { fieldValues, formRows, type FormRow } from './xep0004-data-forms.js';
import type { AdminCommand } from './xep0133-service-administration.js';
import type { PersonCard } from './xep0054-vcard.js';
import { LONGEST_CARD_FIELD } from './xep0054-vcard.js';
import type { Element } from './element.js';

const NAMESPACE = 'urn:im-contact-requests:accounts:1';

export const ACCOUNT_COMMANDS = {
  list: `${NAMESPACE}#list`,
  profile: `${NAMESPACE}#profile`,
  setProfile: `${NAMESPACE}#set-profile`,
  invite: `${NAMESPACE}#invite`,
} as const;

/** An account as the module lists it. */
export interface ListedAccount {
  readonly jid: string;
  readonly isDisabled: boolean;
  readonly sessions: number;
  readonly card: PersonCard;
}

export interface AccountPage {
  readonly accounts: readonly ListedAccount[];
  readonly hasMore: boolean;
}

/** A page of the accounts, in the order of their names, from the one after `after`. */
export function listAccounts(after: string, limit: number): AdminCommand {
  return {
    node: ACCOUNT_COMMANDS.list,
    answers: [
      { names: ['after'], values: [after] },
      { names: ['limit'], values: [String(limit)] },
    ],
  };
}

export function readAccountPage(form: Element): AccountPage {
  return {
    accounts: formRows(form).map((row) => ({
      jid: cell(row, 'jid'),
      isDisabled: isTrue(cell(row, 'disabled')),
      sessions: Number(cell(row, 'sessions')) || 0,
      card: readCard((name) => cell(row, name)),
    })),
    hasMore: isTrue(fieldValues(form, 'more')[0] ?? ''),
  };
}

/** A link to an account of this name; answered as `readInvitation` reads it. */
export function inviteTo(username: string): AdminCommand {
  return { node: ACCOUNT_COMMANDS.invite, answers: [{ names: ['username'], values: [username] }] };
}

export function accountProfile(jid: string): AdminCommand {
  return { node: ACCOUNT_COMMANDS.profile, answers: [{ names: ['accountjid'], values: [jid] }] };
}

export function readAccountProfile(form: Element): PersonCard {
  return readCard((name) => fieldValues(form, name)[0] ?? '');
}

export function setAccountProfile(jid: string, card: PersonCard): AdminCommand {
  return {
    node: ACCOUNT_COMMANDS.setProfile,
    answers: [
      { names: ['accountjid'], values: [jid] },
      { names: ['first_name'], values: [card.firstName] },
      { names: ['last_name'], values: [card.lastName] },
      { names: ['mail'], values: [card.mail] },
      { names: ['title'], values: [card.title] },
    ],
  };
}

function readCard(value: (name: string) => string): PersonCard {
  const text = (name: string): string => displayText(value(name), LONGEST_CARD_FIELD);
  return { firstName: text('first_name'), lastName: text('last_name'), mail: text('mail'), title: text('title') };
}

function cell(row: FormRow, name: string): string {
  return row.get(name)?.[0] ?? '';
}

/** XEP-0004 §3.3: both forms of a boolean. */
function isTrue(value: string): boolean {
  return value === '1' || value === 'true';
}
