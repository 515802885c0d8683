/** The first run: what the server offers, what is missing, and the lines that add it. */
import { gatherFacts, type CheckDeps, type Facts } from './facts.js';
import { serverLines, type Mend, type ServerLines } from './lines.js';
import * as policy from './policy-checks.js';
import * as server from './server-checks.js';

export interface Check {
  readonly id: string;
  readonly title: string;
  /** `missing`: the policy does not work without; `warn`: something else does not, or could be better. */
  readonly state: 'ok' | 'missing' | 'warn' | 'unknown';
  readonly says: string;
  readonly why?: string;
  readonly mend?: Mend;
}

interface Question {
  readonly id: string;
  readonly title: string;
  readonly judge: (facts: Facts, lines: ServerLines) => Promise<Omit<Check, 'id' | 'title'>>;
}

const QUESTIONS: readonly Question[] = [
  { id: 'server', title: 'Server', judge: server.server },
  { id: 'pubsub', title: 'Service for the policy', judge: policy.service },
  { id: 'policy-node', title: 'Place of the policy', judge: policy.node },
  { id: 'readers', title: 'Who can read the policy', judge: policy.readers },
  { id: 'creators', title: 'Who can make such places', judge: policy.creators },
  { id: 'publishers', title: 'Who can publish the policy', judge: policy.publishers },
  { id: 'pep', title: 'Choices of each person', judge: server.pep },
  { id: 'commands', title: 'Commands for accounts', judge: server.commands },
  { id: 'account-list', title: 'List of accounts', judge: server.accountList },
  { id: 'invitations', title: 'Invitations', judge: server.invitations },
  { id: 'directory', title: 'Directory', judge: server.directory },
  { id: 'archive', title: 'Archive', judge: server.archive },
  { id: 'blocking', title: 'Blocking', judge: server.blocking },
  { id: 'stream-management', title: 'Connections that break', judge: server.streamManagement },
  { id: 'host-meta', title: 'Finding the server', judge: server.hostMeta },
  { id: 'many-requests', title: 'Many requests at once', judge: server.manyRequests },
];

/** All checks, each as soon as it and those before it are known. Rejects with the reason of the signal. */
export async function* runChecks(deps: CheckDeps, signal: AbortSignal): AsyncGenerator<Check, void> {
  signal.throwIfAborted();
  const facts = gatherFacts(deps, signal);
  const state = await unlessAborted(facts.policy, signal);
  const service = 'service' in state ? state.service : `pubsub.${facts.domain}`;
  const lines = serverLines(facts.domain, service, facts.account);
  const verdicts = QUESTIONS.map(async ({ id, title, judge }): Promise<Check> => {
    return { id, title, ...(await judge(facts, lines)) };
  });
  for (const verdict of verdicts) yield await unlessAborted(verdict, signal);
}

async function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  const over = new AbortController();
  const aborted = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { signal: over.signal });
  });
  return Promise.race([promise, aborted]).finally(() => over.abort());
}
