/** Writing the decision log, and what can still be done about a line of it. */
import { isBlocked } from './block-list.js';
import { domainOf, type BareJid } from './jid.js';
import { LONGEST_LOG, turnedAway, type DecidedBy, type LogAct, type LogEntry } from './log.js';
import { barrier } from './policy/federation.js';
import type { State } from './state.js';
import type { LogLine } from './view.js';

export interface Decision {
  readonly jid: BareJid;
  readonly act: LogAct;
  readonly at: number;
  readonly by: DecidedBy;
  readonly addedBack?: boolean;
  readonly created?: boolean;
  readonly name?: string;
}

export function logDecision(
  state: State,
  { addedBack = false, created = false, name = '', ...decision }: Decision,
): void {
  const entry: LogEntry = { ...decision, id: state.nextLogId++, addedBack, created, name, undone: false };
  state.log.push(entry);
  if (state.log.length > LONGEST_LOG) state.log.shift();
  if (turnedAway(entry)) state.turnedAway.set(entry.jid, entry.at);
}

const DAY = 86_400_000;

/** Requests of a domain wait that the policy stops: a line a day, however many they are. */
export function logSuspension(state: State, jid: BareJid, at: number): void {
  const domain = domainOf(jid);
  // Of a flood the line is among the last.
  const logged = state.log.findLast((entry) => entry.by.who === 'federation' && entry.jid === domain);
  const isLogged = logged !== undefined && logged.at > at - DAY && logged.at <= at;
  const stopped = barrier(state, jid);
  if (stopped && !isLogged)
    logDecision(state, { jid: domain, act: 'ignore', at, by: { who: 'federation', barrier: stopped } });
}

/**
 * | line | as long as | remedy |
 * |---|---|---|
 * | accepted | it was not taken back | take it back |
 * | ignored | they still ask, and are ignored | bring it back |
 * | blocked | they are | unblock |
 * | declined | they are not expected already | accept the next request |
 */
export function remedyFor(state: State, { act, jid, undone }: LogEntry): LogLine['remedy'] {
  if (undone) return null;
  const mark = state.marks.get(jid)?.act;
  switch (act) {
    case 'approve':
      return 'take-back';
    case 'ignore':
      return mark === 'ignore' ? 'bring-back' : null;
    case 'block':
      return state.blocked.kind === 'known' && state.blocked.jids.has(jid) ? 'unblock' : null;
    case 'deny': {
      const blocked = state.blocked.kind === 'known' && isBlocked(state.blocked.jids, jid);
      return mark === 'allow' || blocked ? null : 'allow';
    }
  }
}

export function logLine(state: State, entry: LogEntry): LogLine {
  const { id, jid, at, act, by, addedBack, undone } = entry;
  return { id, jid, at, act, by, addedBack, undone, remedy: remedyFor(state, entry) };
}
