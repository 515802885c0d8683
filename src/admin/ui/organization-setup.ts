/** What the pane Organization Information asks of the server. Loaded when it is first wanted: it speaks XMPP, a pane does not. */
import { fetchHostMeta } from '../../session/fetch-host-meta.js';
import type { Check } from '../setup/checks.js';
import type { PersonTrial } from '../setup/temporary-person.js';
import type { CheckAsPerson, PersonFindings } from './ordinary-person.js';
import { problemText } from './problem-text.js';
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
  /** Undefined where nobody else can sign in from here, or there is nothing to try it on yet. */
  asPerson(services: AdminServices): CheckAsPerson | undefined;
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
    const { wire, policy, accounts, signInAs } = services;
    if (!signInAs || !('service' in policy.state)) return undefined;
    const { service } = policy.state;
    return async (person, signal) => {
      const [{ tryAsPerson }, { tryAsTemporaryPerson }, { serverLines }] = await Promise.all([
        import('../setup/ordinary-person.js'),
        import('../setup/temporary-person.js'),
        import('../setup/lines.js'),
      ]);
      const lines = serverLines(wire.domain, service, wire.account);
      if (!person) return trialText(await tryAsTemporaryPerson({ accounts, signInAs, service, lines }, signal));
      const stream = await signInAs(person.jid, person.password);
      if (!stream) return { checks: [], problem: 'The server does not let them in. Look at user name and password.' };
      try {
        return { checks: await tryAsPerson(stream, service, lines), problem: '' };
      } finally {
        await stream.close();
      }
    };
  },
};

function trialText({ checks, obstacle, leftBehind }: PersonTrial): PersonFindings {
  const why =
    obstacle?.kind === 'no-account'
      ? `No account could be made for it. ${problemText(obstacle.problem)} An account that is there serves as well.`
      : obstacle
        ? 'The account that was made for it could not sign in. An account that is there serves as well.'
        : '';
  const rest = leftBehind === undefined ? '' : `The account ${leftBehind} may still be there: delete it under Users.`;
  return { checks, problem: [why, rest].filter(Boolean).join(' ') };
}
