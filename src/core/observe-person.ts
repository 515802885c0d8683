import { coveredBy } from './block-list.js';
import { releaseBulk, startBulk, stopBulk, type BulkJob } from './bulk.js';
import { logDecision, remedyFor } from './decision-log.js';
import type { Effect } from './effect.js';
import type { PersonEvent, Selected } from './event.js';
import { hold, isHidden } from './held.js';
import type { BareJid } from './jid.js';
import { makeRoom, type Invitation } from './invitations.js';
import { laterOption } from './options.js';
import { publishInvitations, publishOptions } from './observe-private.js';
import type { Touched } from './reconcile.js';
import { timeToCount } from './overruled.js';
import { forgetMark, writeMark } from './settle.js';
import { passes, prepared, standingOf } from './standing.js';
import type { Intent, State } from './state.js';

type Chosen<Type extends PersonEvent['type']> = PersonEvent & { readonly type: Type };

/** What a person chose. It is durable before anything is sent; a choice about nobody who waits is dropped. */
export function observePerson(state: State, event: PersonEvent, effects: Effect[]): Touched {
  switch (event.type) {
    case 'approveChosen': {
      if (!openFor(state, event.jid)) return 'none';
      // Accepting somebody ends what was remembered against them.
      if (state.marks.has(event.jid)) writeMark(state, event.jid, { act: 'none', at: event.at, done: true });
      const { addBack, details } = event;
      const at = timeToCount(state, [event.jid], event.at);
      return intend(state, event.jid, { act: 'accept', addBack, ...(details ? { details } : {}), at }, effects);
    }
    case 'denyChosen':
      if (!openFor(state, event.jid)) return 'none';
      if (event.holdUntil === undefined)
        return mark(state, event.jid, { act: 'deny', at: event.at, done: false }, effects);
      effects.push({ type: 'keepIntents' });
      hold(state, event.jid, event.holdUntil, effects);
      state.intents.set(event.jid, { act: 'deny', at: timeToCount(state, [event.jid], event.at) });
      return [event.jid];
    case 'ignoreChosen':
      if (!openFor(state, event.jid)) return 'none';
      logDecision(state, { jid: event.jid, act: 'ignore', at: event.at, by: { who: 'me' } });
      return mark(state, event.jid, { act: 'ignore', at: event.at, done: true }, effects);
    case 'restoreChosen':
      if (state.marks.get(event.jid)?.act !== 'ignore') return 'none';
      return bringBack(state, event.jid, event.at, effects);
    case 'blockChosen':
      return block(state, event, effects);
    case 'unblockChosen':
      return unblock(state, event.jid, effects);
    case 'bulkChosen':
      return bulk(state, event, effects);
    case 'bulkStopped':
      if (!state.bulk) return 'none';
      effects.push({ type: 'keepIntents' });
      return stopBulk(state, event.at);
    case 'takenBack':
      return takeBack(state, effects);
    case 'undoChosen':
      return undo(state, event, effects);
    case 'handlingChosen': {
      // Only a setting that the policy leaves to the person can be set.
      if (state.inForce?.setting.kind !== 'choice') return 'none';
      const preference = { handling: event.handling, at: Math.max(event.at, (state.written?.at ?? 0) + 1) };
      state.written = preference;
      state.saving = 'saving';
      state.preference = { kind: 'known', chosen: event.handling };
      effects.push({ type: 'keepIntents' }, { type: 'publishPreference', preference });
      return 'all';
    }
    case 'optionChosen': {
      const before = state.options.get(event.option);
      const entry = { value: event.value, at: Math.max(event.at, (before?.at ?? 0) + 1) };
      state.options.set(event.option, laterOption(before, entry));
      effects.push({ type: 'keepIntents' });
      publishOptions(state, effects);
      return 'none';
    }
    case 'allowChosen':
      return mark(state, event.jid, { act: 'allow', at: event.at, done: false }, effects);
    case 'disallowChosen':
      return disallow(state, event, effects);
    case 'invitationMade':
      // Asked for again, by a page whose worker died meanwhile.
      if (state.invitations.has(event.invitation.token)) return 'none';
      if (!makeRoom(state.invitations, event.invitation.created)) return 'none';
      return writeInvitation(state, event.invitation, effects);
    case 'invitationRevoked': {
      const invitation = state.invitations.get(event.token);
      if (!invitation) return 'none';
      const at = Math.max(event.at, invitation.at + 1);
      return writeInvitation(state, { ...invitation, revoked: true, at }, effects);
    }
  }
}

/** Whether the request still waits for an answer of this person. */
function openFor(state: State, jid: BareJid): boolean {
  return state.requests.has(jid) && !state.answers.has(jid) && !isHidden(state, jid);
}

function intend(state: State, jid: BareJid, intent: Intent, effects: Effect[]): Touched {
  state.intents.set(jid, intent);
  return decideAnew(state, jid, effects);
}

function mark(state: State, jid: BareJid, value: Parameters<typeof writeMark>[2], effects: Effect[]): Touched {
  state.intents.delete(jid);
  writeMark(state, jid, value);
  return decideAnew(state, jid, effects);
}

/** It waits again, for the person. */
function bringBack(state: State, jid: BareJid, at: number, effects: Effect[]): Touched {
  forgetMark(state, jid, at);
  return decideAnew(state, jid, effects);
}

function decideAnew(state: State, jid: BareJid, effects: Effect[]): Touched {
  const waiting = state.requests.get(jid);
  if (waiting) waiting.refused = undefined;
  effects.push({ type: 'keepIntents' });
  return [jid];
}

function block(state: State, { jid, report, at, holdUntil }: Chosen<'blockChosen'>, effects: Effect[]): Touched {
  // Blocking our own domain would shut out our own server.
  if (state.blocked.kind !== 'known' || (jid as string) === state.account?.domain || state.toBlock.has(jid))
    return 'none';
  state.toBlock.set(jid, { report, at });
  effects.push({ type: 'keepIntents' });
  if (holdUntil !== undefined) hold(state, jid, holdUntil, effects);
  return coveredBy(jid, state.requests);
}

function unblock(state: State, jid: BareJid, effects: Effect[]): Touched {
  // They are shown as blocked, and the server has not heard of it.
  if (state.held.has(jid) && state.toBlock.delete(jid)) {
    if (state.intents.get(jid)?.act !== 'deny') state.held.delete(jid);
    effects.push({ type: 'keepIntents' });
    return coveredBy(jid, state.requests);
  }
  if (state.online) effects.push({ type: 'keepIntents' }, { type: 'unblock', jid });
  return 'none';
}

function bulk(
  state: State,
  { act, selected, addBack, report, at, holdUntil }: Chosen<'bulkChosen'>,
  effects: Effect[],
): Touched {
  if (state.bulk || (act === 'block' && state.blocked.kind !== 'known')) return 'none';
  const jids = select(state, selected);
  if (jids.length === 0) return 'none';
  effects.push({ type: 'keepIntents' });
  if (act === 'ignore') {
    for (const jid of jids) {
      logDecision(state, { jid, act, at, by: { who: 'me' } });
      state.intents.delete(jid);
      writeMark(state, jid, { act, at, done: true });
    }
    return jids;
  }
  const job: BulkJob = { act, jids, addBack, report, at: timeToCount(state, jids, at) };
  startBulk(state, job);
  if (act === 'approve' || holdUntil === undefined) releaseBulk(state);
  else {
    state.heldBulk = holdUntil;
    effects.push({ type: 'waitUntil', at: holdUntil });
  }
  return jids;
}

/** The requests that are meant, in the order in which they came. */
function select(state: State, selected: Selected): BareJid[] {
  if ('jids' in selected)
    return [...new Set(selected.jids)].filter((jid) => state.prompts.has(jid) && openFor(state, jid));
  const filter = prepared(selected.filter);
  return [...state.prompts].filter((jid) => {
    const waiting = state.requests.get(jid);
    return waiting && openFor(state, jid) && passes(filter, standingOf(state, waiting));
  });
}

/** What is held is not sent after all, and waits again. */
function takeBack(state: State, effects: Effect[]): Touched {
  if (state.held.size === 0 && state.heldBulk === undefined) return 'none';
  effects.push({ type: 'keepIntents' });
  const touched = [...state.held.keys()].flatMap((jid) => [jid, ...coveredBy(jid, state.requests)]);
  for (const jid of state.held.keys()) {
    state.intents.delete(jid);
    state.toBlock.delete(jid);
  }
  state.held.clear();
  if (state.heldBulk === undefined) return touched;
  return [...touched, ...stopBulk(state, 0)];
}

function undo(state: State, { entry: id, at }: Chosen<'undoChosen'>, effects: Effect[]): Touched {
  const index = state.log.findIndex((entry) => entry.id === id);
  const entry = state.log[index];
  const remedy = entry && remedyFor(state, entry);
  if (!remedy) return 'none';
  const { jid, addedBack } = entry;
  if (remedy !== 'allow') state.log[index] = { ...entry, undone: true };
  switch (remedy) {
    case 'take-back':
      state.turnedAway.set(jid, at);
      return mark(state, jid, { act: 'undo', at, done: false, takeBack: addedBack }, effects);
    case 'bring-back':
      return bringBack(state, jid, at, effects);
    case 'unblock':
      return unblock(state, jid, effects);
    case 'allow':
      return mark(state, jid, { act: 'allow', at, done: false }, effects);
  }
}

function disallow(state: State, { jid, at }: Chosen<'disallowChosen'>, effects: Effect[]): Touched {
  if (state.marks.get(jid)?.act !== 'allow') return 'none';
  // Where the server keeps it, too, that has to be cleared (see `reconcile.ts`).
  return mark(state, jid, { act: 'none', at, done: false }, effects);
}

function writeInvitation(state: State, invitation: Invitation, effects: Effect[]): Touched {
  state.invitations.set(invitation.token, invitation);
  effects.push({ type: 'keepIntents' });
  publishInvitations(state, effects);
  return 'all';
}
