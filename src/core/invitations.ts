/**
 * Invitations that a person hands out (XEP-0379): whoever asks with the token of one is accepted without
 * asking. They are kept on the private node, as a map in which for each token the later writing counts.
 */
import type { BareJid } from './jid.js';

export interface Invitation {
  /** Random; whoever has it is invited. */
  readonly token: string;
  /** What the person wrote on it, for themselves. */
  readonly label: string;
  /** Times are milliseconds since 1970. */
  readonly created: number;
  readonly expires: number;
  /** For one person only. */
  readonly once: boolean;
  readonly revoked: boolean;
  /** Who has come with it. */
  readonly usedBy: readonly BareJid[];
  /** When it was last changed. */
  readonly at: number;
}

export type Invitations = ReadonlyMap<string, Invitation>;

export const MOST_INVITATIONS = 100;
const MOST_USERS = 100;
/** An invitation that serves no more is remembered for as long, so that a person can see what became of it. */
const REMEMBERED = 90 * 24 * 60 * 60 * 1000;

/** Whether `jid`, who asked at `at`, is invited. */
export function invites({ revoked, expires, once, usedBy }: Invitation, jid: BareJid, at: number): boolean {
  return !revoked && at < expires && (!once || usedBy.length === 0 || usedBy.includes(jid));
}

/** Of two writings of one invitation, what counts: the later one, with everybody who came with it. */
export function mergeInvitation(a: Invitation | undefined, b: Invitation): Invitation {
  if (!a) return b;
  const later = b.at > a.at ? b : a;
  const usedBy = [...new Set([...a.usedBy, ...b.usedBy])].sort().slice(0, MOST_USERS);
  return { ...later, revoked: a.revoked || b.revoked, usedBy };
}

/** Whether it serves nobody any more who has not come with it already. */
export function isSpent({ revoked, expires, once, usedBy }: Invitation, at: number): boolean {
  return revoked || at >= expires || (once && usedBy.length > 0);
}

/** Makes room for another invitation, if one of them is spent; false if there is none. */
export function makeRoom(invitations: Map<string, Invitation>, at: number): boolean {
  if (invitations.size < MOST_INVITATIONS) return true;
  const spent = [...invitations.values()].filter((invitation) => isSpent(invitation, at));
  const [oldest] = spent.sort((a, b) => a.created - b.created);
  return oldest !== undefined && invitations.delete(oldest.token);
}

export function isSameInvitation(a: Invitation | undefined, b: Invitation | undefined): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** Drops what need not be remembered any more: beyond what the node holds, first those that are spent, oldest first. */
export function pruneInvitations(invitations: Map<string, Invitation>, now: number): void {
  for (const [token, { expires }] of invitations) if (now - expires > REMEMBERED) invitations.delete(token);
  const byWorth = [...invitations.values()].sort(
    (a, b) => Number(isSpent(a, now)) - Number(isSpent(b, now)) || b.created - a.created,
  );
  for (const { token } of byWorth.slice(MOST_INVITATIONS)) invitations.delete(token);
}
