import { coveredBy } from './block-list.js';
import { logDecision } from './decision-log.js';
import type { Effect } from './effect.js';
import type { RequestEvent } from './event.js';
import type { BareJid } from './jid.js';
import type { Touched } from './reconcile.js';
import type { SubscriptionRequest } from './request.js';
import type { RosterItem } from './roster.js';
import { forgetUnseen } from './seen.js';
import { forgetRequest, settleByProbe } from './settle.js';
import type { Answer, State } from './state.js';

/** More than these are left with the server, which delivers them again at the next sign-in. */
export const MOST_REQUESTS = 100_000;

/** Requests that come and go, and what became of our answers. */
export function observeRequests(state: State, event: RequestEvent, effects: Effect[]): Touched {
  switch (event.type) {
    case 'requestReceived':
      return receive(state, event.request);
    case 'requestWithdrawn':
      return withdraw(state, event.jid);
    case 'answerRefused': {
      const answer = state.answers.get(event.jid);
      // Whoever asks can send an error, too. Of a decline our own server tells what became.
      if (!answer || answer.act === 'block' || answer.act === 'deny') return 'none';
      refuse(state, event.jid, event.condition);
      // Of an approval, the roster.
      if (answer.act === 'approve') return 'none';
      state.answers.delete(event.jid);
      // Tried again at the next sign-in; at once it would be refused again.
      if (answer.act === 'cancel') state.toComplete.delete(event.jid);
      return [event.jid];
    }
    case 'blockAnswered':
      return blockAnswered(state, event);
    case 'probeAnswered':
      if (state.probe.inFlight !== event.probe) return 'none';
      state.probe.inFlight = undefined;
      return settleByProbe(state, event.probe, event.at, effects);
    case 'probeLost':
      if (state.probe.inFlight === event.probe) state.probe.inFlight = undefined;
      return 'none';
  }
}

function blockAnswered(state: State, { jid, at, refused }: RequestEvent & { readonly type: 'blockAnswered' }): Touched {
  if (state.answers.get(jid)?.act !== 'block') return 'none';
  state.answers.delete(jid);
  state.toBlock.delete(jid);
  const touched = coveredBy(jid, state.requests);
  if (refused !== undefined) {
    for (const one of touched) refuse(state, one, refused);
    return touched;
  }
  if (state.blocked.kind === 'known') state.blocked.jids.add(jid);
  forgetUnseen(state);
  logDecision(state, { jid, act: 'block', at, by: { who: 'me' } });
  for (const one of touched) forgetRequest(state, one);
  return touched.length > 0 ? touched : [jid];
}

function withdraw(state: State, jid: BareJid): Touched {
  // A worker that is dead by now may have accepted it: the server repeats what that did not live to keep.
  const isRepeated = state.synchronised && state.roster.kind === 'unknown';
  if (isRepeated && !state.unseen.has(jid)) state.unseen.set(jid, approvalUnseen(jid));
  forgetRequest(state, jid);
  // An answer that is on its way stays: whether it met this is settled there.
  const answer = state.answers.get(jid);
  if (answer) answer.withdrawn = true;
  return [jid];
}

/** An approval that nobody has kept anything of: the contact stays as it is found. */
function approvalUnseen(jid: BareJid): Answer {
  const before: RosterItem = { jid, name: '', subscription: 'none', ask: false, groups: [] };
  return { act: 'approve', verdict: { do: 'wait' }, before, probe: 0, unconfirmed: false };
}

/** One request per bare JID, whatever arrives how often (RFC 6121 §3.1.3). */
function receive(state: State, request: SubscriptionRequest): Touched {
  const known = state.requests.get(request.jid);
  if (!known) {
    if (state.requests.size >= MOST_REQUESTS) return 'none';
    const since = state.firstSeen.get(request.jid) ?? request.since;
    state.requests.set(request.jid, { request: { ...request, since }, epoch: state.epoch, verdict: { do: 'wait' } });
    return [request.jid];
  }
  const { since, nick, note } = known.request;
  state.requests.set(request.jid, {
    // A server may deliver a stored request without what came with it (ejabberd 23.01 keeps the note only).
    request: { ...request, since, nick: request.nick || nick, note: request.note || note },
    epoch: state.epoch,
    verdict: known.verdict,
    refused: known.epoch === state.epoch ? known.refused : undefined,
  });
  return [request.jid];
}

function refuse(state: State, jid: SubscriptionRequest['jid'], condition: string): void {
  state.intents.delete(jid);
  state.inBulk.delete(jid);
  const waiting = state.requests.get(jid);
  if (waiting) waiting.refused = condition;
}
