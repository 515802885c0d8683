import { remedyFor } from '../core/decision-log.js';
import type { PersonEvent } from '../core/event.js';
import type { Invitation } from '../core/invitations.js';
import { domainOf } from '../core/jid.js';
import { barrier } from '../core/policy/federation.js';
import type { State } from '../core/state.js';
import type { Command, CommandProblem, MessagingCommand, Question } from '../ports/protocol.js';

const DAY = 24 * 60 * 60 * 1000;

/** The commands that are a person's decisions. */
export type Decision = Exclude<
  Command,
  Question | MessagingCommand | { readonly name: 'sign-in' | 'sign-in-with-token' | 'sign-out' | 'reconnect' }
>;

/** Whether this worker knows what `command` is about: the page may have heard of it from one that is dead by now. */
export function isKnown(command: Decision, { requests, blocked, inForce }: State): boolean {
  switch (command.name) {
    case 'approve':
    case 'deny':
    case 'ignore':
      return requests.has(command.jid);
    case 'block':
    case 'unblock':
      return blocked.kind !== 'unknown';
    case 'choose-handling':
      return inForce !== undefined;
    case 'bulk':
      return false; // about whom it is, only all that waits can tell
    default:
      return true; // of what is kept: no server says it again
  }
}

/** Whether it is lost where no server hears it: nothing is kept of it. */
export function needsServer(command: Decision, state: State): boolean {
  if (command.name !== 'undo') return command.name === 'unblock';
  const entry = state.log.find(({ id }) => id === command.entry);
  return entry !== undefined && remedyFor(state, entry) === 'unblock';
}

/** Why it is not to be done: nobody is expected from where nobody can come. */
export function obstacleTo(command: Decision, state: State): CommandProblem | undefined {
  if (command.name !== 'allow') return undefined;
  const stopped = barrier(state, command.jid);
  return stopped ? { kind: 'suspended', barrier: stopped, domain: domainOf(command.jid) } : undefined;
}

/**
 * A person's decision as an event of the session. What the other side would hear of can be taken back for
 * `hold` milliseconds, and nobody will have noticed.
 */
export function personEvent(command: Decision, at: number, hold: number): PersonEvent {
  const held = hold > 0 ? { holdUntil: at + hold } : {};
  switch (command.name) {
    case 'approve': {
      const { jid, addBack, details } = command;
      return { type: 'approveChosen', jid, addBack, ...(details ? { details } : {}), at };
    }
    case 'deny':
      return { type: 'denyChosen', jid: command.jid, at, ...held };
    case 'ignore':
      return { type: 'ignoreChosen', jid: command.jid, at };
    case 'restore':
      return { type: 'restoreChosen', jid: command.jid, at };
    case 'block':
      return { type: 'blockChosen', jid: command.jid, report: command.report, at, ...held };
    case 'unblock':
      return { type: 'unblockChosen', jid: command.jid, at };
    case 'bulk': {
      const { act, selection: selected, addBack, report } = command;
      return { type: 'bulkChosen', act, selected, addBack, report, at, ...held };
    }
    case 'stop-bulk':
      return { type: 'bulkStopped', at };
    case 'take-back':
      return { type: 'takenBack' };
    case 'undo':
      return { type: 'undoChosen', entry: command.entry, at };
    case 'choose-handling':
      return { type: 'handlingChosen', handling: command.handling, at };
    case 'set-option':
      return { type: 'optionChosen', option: command.option, value: command.value, at };
    case 'allow':
      return { type: 'allowChosen', jid: command.jid, at };
    case 'disallow':
      return { type: 'disallowChosen', jid: command.jid, at };
    case 'invite':
      return { type: 'invitationMade', invitation: newInvitation(command, at) };
    case 'revoke-invitation':
      return { type: 'invitationRevoked', token: command.token, at };
  }
}

function newInvitation({ token, label, days, once }: Command & { readonly name: 'invite' }, at: number): Invitation {
  return { token, label, created: at, expires: at + days * DAY, once, revoked: false, usedBy: [], at };
}
