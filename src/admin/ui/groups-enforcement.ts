import type { PolicyGroup } from '../../core/policy/schema.js';
import { property } from '../../ui/decorators.js';
import type { Check } from '../setup/checks.js';
import { askGroups, groupsChecks, groupsTodo, type GroupsEnforcement as Found } from '../setup/groups-check.js';
import type { AdminWire } from '../wire.js';
import { definitions as checklist } from './checklist.js';
import { EnforcementCard } from './enforcement-card.js';

/**
 * Who holds the people of groups to what is different for them: our client, the server as far as it tells.
 *
 * @summary Who enforces what is different for groups.
 * @fires im-admin-go - What adds it to the server is wanted.
 */
export class GroupsEnforcement extends EnforcementCard<Found> {
  @property({ attribute: false }) groups: readonly PolicyGroup[] = [];

  protected override ask(wire: AdminWire): Promise<Found> {
    return askGroups(wire);
  }

  protected override checks(found: Found): readonly Check[] {
    return groupsChecks(found, this.groups);
  }

  protected override todo(found: Found): string {
    return groupsTodo(found, this.groups);
  }
}

export const definitions = { 'im-admin-groups-enforcement': GroupsEnforcement, ...checklist };
