import type { BareJid } from '../../core/jid.js';
import { NO_LOGGING, type Logging } from '../../core/policy/schema.js';
import { property } from '../../ui/decorators.js';
import type { Check } from '../setup/checks.js';
import { askLogging, loggingChecks, loggingTodo, type LoggingEnforcement as Found } from '../setup/logging-check.js';
import type { AdminWire } from '../wire.js';
import { definitions as checklist } from './checklist.js';
import { EnforcementCard } from './enforcement-card.js';

/**
 * Who sees to it that messages are kept as the policy says: our client, the server as far as it tells.
 *
 * @summary Who enforces logging.
 * @fires im-admin-go - What adds it to the server is wanted.
 */
export class LoggingEnforcement extends EnforcementCard<Found> {
  /** As it is published. */
  @property({ attribute: false }) logging: Logging = NO_LOGGING;

  protected override ask(wire: AdminWire): Promise<Found> {
    return askLogging(wire);
  }

  protected override checks(found: Found): readonly Check[] {
    return loggingChecks(found, this.logging, this.wire?.account ?? ('' as BareJid));
  }

  protected override todo(found: Found): string {
    return loggingTodo(found);
  }
}

export const definitions = { 'im-admin-logging-enforcement': LoggingEnforcement, ...checklist };
