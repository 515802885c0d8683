import type { SessionEvent } from './event.js';
import type { Touched } from './reconcile.js';
import { initialState, type State } from './state.js';

/** Changes of the session itself: who is signed in, and whether a stream is open. */
export function observeSession(state: State, event: SessionEvent): Touched {
  switch (event.type) {
    case 'sessionStarted':
      Object.assign(state, { ...initialState(event.account, event.kept), managed: state.managed });
      return 'all';
    case 'sessionEnded':
      Object.assign(state, { ...initialState(null), managed: state.managed, link: event.link });
      return 'all';
    case 'linkChanged':
      state.link = event.link;
      return 'none';
    case 'streamReady':
      state.online = true;
      if (event.how !== 'resumed') forgetFacts(state);
      if (event.how === 'fresh') state.epoch++;
      state.synchronised = event.how !== 'fresh';
      return 'all';
    case 'streamLost':
      state.online = false;
      state.readingRoster = false;
      state.probe.inFlight = undefined;
      state.publishing.clear();
      return 'none';
    case 'synchronised':
      state.synchronised = true;
      forgetAnsweredElsewhere(state);
      return 'all';
    case 'factsOverdue':
      giveUpOnUnknownFacts(state);
      return 'all';
  }
}

function forgetFacts(state: State): void {
  state.policy = { kind: 'unknown' };
  state.preference = { kind: 'unknown' };
  state.blocked = { kind: 'unknown' };
  state.roster = { kind: 'unknown' };
  // What was on its way is decided anew from what the server says now (see the header of `step.ts`).
  state.answers.clear();
}

/** RFC 6121 §3.1.3: the server delivers again what still waits; anything else was answered or taken back. */
function forgetAnsweredElsewhere(state: State): void {
  for (const [jid, waiting] of state.requests) {
    if (waiting.epoch === state.epoch) continue;
    state.requests.delete(jid);
    state.intents.delete(jid);
  }
}

function giveUpOnUnknownFacts(state: State): void {
  if (state.policy.kind === 'unknown') {
    state.policy = state.keptPolicy
      ? { kind: 'published', policy: state.keptPolicy, kept: true }
      : { kind: 'none', reason: { why: 'unreachable' } };
  }
  if (state.preference.kind === 'unknown') {
    state.preference = { kind: 'unreadable', last: state.written?.handling ?? null };
  }
  if (state.blocked.kind === 'unknown') state.blocked = { kind: 'unreadable' };
  if (state.roster.kind === 'unknown') state.roster = { kind: 'unreadable' };
}
