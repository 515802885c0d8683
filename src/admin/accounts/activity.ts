/** When people were here last, and how many there are. */
import type { BareJid } from '../../core/jid.js';
import { parseJid } from '../../core/jid.js';
import {
  ADMIN_COMMANDS,
  onAccount,
  readRegisteredCount,
  readDevices,
  readLastLogin,
  wholeList,
} from '../../xmpp/xep0133-service-administration.js';
import { parseTimeOffset, timeGet } from '../../xmpp/xep0202-entity-time.js';
import { done, failed, type Outcome } from '../outcome.js';
import type { AdminWire } from '../wire.js';
import { runOn } from './account-command.js';
import type { Statistics } from './account.js';
import { listEverybody } from './list-accounts.js';
import type { Offer } from './offer.js';
import { onlineSessions } from './online-sessions.js';
import { runCommand } from './run-command.js';

/** Milliseconds since 1970: now for somebody who is there. The server tells it in its own local time, so that it is asked what that is. */
export async function lastActivityOf(
  wire: AdminWire,
  offer: Offer,
  address: BareJid,
): Promise<Outcome<number | undefined>> {
  // Without what remembers it, the answer is "never" for everybody.
  if (!offer.tellsLastActivity) return failed({ kind: 'not-offered' });
  const [answer, statistics, time] = await Promise.all([
    runOn(wire, address, onAccount(ADMIN_COMMANDS.lastLogin, address)),
    runCommand(wire, onAccount(ADMIN_COMMANDS.userStatistics, address)),
    wire.get(timeGet(), { to: wire.domain }),
  ]);
  if (!answer.ok) return answer;
  if (statistics.ok && readDevices(statistics.value.form).length > 0) return done(Date.now());
  const offset = time.ok ? parseTimeOffset(time.stanza) : undefined;
  const local = readLastLogin(answer.value.form);
  if (local === undefined) return done(undefined);
  return offset === undefined ? failed({ kind: 'not-offered' }) : done(local - offset);
}

/** Accounts, and people who are signed in with at least one device. */
export async function statisticsOf(wire: AdminWire, offer: Offer): Promise<Outcome<Statistics>> {
  const [registered, online] = await Promise.all([countAccounts(wire, offer), onlineSessions(wire, offer)]);
  if (!registered.ok && !online.ok) return registered;
  return done({
    registered: registered.ok ? registered.value : undefined,
    online: online.ok ? new Set(online.value.map((jid) => parseJid(jid)?.bare)).size : undefined,
  });
}

async function countAccounts(wire: AdminWire, offer: Offer): Promise<Outcome<number | undefined>> {
  if (!offer.commands.has(ADMIN_COMMANDS.registeredCount)) {
    const everybody = await listEverybody(wire, offer);
    return everybody.ok ? done(everybody.value.length) : everybody;
  }
  const answer = await runCommand(wire, wholeList(ADMIN_COMMANDS.registeredCount));
  return answer.ok ? done(readRegisteredCount(answer.value.form)) : answer;
}
