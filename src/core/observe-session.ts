import { continueAsking } from './directory/asking.js';
import type { Effect } from './effect.js';
import type { SessionEvent } from './event.js';
import { continueLeases } from './observe-leases.js';
import { publishInvitations, publishOptions } from './observe-private.js';
import type { Touched } from './reconcile.js';
import { forgetRequest, needsRoster, readRosterAgain, settleUnseen } from './settle.js';
import { releaseBulk } from './bulk.js';
import { release, releaseKept } from './held.js';
import { announceAvailability, shownAvailability } from './own-availability.js';
import { isAbout } from './overruled.js';
import { initialState, unseenAnswers, type State } from './state.js';

/** Changes of the session itself: who is signed in, and whether a stream is open. */
export function observeSession(state: State, event: SessionEvent, effects: Effect[]): Touched {
  switch (event.type) {
    case 'sessionStarted':
      Object.assign(state, { ...initialState(event.account, event.kept), ...staying(state) });
      return 'all';
    case 'sessionEnded':
      Object.assign(state, { ...initialState(null), ...staying(state), link: event.link });
      return 'all';
    case 'linkChanged':
      state.link = event.link;
      return 'none';
    case 'streamReady':
      state.online = true;
      state.refusedShards.clear();
      if (event.how !== 'resumed') forgetFacts(state);
      else saveAgain(state, effects);
      if (event.how === 'fresh') state.epoch++;
      if (event.how !== 'resumed') state.synchronised = state.told = event.how === 'restored';
      if (event.how === 'fresh') {
        state.availability.clear();
        state.shown = undefined;
      }
      if (event.how === 'restored') {
        forgetSpentIntents(state);
        // Whether what an earlier worker said has arrived, nobody knows.
        announceAvailability(state, shownAvailability(state, state.clock), effects);
      }
      continueLeases(state, event.how, effects);
      continueAsking(state, event.how, effects);
      return 'all';
    case 'streamLost':
      state.online = false;
      state.readingRoster = false;
      state.probe.inFlight = undefined;
      // What was being published may not have left: a stream that is resumed shows nothing of that.
      if (state.publishing !== undefined) state.dirtyShards.add(state.publishing);
      state.publishing = undefined;
      distrustAnswers(state);
      return 'none';
    case 'synchronised':
      state.synchronised = true;
      // Whoever signs in is there.
      state.activeAt ??= event.at;
      if (state.shown === null) return 'all'; // requests wait at the server until the person chooses otherwise
      state.told = true;
      forgetAnsweredElsewhere(state);
      forgetSpentIntents(state);
      settleUnseen(state, event.at, effects);
      return 'all';
    case 'factsOverdue':
      giveUpOnUnknownFacts(state);
      return 'all';
    case 'featuresRead':
      state.features = { ...state.features, ...event.features };
      return [...state.toComplete];
    case 'archiveUntold':
      state.archiveTold = undefined;
      return 'none';
    case 'timePassed': {
      if (event.at >= (state.looksForIdle ?? Number.POSITIVE_INFINITY)) state.looksForIdle = undefined;
      const released = release(state, event.at);
      if (released.length > 0) effects.push({ type: 'keepIntents' });
      if (state.online && needsRoster(state)) readRosterAgain(state, effects);
      return released;
    }
  }
}

/** What is of this place, whoever is signed in. */
function staying(state: State): Partial<State> {
  const { managed, takesMessages, activeAt, clock, looksForIdle, lookedAt } = state;
  return { managed, takesMessages, clock, looksForIdle, lookedAt, ...(activeAt === undefined ? {} : { activeAt }) };
}

/** What was chosen offline, or whose answer was lost; a fresh stream looks first what others chose. */
function saveAgain(state: State, effects: Effect[]): void {
  if (state.saving !== 'no' && state.written) {
    state.saving = 'saving';
    effects.push({ type: 'publishPreference', preference: state.written });
  }
  if (state.savingOptions !== 'no') publishOptions(state, effects);
  if (state.savingInvitations !== 'no') publishInvitations(state, effects);
}

function forgetFacts(state: State): void {
  state.archiveTold = undefined;
  state.policy = { kind: 'unknown' };
  state.preference = { kind: 'unknown' };
  state.blocked = { kind: 'unknown' };
  state.roster = { kind: 'unknown' };
  // What was on its way is decided anew from what the server says now (see the header of `step.ts`);
  // only what an approval may have left behind has to be looked for.
  for (const [jid, answer] of unseenAnswers(state)) state.unseen.set(jid, answer);
  state.answers.clear();
  state.repairs.clear();
  for (const [jid, mark] of state.marks) if (!mark.done) state.toComplete.add(jid);
}

/**
 * Should this stream be resumed, what we answered may not have reached the server, and what it said may
 * not have reached us. An approval or a cancel is sent again only if the server shows that
 * it was not heard; anything else at once, which changes nothing if it was.
 */
function distrustAnswers(state: State): void {
  for (const [jid, answer] of state.answers) {
    if (answer.act === 'approve' || answer.act === 'cancel') {
      answer.unconfirmed = false;
      answer.doubtful = true;
    } else {
      state.answers.delete(jid);
    }
  }
  // Like an approval that may not have arrived: the roster shows whether there is still something to clear.
  for (const [jid, answer] of state.repairs) {
    if (!state.answers.has(jid)) state.answers.set(jid, { ...answer, unconfirmed: false, doubtful: true });
  }
  state.repairs.clear();
}

/** An intent belongs to a request. Where none waits any more it is spent: the next one is a new one. */
function forgetSpentIntents(state: State): void {
  releaseKept(state);
  if (state.bulk && state.heldBulk === undefined) releaseBulk(state);
  for (const [jid, { at }] of state.intents) if (!isAbout(state, jid, at)) state.intents.delete(jid);
}

/** RFC 6121 §3.1.3: the server delivers again what still waits; anything else was answered or taken back. */
function forgetAnsweredElsewhere(state: State): void {
  for (const [jid, waiting] of state.requests) {
    if (waiting.epoch === state.epoch) continue;
    forgetRequest(state, jid);
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
