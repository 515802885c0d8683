import type { PersonEvent } from '../core/event.js';
import type { Command } from '../ports/protocol.js';

/** A person's command as an event of the session. */
export function personEvent(
  command: Exclude<Command, { name: 'sign-in' | 'sign-in-with-token' | 'sign-out' | 'reconnect' }>,
  at: number,
): PersonEvent {
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
