import type { BareJid } from '../../core/jid.js';
import { ADMIN_COMMANDS, onAccount } from '../../xmpp/xep0133-service-administration.js';
import { done, failed, type Outcome } from '../outcome.js';
import type { AdminWire } from '../wire.js';
import { isKnown, saysInWords } from './account-command.js';
import { runCommand } from './run-command.js';

/** Deletes an account. Prosody 0.12.3 says `completed` whether it did or not, so that it is asked before and after. */
export async function deleteAccount(wire: AdminWire, address: BareJid): Promise<Outcome> {
  if ((await isKnown(wire, address)) === false) return failed({ kind: 'not-found' });
  const answer = await runCommand(wire, onAccount(ADMIN_COMMANDS.deleteUser, address));
  if (!answer.ok) return answer;
  if (!saysInWords(answer) || (await isKnown(wire, address)) === false) return done(undefined);
  const text = answer.value.note ?? '';
  return failed({ kind: 'refused', condition: 'undefined-condition', text });
}
