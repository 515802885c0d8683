// TEMPORARY until checks are there
import type { Check } from '../setup/checks.js';
import type { CheckAsPerson } from './ordinary-person.js';
import type { ServerName } from './server-lines.js';
import type { AdminServices } from './services.js';

export interface ServerFindings {
  readonly checks: readonly Check[];
  /** As the server names itself. */
  readonly software: string | undefined;
  readonly server: ServerName | undefined;
}

export interface OrganizationSetup {
  check(services: AdminServices, signal: AbortSignal): Promise<ServerFindings>;
  asPerson(services: AdminServices): CheckAsPerson;
}

export const SETUP: OrganizationSetup = {
  check: async () => ({ checks: [], software: undefined, server: undefined }),
  asPerson: () => async () => [],
};
