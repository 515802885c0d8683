/**
 * Ad-hoc commands (XEP-0050): running one step of a command (§2.4) and reading what comes back (§3).
 *
 * Quirks: Prosody 0.12.3 tells that a command failed by `completed` with a note of type `error`, and in its first
 * step says `type="form"` of a result, as ejabberd 23.01 does in each. ejabberd leaves out the type of a note. Which
 * step it was decides what a form is, not its type: with `executing` one to fill in, with `completed` the result.
 */
import { NS } from './ns.js';
import { xml, type Element } from './element.js';

export interface CommandStep {
  /** `execute` if left out. */
  readonly action?: 'execute' | 'complete' | 'cancel';
  /** That of the reply which this one continues. */
  readonly sessionId?: string | undefined;
  readonly form?: Element;
}

export type CommandStatus = 'executing' | 'completed' | 'canceled';

export interface CommandNote {
  readonly type: 'info' | 'warn' | 'error';
  readonly text: string;
}

export interface CommandReply {
  readonly status: CommandStatus;
  readonly sessionId: string | undefined;
  /** What may follow (§3.4); `execute` stands for the default of them. */
  readonly actions: readonly string[];
  readonly notes: readonly CommandNote[];
  readonly form: Element | undefined;
}

/** The payload of an IQ that takes a step of a command. */
export function commandStep(node: string, { action = 'execute', sessionId, form }: CommandStep = {}): Element {
  return xml('command', { xmlns: NS.commands, node, action, sessionid: sessionId }, form);
}

/** Reads the answer to a step; undefined if it is none to this command. */
export function parseCommand(iq: Element, node: string): CommandReply | undefined {
  const command = iq.getChild('command', NS.commands);
  const status = STATUSES.find((known) => known === command?.attrs.status);
  if (command?.attrs.node !== node || !status) return undefined;
  return {
    status,
    sessionId: command.attrs.sessionid,
    actions: (command.getChild('actions', NS.commands)?.getChildElements() ?? []).map((action) => action.getName()),
    notes: command.getChildren('note', NS.commands).map((note) => ({
      type: NOTES.find((known) => known === note.attrs.type) ?? 'info',
      text: note.text(),
    })),
    form: command.getChild('x', NS.dataForms),
  };
}

const STATUSES: readonly CommandStatus[] = ['executing', 'completed', 'canceled'];
const NOTES = ['info', 'warn', 'error'] as const;
