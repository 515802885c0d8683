/** What became of everybody who asked, by what the server keeps, what they heard and what the person is shown. */
import type { StoredRoster } from '../servers/stored-roster.js';
import type { Requesters } from './requesters.js';

export interface Verdict {
  readonly asked: number;
  readonly accepted: number;
  readonly waiting: number;
  readonly withdrawn: number;
  /** What must never be, a line each. */
  readonly wrong: readonly string[];
  /** What a server that was killed had not kept, a line each: nobody else could have. */
  readonly lost: readonly string[];
  /** JIDs whose withdrawal the server told nobody of: the person is still asked about them, or they were accepted twice. */
  readonly untold: readonly string[];
  /** JIDs that the server told more than once what our client had said once. */
  readonly repeated: readonly string[];
  /** What came of requests that the server had taken, and took once more by itself, a line each. */
  readonly revived: readonly string[];
}

export interface Outcome {
  readonly roster: StoredRoster;
  /** JIDs whose requests the person is asked about. */
  readonly shown: readonly string[];
  /** Those whom the policy accepts; the person is asked about the others. */
  readonly listed: Requesters;
  readonly others: Requesters;
  /** A server that was killed loses what it had not kept. */
  readonly serverDied: boolean;
  /** ejabberd forgets a request that is withdrawn, and does not tell whom it was for. */
  readonly tellsWithdrawals: boolean;
  /** How often our client has said `subscribed` to those who heard it more than once. */
  readonly said: ReadonlyMap<string, number>;
  /** How often ejabberd took their one request: it sends anew what was not acknowledged when a session ends. */
  readonly taken: ReadonlyMap<string, number>;
}

export function judge({ roster, shown, listed, others, serverDied, tellsWithdrawals, said, taken }: Outcome): Verdict {
  const wrong: string[] = [];
  const lost: string[] = [];
  const untold: string[] = [];
  const repeated: string[] = [];
  const revived: string[] = [];
  const isShown = new Set(shown);
  /** What a server that dies may do, and nobody else. */
  const blame = (line: string): void => void (serverDied ? lost : wrong).push(line);
  const withdrew = new Set([...listed.all('withdrew'), ...others.all('withdrew')]);
  /** The same where it made more requests of one, and we have answered none of them twice. */
  const blameFor = (jid: string, line: string): void => {
    const requests = taken.get(jid) ?? 1;
    if (requests > 1 && (said.get(jid) ?? 0) <= requests) revived.push(line);
    else blame(line);
  };
  const has = (jid: string): boolean => /from|both/.test(roster.contacts.get(jid)?.subscription ?? '');
  const isUnknown = (jid: string): boolean => !roster.pending.has(jid) && !has(jid);

  for (const jid of listed.all('asks')) {
    if (has(jid)) continue;
    if (roster.pending.has(jid)) wrong.push(`${jid} waits, and should have been accepted`);
    else blame(`${jid} is not known to the server`);
  }
  for (const jid of others.all('asks')) {
    if (has(jid)) wrong.push(`${jid} was accepted, and nobody had said so`);
    else if (isUnknown(jid)) blame(`${jid} is not known to the server`);
    else if (!isShown.has(jid)) wrong.push(`${jid} waits, and the person is not asked`);
    if (others.heard(jid).subscribed > 0) wrong.push(`${jid} heard that they were accepted`);
  }
  for (const crowd of [listed, others]) {
    for (const jid of crowd.all('withdrew')) {
      if (has(jid) || roster.pending.has(jid)) blameFor(jid, `${jid} withdrew, and the server has not kept that`);
    }
    for (const jid of [...crowd.all('asks'), ...crowd.all('withdrew')]) {
      const { subscribed } = crowd.heard(jid);
      if (subscribed > 1 && said.get(jid) === 1) repeated.push(jid);
      else if (subscribed > 1 && withdrew.has(jid) && !tellsWithdrawals) untold.push(jid);
      else if (subscribed > 1) blameFor(jid, `${jid} heard ${subscribed} times that they were accepted`);
      if (roster.contacts.get(jid)?.approved) wrong.push(`${jid} is approved in advance`);
    }
  }
  for (const jid of shown) {
    if (roster.pending.has(jid)) continue;
    if (!tellsWithdrawals && withdrew.has(jid)) untold.push(jid);
    else wrong.push(`the person is asked about ${jid}, who does not wait`);
  }

  return {
    asked: listed.all('asks').length + others.all('asks').length,
    accepted: listed.all('asks').filter(has).length,
    waiting: others.all('asks').filter((jid) => roster.pending.has(jid)).length,
    withdrawn: withdrew.size,
    wrong,
    lost,
    untold,
    repeated,
    revived,
  };
}
