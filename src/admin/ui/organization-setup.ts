/** What the pane Organization Information asks of the server. Loaded when it is first wanted: it speaks XMPP, a pane does not. */
import { fetchHostMeta } from '../../session/fetch-host-meta.js';
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
  /** Looks at the policy anew, too. Rejects with the reason of the signal. */
  check(services: AdminServices, signal: AbortSignal): Promise<ServerFindings>;
  asPerson(services: AdminServices): CheckAsPerson;
}

export const SETUP: OrganizationSetup = {
  async check(services, signal) {
    const [{ runChecks }, { askSoftware }] = await Promise.all([
      import('../setup/checks.js'),
      import('../server-software.js'),
    ]);
    const software = await askSoftware(services);
    const checks: Check[] = [];
    for await (const check of runChecks({ ...services, fetchText: fetchHostMeta }, signal)) checks.push(check);
    return {
      checks,
      software: software ? `${software.name} ${software.version}`.trim() || undefined : undefined,
      server: software?.kind === 'other' ? undefined : software?.kind,
    };
  },
  asPerson(services) {
    return async (person, signal) => {
      const { checkAsOrdinaryPerson } = await import('../setup/ordinary-person.js');
      return checkAsOrdinaryPerson(services, person, signal);
    };
  },
};
