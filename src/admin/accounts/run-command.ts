/** Runs an ad-hoc command from its form to its result. */
import { commandStep, parseCommand, type CommandReply, type CommandStep } from '../../xmpp/xep0050-ad-hoc.js';
import { fillForm } from '../../xmpp/xep0004-data-forms.js';
import type { AdminCommand } from '../../xmpp/xep0133-service-administration.js';
import { isValidXmlText } from '../../xmpp/characters.js';
import type { Element } from '../../xmpp/element.js';
import { done, failed, problemOfCondition, type AdminProblem, type Outcome } from '../outcome.js';
import type { AdminWire } from '../wire.js';

/** What a command ended with. */
export interface CommandResult {
  readonly form: Element | undefined;
  /** What the server said of it, in its language. */
  readonly note: string | undefined;
}

/** XEP-0050 §4.6: the command is not one that goes as we know it. */
const UNKNOWN_FORM: AdminProblem = { kind: 'refused', condition: 'bad-payload' };

/** Asks the administrator's own server to run a command. Nothing is submitted unless its form asks for all that we say. */
export async function runCommand(wire: AdminWire, { node, answers }: AdminCommand): Promise<Outcome<CommandResult>> {
  if (!answers.every(({ values }) => values.every(isSendable))) {
    return failed({ kind: 'refused', condition: 'not-acceptable' });
  }
  const first = await take(wire, node);
  // Nothing was said yet that could not be found: it is the command (ejabberd 23.01 says so of all that it does not know).
  if (!first.ok) return first.problem.kind === 'not-found' ? failed({ kind: 'not-offered' }) : first;
  const { status, sessionId, form } = first.value;
  const isRequired = answers.some(({ isOptional }) => !isOptional);
  if (status !== 'executing') return isRequired ? failed(UNKNOWN_FORM) : finished(first.value);
  const filled = form && fillForm(form, answers);
  if (!filled?.ok) return cancel(wire, node, sessionId);
  const second = await take(wire, node, { action: 'complete', sessionId, form: filled.form });
  if (!second.ok) return second;
  if (second.value.status === 'executing') return cancel(wire, node, second.value.sessionId);
  return finished(second.value);
}

async function take(wire: AdminWire, node: string, step?: CommandStep): Promise<Outcome<CommandReply>> {
  const answer = await wire.set(commandStep(node, step), { to: wire.domain });
  if (!answer.ok) return failed(problemOfCondition(answer.condition));
  const reply = parseCommand(answer.stanza, node);
  return reply ? (failedBy(reply) ?? done(reply)) : failed(UNKNOWN_FORM);
}

/** Prosody tells by a note that something went wrong. */
function failedBy({ status, notes }: CommandReply): Outcome<never> | undefined {
  const error = notes.find(({ type }) => type === 'error');
  if (error) return failed({ kind: 'refused', condition: 'undefined-condition', text: error.text });
  return status === 'canceled' ? failed({ kind: 'refused', condition: 'undefined-condition' }) : undefined;
}

function finished({ form, notes }: CommandReply): Outcome<CommandResult> {
  return done({ form, note: notes[0]?.text });
}

/** Whatever the server still keeps of it is let go. */
async function cancel(wire: AdminWire, node: string, sessionId: string | undefined): Promise<Outcome<never>> {
  await wire.set(commandStep(node, { action: 'cancel', sessionId }), { to: wire.domain });
  return failed(UNKNOWN_FORM);
}

/** A carriage return comes in as a line feed (XML 1.0 §2.11): what is told would not be what was meant. */
function isSendable(value: string): boolean {
  return isValidXmlText(value) && !value.includes('\r');
}
