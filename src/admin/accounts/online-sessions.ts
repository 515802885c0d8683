/** Who is signed in now, with which devices. */
import { parseNodeItems, nodeItemsGet } from '../../xmpp/xep0030-disco.js';
import { ADMIN_COMMANDS, readOnline, wholeList } from '../../xmpp/xep0133-service-administration.js';
import { done, failed, problemOfCondition, type Outcome } from '../outcome.js';
import type { AdminWire } from '../wire.js';
import { ONLINE_NODE, type Offer } from './offer.js';
import { runCommand } from './run-command.js';

/** Full JIDs; ejabberd has them in service discovery only (23.01: all of them in one answer). */
export async function onlineSessions(wire: AdminWire, offer: Offer): Promise<Outcome<readonly string[]>> {
  if (offer.nodes.has(ONLINE_NODE)) {
    const answer = await wire.get(nodeItemsGet(ONLINE_NODE), { to: wire.domain });
    return answer.ok ? done(parseNodeItems(answer.stanza)) : failed(problemOfCondition(answer.condition));
  }
  const answer = await runCommand(wire, wholeList(ADMIN_COMMANDS.onlineList));
  return answer.ok ? done(readOnline(answer.value.form)) : answer;
}
