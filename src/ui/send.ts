import type { AnswerOf, Command, CommandResult } from '../ports/protocol.js';

/** How a component asks the session for something: handed down to it by its container, which has the port. */
export type Send = <Asked extends Command>(command: Asked) => Promise<CommandResult<AnswerOf<Asked['name']>>>;
