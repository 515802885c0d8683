/** Who holds the people of policy groups to what is different for them: asked of the server as far as it can be, and never guessed. */
import type { PolicyGroup } from '../../core/policy/schema.js';
import type { AdminWire } from '../wire.js';
import type { Check } from './checks.js';
import { askEnforcement, FEDERATION_FEATURE, type ServerEnforcement } from './federation-check.js';
import { LOGGING_FEATURE } from './logging-check.js';

/** What the server kit's modules for Prosody announce where they go by groups as well. */
export const GROUPS_FEDERATION_FEATURE = `${FEDERATION_FEATURE}:groups`;
export const GROUPS_LOGGING_FEATURE = `${LOGGING_FEATURE}:groups`;

export interface GroupsEnforcement {
  readonly federation: ServerEnforcement;
  readonly logging: ServerEnforcement;
}

export async function askGroups(wire: AdminWire): Promise<GroupsEnforcement> {
  const [federation, logging] = await Promise.all([
    askEnforcement(wire, GROUPS_FEDERATION_FEATURE),
    askEnforcement(wire, GROUPS_LOGGING_FEATURE),
  ]);
  return { federation, logging };
}

type Words = Pick<Check, 'state' | 'says'>;

const CLIENT: Check = {
  id: 'client',
  title: 'Our client',
  state: 'ok',
  says: 'Always. im-contact-requests finds each person’s group at sign-in, and with each change that is saved here, and goes by what it says of contact list requests, federation and logging.',
};

const UNKNOWN: Words = {
  state: 'unknown',
  says: 'The server has not answered, so it is not known whether it enforces this.',
};
const ENFORCED: Words = { state: 'ok', says: 'Your server goes by the groups, for every client.' };

const FEDERATION: Readonly<Record<ServerEnforcement, Words>> = {
  module: ENFORCED,
  rules: {
    state: 'warn',
    says: 'ejabberd has one rule for all its people. By the generated rules it lets through what is allowed for everyone or for any group; what a stricter group is denied, only our client stops.',
  },
  'no-module': {
    state: 'warn',
    says: 'Prosody does not go by the groups: the module “federation_policy” of the server kit is not there, is an older one, or has no policy to go by yet. If it is an older one, it goes by what holds for everyone, and a group that may reach more does not.',
  },
  other: { state: 'warn', says: 'Nothing says that your server goes by the groups. Only our client does.' },
  unknown: UNKNOWN,
};

const LOGGING: Readonly<Record<ServerEnforcement, Words>> = {
  module: ENFORCED,
  rules: {
    state: 'warn',
    says: 'ejabberd has no setting for a group. By the generated settings its people may set archive preferences, and our client sets theirs; another client may choose something else.',
  },
  'no-module': {
    state: 'warn',
    says: 'Prosody does not go by the groups: the module “logging_policy” of the server kit is not there, is an older one, or cannot read the policy. If it is an older one, it goes by what holds for everyone.',
  },
  other: { state: 'warn', says: 'Nothing says that your server goes by the groups. Only our client does.' },
  unknown: UNKNOWN,
};

/** In words, for the client and the server; of the server only what some group makes different. */
export function groupsChecks(found: GroupsEnforcement, groups: readonly PolicyGroup[]): readonly Check[] {
  const [federation, logging] = [concernsFederation(groups), concernsLogging(groups)];
  return [
    CLIENT,
    ...(federation ? [{ id: 'federation', title: 'Your server, IM Federation', ...FEDERATION[found.federation] }] : []),
    ...(logging ? [{ id: 'logging', title: 'Your server, IM Logging', ...LOGGING[found.logging] }] : []),
  ];
}

/** What there is to do under Deployment; empty if there is nothing. */
export function groupsTodo({ federation, logging }: GroupsEnforcement, groups: readonly PolicyGroup[]): string {
  const servers = [...(concernsFederation(groups) ? [federation] : []), ...(concernsLogging(groups) ? [logging] : [])];
  if (servers.includes('rules')) return 'Apply the generated rules and settings';
  return servers.includes('no-module') ? 'Get the lines that add it' : '';
}

function concernsFederation(groups: readonly PolicyGroup[]): boolean {
  return groups.some((group) => group.federation !== undefined);
}

function concernsLogging(groups: readonly PolicyGroup[]): boolean {
  return groups.some((group) => group.logging !== undefined);
}
