import type { PersonEvent } from '../core/event.js';
import type { State } from '../core/state.js';
import type { Command } from '../ports/protocol.js';

/** What a person decides. */
type Decision = Exclude<Command, { name: 'sign-in' | 'sign-in-with-token' | 'sign-out' | 'reconnect' }>;

/** Whether this worker knows what `command` is about: the page may have heard of it from one that is dead by now. */
export function isKnown(command: Decision, { requests, blocked, inForce }: State): boolean {
  switch (command.name) {
    case 'approve':
    case 'deny':
    case 'ignore':
      return requests.has(command.jid);
    case 'block':
      return requests.has(command.jid) && blocked.kind !== 'unknown';
    case 'choose-handling':
      return inForce !== undefined;
    case 'restore':
    case 'undo':
      return true; // of what is kept: no server says it again
  }
}

/** A person's command as an event of the session. */
export function personEvent(command: Decision, at: number): PersonEvent {
  switch (command.name) {
    case 'approve':
      return { type: 'approveChosen', jid: command.jid, addBack: command.addBack, at };
    case 'deny':
      return { type: 'denyChosen', jid: command.jid, at };
    case 'ignore':
      return { type: 'ignoreChosen', jid: command.jid, at };
    case 'restore':
      return { type: 'restoreChosen', jid: command.jid, at };
    case 'block':
      return { type: 'blockChosen', jid: command.jid };
    case 'undo':
      return { type: 'undoChosen', entry: command.entry, at };
    case 'choose-handling':
      return { type: 'handlingChosen', handling: command.handling, at };
  }
}
