/** Everybody who has an account, by whichever command there is. */
import { ACCOUNT_COMMANDS, listAccounts, readAccountPage } from '../../xmpp/account-commands.js';
import { ADMIN_COMMANDS, readRegistered, wholeList } from '../../xmpp/xep0133-service-administration.js';
import { parseJid } from '../../core/jid.js';
import { done, failed, type Outcome } from '../outcome.js';
import type { AdminWire } from '../wire.js';
import type { AccountSummary } from './account.js';
import type { Offer } from './offer.js';
import { onlineSessions } from './online-sessions.js';
import { runCommand } from './run-command.js';

/** Accounts of a page: some 400 kB of stanza where everybody has a profile. */
const PAGE = 1000;

/** Sorted by address. Rejects with the reason of the signal. */
export async function listEverybody(
  wire: AdminWire,
  offer: Offer,
  signal?: AbortSignal,
): Promise<Outcome<readonly AccountSummary[]>> {
  const listed = offer.commands.has(ACCOUNT_COMMANDS.list) ? await byPages(wire, signal) : await byAddress(wire, offer);
  signal?.throwIfAborted();
  return listed.ok ? done(listed.value.toSorted((a, b) => (a.jid < b.jid ? -1 : a.jid > b.jid ? 1 : 0))) : listed;
}

async function byPages(wire: AdminWire, signal?: AbortSignal): Promise<Outcome<readonly AccountSummary[]>> {
  const found = new Map<string, AccountSummary>();
  for (let after = ''; ;) {
    signal?.throwIfAborted();
    const answer = await runCommand(wire, listAccounts(after, PAGE));
    if (!answer.ok) return answer;
    const { accounts, hasMore } = answer.value.form
      ? readAccountPage(answer.value.form)
      : { accounts: [], hasMore: false };
    for (const { jid, card, isDisabled, sessions } of accounts) {
      found.set(jid, { jid, profile: card, isDisabled, sessions });
    }
    if (!hasMore) return done([...found.values()]);
    const last = parseJid(accounts.at(-1)?.jid ?? '')?.local ?? '';
    // A server that comes back to where it was would keep us here for good.
    if (last === '' || last === after) return failed({ kind: 'refused', condition: 'bad-payload' });
    after = last;
  }
}

async function byAddress(wire: AdminWire, offer: Offer): Promise<Outcome<readonly AccountSummary[]>> {
  const [registered, online] = await Promise.all([
    runCommand(wire, wholeList(ADMIN_COMMANDS.registeredList)),
    onlineSessions(wire, offer),
  ]);
  if (!registered.ok) return registered;
  const sessions = online.ok ? countByPerson(online.value) : undefined;
  const addresses = new Set(readRegistered(registered.value.form));
  return done(
    [...addresses].map((jid) => ({
      jid,
      profile: undefined,
      isDisabled: undefined,
      sessions: sessions && (sessions.get(jid) ?? 0),
    })),
  );
}

function countByPerson(jids: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const jid of jids) {
    const person = parseJid(jid)?.bare ?? '';
    counts.set(person, (counts.get(person) ?? 0) + 1);
  }
  return counts;
}
