import type { Check } from '../setup/checks.js';
import {
  askEnforcement,
  enforcementChecks,
  enforcementTodo,
  type ServerEnforcement,
} from '../setup/federation-check.js';
import type { AdminWire } from '../wire.js';
import { definitions as checklist } from './checklist.js';
import { EnforcementCard } from './enforcement-card.js';

/**
 * Who holds people to the policy's federation: our client always, the server as far as it tells.
 *
 * @summary Who enforces federation.
 * @fires im-admin-go - What adds it to the server is wanted.
 */
export class FederationEnforcement extends EnforcementCard<ServerEnforcement> {
  protected override ask(wire: AdminWire): Promise<ServerEnforcement> {
    return askEnforcement(wire);
  }

  protected override checks(server: ServerEnforcement): readonly Check[] {
    return enforcementChecks(server);
  }

  protected override todo(server: ServerEnforcement): string {
    return enforcementTodo(server);
  }
}

export const definitions = { 'im-admin-federation-enforcement': FederationEnforcement, ...checklist };
