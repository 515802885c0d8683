/** Runs commands on one account, and finds out what a server tells in words only. */
import type { BareJid } from '../../core/jid.js';
import { ADMIN_COMMANDS, onAccount, type AdminCommand } from '../../xmpp/xep0133-service-administration.js';
import { failed, type Outcome } from '../outcome.js';
import type { AdminWire } from '../wire.js';
import { runCommand, type CommandResult } from './run-command.js';

/**
 * Whether the server has statistics of an account. Prosody 0.12.3 has none of somebody who is not there, ejabberd 23.01
 * has them of everybody: asked only where the server has told something in words, which ejabberd does not.
 */
export async function isKnown(wire: AdminWire, address: BareJid): Promise<boolean | undefined> {
  const answer = await runCommand(wire, onAccount(ADMIN_COMMANDS.userStatistics, address));
  return answer.ok ? true : saysInWords(answer) ? false : undefined;
}

/** Runs a command that names an account; `not-found` where it is the account that was wrong. */
export async function runOn(wire: AdminWire, address: BareJid, command: AdminCommand): Promise<Outcome<CommandResult>> {
  const answer = await runCommand(wire, command);
  if (!saysInWords(answer) || (await isKnown(wire, address)) !== false) return answer;
  return failed({ kind: 'not-found' });
}

/** Whether there is more to an outcome than can be read: a note, which nobody should have to understand. */
export function saysInWords(answer: Outcome<CommandResult>): boolean {
  if (answer.ok) return answer.value.note !== undefined;
  return answer.problem.kind === 'refused' && answer.problem.text !== undefined;
}
