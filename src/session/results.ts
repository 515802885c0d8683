/** What a command is answered with. */
import type { LinkProblem } from '../core/link.js';
import type { CommandProblem, CommandResult } from '../ports/protocol.js';

export const OK: CommandResult = { ok: true };

export function refusal(problem: CommandProblem): CommandResult<never> {
  return { ok: false, problem };
}

export function linkRefusal(problem: LinkProblem): CommandResult {
  return refusal({ kind: 'link', problem });
}
