/**
 * Service administration (XEP-0133): the commands on accounts, what each is told, and what its answers say.
 *
 * Quirks, as measured on Prosody 0.12.3 (`mod_admin_adhoc`) and ejabberd 23.01 (`mod_configure`):
 * - The address is `accountjid` for one server and `accountjids` for the other where the standard has many (§4.2, §4.5).
 * - Prosody tells a failure as a `completed` step with a note, and with one of type `info` where an account to delete
 *   or to disconnect is not there. ejabberd has `conflict` for an account that exists, `item-not-found` for whatever it
 *   did not expect (an empty password, another domain, nobody of that name), and success for ending the sessions of nobody.
 * - Prosody makes accounts with an empty password.
 * - ejabberd answers lists and numbers in the first step, asks for no `max_items`, and has no limit: 10,000 accounts
 *   came in one frame. Its list of who is online has each person once; with devices it is in service discovery.
 * - Prosody lists who is online as lines, with ` - device: show(priority), IP: [address]` below each person.
 * - ejabberd tells the last sign-in in its local time, without saying which that is; in words where there is none, and
 *   while somebody is there; as the time at which the account was made, before the first.
 * - What ends the sessions of an account leaves those on Prosody that wait to be resumed: they cannot be any more, and
 *   still count as online, until it is restarted.
 */
import { NS } from './ns.js';
import { fieldValues, type Answer } from './xep0004-data-forms.js';
import type { Element } from './element.js';

const node = (name: string): string => `${NS.admin}#${name}`;

/** The nodes of the commands (§4). */
export const ADMIN_COMMANDS = {
  addUser: node('add-user'),
  deleteUser: node('delete-user'),
  disableUser: node('disable-user'),
  reenableUser: node('reenable-user'),
  endUserSession: node('end-user-session'),
  changePassword: node('change-user-password'),
  lastLogin: node('get-user-lastlogin'),
  userStatistics: node('user-stats'),
  registeredCount: node('get-registered-users-num'),
  registeredList: node('get-registered-users-list'),
  onlineList: node('get-online-users-list'),
} as const;

/** A command and what its form is told. */
export interface AdminCommand {
  readonly node: string;
  readonly answers: readonly Answer[];
}

/** §4.1 */
export function addUser(jid: string, password: string): AdminCommand {
  const again = { names: ['password-verify'], values: [password], isOptional: true };
  return { node: ADMIN_COMMANDS.addUser, answers: [account(jid), secret(password), again] };
}

/** §4.6; not every server has it checked twice. */
export function changePassword(jid: string, password: string): AdminCommand {
  return { node: ADMIN_COMMANDS.changePassword, answers: [account(jid), secret(password)] };
}

/** A command that is told an account and nothing else: §4.2 to §4.5, §4.9, §4.10. */
export function onAccount(command: string, jid: string): AdminCommand {
  return { node: command, answers: [account(jid)] };
}

/** A list (§4.13, §4.18 to §4.21), as long as there is, with devices where the server asks whether to tell them. */
export function wholeList(command: string): AdminCommand {
  return {
    node: command,
    answers: [
      { names: ['max_items'], values: ['all'], isOptional: true },
      { names: ['details'], values: ['1'], isOptional: true },
    ],
  };
}

/** The addresses of an answer (§4.13 and others). */
export function readRegistered(form: Element | undefined): readonly string[] {
  return fieldValues(form, 'registereduserjids').filter((jid) => jid !== '');
}

/** How many accounts there are (§4.15), or undefined if the answer does not tell. */
export function readRegisteredCount(form: Element | undefined): number | undefined {
  const [value = ''] = fieldValues(form, 'registeredusersnum');
  return /^\d{1,9}$/.test(value.trim()) ? Number(value) : undefined;
}

/** Who is online: full JIDs where there are devices, else bare ones. */
export function readOnline(form: Element | undefined): readonly string[] {
  const found: string[] = [];
  let person = '';
  for (const line of fieldValues(form, 'onlineuserjids')) {
    const device = /^ - (.+): [^:]*\([^()]*\), IP: \[[^\]]*\]$/.exec(line)?.[1];
    if (device !== undefined) {
      if (found.at(-1) === person) found.pop();
      found.push(`${person}/${device}`);
    } else if (line !== '') {
      person = line;
      found.push(person);
    }
  }
  return found;
}

/** The devices of an account that are signed in (§4.10). */
export function readDevices(form: Element | undefined): readonly string[] {
  return fieldValues(form, 'onlineresources').filter((device) => device !== '');
}

/** The last sign-in (§4.9) as milliseconds of the server's own clock, taken as if it showed UTC. */
export function readLastLogin(form: Element | undefined): number | undefined {
  const [value = ''] = fieldValues(form, 'lastlogin');
  const parts = /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d)/.exec(value.trim());
  const time = parts ? Date.parse(`${parts[1] ?? ''}T${parts[2] ?? ''}Z`) : NaN;
  return Number.isNaN(time) ? undefined : time;
}

function account(jid: string): Answer {
  return { names: ['accountjids', 'accountjid'], values: [jid] };
}

function secret(password: string): Answer {
  return { names: ['password'], values: [password] };
}
