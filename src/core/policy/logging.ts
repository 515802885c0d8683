/**
 * Whose messages the organisation's server keeps in its archive (XEP-0313). The first row that applies to a person:
 *
 * | the policy says | their messages are kept |
 * |---|---|
 * | they are never logged | none |
 * | they are always logged | all |
 * | `everyone` | all |
 * | `contacts` | those between them and people on their contact list |
 * | `nobody` | none |
 * | nothing | as the server, and the person's own preferences, have it |
 */
import type { BareJid } from '../jid.js';
import { NO_LOGGING, type Logging, type LoggingMode, type Policy } from './schema.js';

/** What holds for one person. */
export function loggingOf({ mode, always, never }: Logging, jid: BareJid): LoggingMode {
  if (never.includes(jid)) return 'nobody';
  return always.includes(jid) ? 'everyone' : mode;
}

/** What a policy means for one person, and for how many days messages are kept; 0: for good. */
export interface LoggingInForce {
  readonly mode: LoggingMode;
  readonly days: number;
}

/** `jid`: undefined where nobody is signed in. */
export function loggingInForce(policy: Policy | undefined, jid: BareJid | undefined): LoggingInForce {
  const logging = policy?.logging ?? NO_LOGGING;
  return { mode: jid ? loggingOf(logging, jid) : 'unset', days: logging.days };
}
