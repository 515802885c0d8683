import type { Effect } from './effect.js';
import type { PersonEvent } from './event.js';
import type { BareJid } from './jid.js';
import type { Touched } from './reconcile.js';
import { writeMark } from './settle.js';
import type { Intent, State } from './state.js';

/** What a person chose. It is durable before anything is sent; a choice about nobody who waits is dropped. */
export function observePerson(state: State, event: PersonEvent, effects: Effect[]): Touched {
  switch (event.type) {
    case 'approveChosen':
      if (!openFor(state, event.jid)) return 'none';
      // Accepting somebody ends what was remembered against them.
      if (state.marks.has(event.jid)) writeMark(state, event.jid, { act: 'none', at: event.at, done: true });
      return intend(state, event.jid, { act: 'accept', addBack: event.addBack, at: event.at }, effects);
    case 'blockChosen':
      if (!openFor(state, event.jid) || state.blocked.kind !== 'known') return 'none';
      return intend(state, event.jid, { act: 'block' }, effects);
    case 'denyChosen':
      if (!openFor(state, event.jid)) return 'none';
      return mark(state, event.jid, { act: 'deny', at: event.at, done: false }, effects);
    case 'ignoreChosen':
      if (!openFor(state, event.jid)) return 'none';
      return mark(state, event.jid, { act: 'ignore', at: event.at, done: true }, effects);
    case 'restoreChosen':
      if (state.marks.get(event.jid)?.act !== 'ignore') return 'none';
      return mark(state, event.jid, { act: 'none', at: event.at, done: true }, effects);
    case 'undoChosen': {
      const index = state.log.findIndex((entry) => entry.id === event.entry && !entry.undone);
      const entry = state.log[index];
      if (!entry) return 'none';
      state.log[index] = { ...entry, undone: true };
      return mark(state, entry.jid, { act: 'undo', at: event.at, done: false, takeBack: entry.addedBack }, effects);
    }
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
  }
}

/** Whether the request still waits for an answer of this person. */
function openFor(state: State, jid: BareJid): boolean {
  return state.requests.has(jid) && !state.answers.has(jid);
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

function decideAnew(state: State, jid: BareJid, effects: Effect[]): Touched {
  const waiting = state.requests.get(jid);
  if (waiting) waiting.refused = undefined;
  effects.push({ type: 'keepIntents' });
  return [jid];
}
