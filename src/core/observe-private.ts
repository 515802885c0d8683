import type { Effect } from './effect.js';
import type { PrivateEvent } from './event.js';
import type { BareJid } from './jid.js';
import { isSameMark, laterMark, marksOfShard, pruneShard, SHARDS, type Mark, type Preference } from './marks.js';
import type { Touched } from './reconcile.js';
import type { State } from './state.js';

type MarkEntry = readonly [BareJid, Mark];

/** The person's private node: their preference, and their decisions about people. */
export function observePrivate(state: State, event: PrivateEvent, effects: Effect[]): Touched {
  switch (event.type) {
    case 'privateRead':
      for (const entry of event.marks) mergeFetched(state, entry);
      republishWhatTheServerLacks(state, event.marks);
      adoptFetchedPreference(state, event.preference, effects);
      return 'all';
    case 'privateUnreadable':
      if (state.preference.kind !== 'unknown') return 'none';
      state.preference = { kind: 'unreadable', last: state.written?.handling ?? null };
      return 'all';
    case 'preferencePushed':
      if (state.written && state.written.at > event.preference.at) return 'none';
      adoptPreference(state, event.preference);
      return 'all';
    case 'preferenceSaved':
      if (state.saving === 'saving') state.saving = event.ok ? 'no' : 'failed';
      return 'none';
    case 'marksPushed':
      return mergePushed(state, event.shard, event.marks, event.at);
    case 'marksSaved':
      // A shard that was refused stays dirty, and waits for the next stream.
      if (event.ok) state.publishing.delete(event.shard);
      else state.dirtyShards.add(event.shard);
      return 'none';
  }
}

/** What is found at sign-in and not done yet is ours to see through: its device may be gone. */
function mergeFetched(state: State, [jid, mark]: MarkEntry): void {
  const merged = laterMark(state.marks.get(jid), mark);
  state.marks.set(jid, merged);
  if (merged.done) state.toComplete.delete(jid);
  else state.toComplete.add(jid);
}

function republishWhatTheServerLacks(state: State, fetched: readonly MarkEntry[]): void {
  const theirs = new Map(fetched);
  for (let shard = 0; shard < SHARDS; shard++) {
    const lacks = marksOfShard(state.marks, shard).some(([jid, mark]) => !isSameMark(theirs.get(jid), mark));
    if (lacks) state.dirtyShards.add(shard);
  }
}

function mergePushed(state: State, shard: number, pushed: readonly MarkEntry[], at: number): Touched {
  const theirs = new Map(pushed);
  const touched: BareJid[] = [];
  for (const [jid, mark] of theirs) {
    const before = state.marks.get(jid);
    const merged = laterMark(before, mark);
    if (isSameMark(before, merged)) continue;
    state.marks.set(jid, merged);
    touched.push(jid);
    // Another device has decided, and is seeing it through.
    state.toComplete.delete(jid);
    if (merged.act === 'deny' && !state.answers.has(jid)) state.requests.delete(jid);
  }
  pruneShard(state.marks, shard, at);
  // Two devices wrote at once, and theirs came last: write the union.
  if (marksOfShard(state.marks, shard).some(([jid, mark]) => !isSameMark(theirs.get(jid), mark))) {
    state.dirtyShards.add(shard);
  }
  return touched;
}

function adoptFetchedPreference(state: State, fetched: Preference | null, effects: Effect[]): void {
  const { written } = state;
  const unsaved = state.saving !== 'no' && written && written.at > (fetched?.at ?? 0);
  if (unsaved) {
    state.saving = 'saving';
    state.preference = { kind: 'known', chosen: written.handling };
    effects.push({ type: 'publishPreference', preference: written });
  } else {
    adoptPreference(state, fetched ?? { handling: null, at: 0 });
  }
}

function adoptPreference(state: State, preference: Preference): void {
  state.written = preference;
  state.saving = 'no';
  state.preference = { kind: 'known', chosen: preference.handling };
}
