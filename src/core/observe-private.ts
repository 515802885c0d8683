import { logDecision } from './decision-log.js';
import type { Effect } from './effect.js';
import type { PrivateEvent } from './event.js';
import { isSameInvitation, mergeInvitation, pruneInvitations, type Invitation } from './invitations.js';
import type { BareJid } from './jid.js';
import {
  isSameMark,
  laterMark,
  marksOfShard,
  pruneShard,
  shardOf,
  SHARDS,
  type Mark,
  type Preference,
} from './marks.js';
import { laterOption, type OptionEntry, type OptionName } from './options.js';
import type { Touched } from './reconcile.js';
import { forgetRequest, settleHeardDenials, writeMark } from './settle.js';
import type { State } from './state.js';

type MarkEntry = readonly [BareJid, Mark];

/** The person's private node: their preference, and their decisions about people. */
export function observePrivate(state: State, event: PrivateEvent, effects: Effect[]): Touched {
  switch (event.type) {
    case 'privateRead':
      for (const entry of event.marks) mergeFetched(state, entry);
      republishWhatTheServerLacks(state, event.marks);
      adoptFetchedPreference(state, event.preference, effects);
      if (mergeOptions(state, event.options)) publishOptions(state, effects);
      if (mergeInvitations(state, event.invitations, event.at)) publishInvitations(state, effects);
      return 'all';
    case 'privateUnreadable':
      if (state.preference.kind !== 'unknown') return 'none';
      state.preference = { kind: 'unreadable', last: state.written?.handling ?? null };
      return 'all';
    case 'preferencePushed':
      if (state.written && state.written.at > event.preference.at) {
        // An older choice came last, and stands at the server now.
        if (state.preference.kind === 'known' && state.saving === 'no')
          publishPreference(state, state.written, effects);
        return 'none';
      }
      if (state.preference.kind === 'unknown') {
        // The marks are still being read, and nothing may be decided without them.
        state.written = event.preference;
        return 'none';
      }
      adoptPreference(state, event.preference);
      return 'all';
    case 'optionsPushed':
      if (mergeOptions(state, event.options) && state.savingOptions === 'no') publishOptions(state, effects);
      return 'none';
    case 'invitationsPushed':
      if (mergeInvitations(state, event.invitations, event.at) && state.savingInvitations === 'no') {
        publishInvitations(state, effects);
      }
      return 'all';
    case 'optionsSaved':
      if (state.savingOptions === 'saving') state.savingOptions = event.ok ? 'no' : 'failed';
      return 'none';
    case 'invitationsSaved':
      if (state.savingInvitations === 'saving') state.savingInvitations = event.ok ? 'no' : 'failed';
      return 'none';
    case 'preferenceSaved':
      if (state.saving === 'saving') state.saving = event.ok ? 'no' : 'failed';
      return 'none';
    case 'marksPushed':
      return mergePushed(state, event.shard, event.marks, event.at);
    case 'marksSaved':
      if (state.publishing === event.shard) state.publishing = undefined;
      if (event.ok) {
        if (!state.dirtyShards.has(event.shard)) settleHeardDenials(state, event.shard);
      } else {
        // It stays dirty, and waits for the next stream.
        state.dirtyShards.add(event.shard);
        state.refusedShards.add(event.shard);
      }
      // What waited for the other devices to hear of it can be sent now.
      return [...state.toComplete].filter((jid) => shardOf(jid) === event.shard);
  }
}

/** What is found at sign-in and not done yet is ours to see through: its device may be gone. */
function mergeFetched(state: State, [jid, mark]: MarkEntry): void {
  const merged = laterMark(state.marks.get(jid), mark);
  state.marks.set(jid, merged);
  if (merged.done) state.toComplete.delete(jid);
  else state.toComplete.add(jid);
  weighIntent(state, jid, merged);
}

function republishWhatTheServerLacks(state: State, fetched: readonly MarkEntry[]): void {
  const theirs = new Map(fetched);
  for (let shard = 0; shard < SHARDS; shard++) {
    publishWhatLacks(state, shard, theirs);
  }
}

/** What the server lacks is written again; if it is only that something is done, when there is time. */
function publishWhatLacks(state: State, shard: number, theirs: ReadonlyMap<BareJid, Mark>): void {
  const lacking = marksOfShard(state.marks, shard).filter(([jid, mark]) => !isSameMark(theirs.get(jid), mark));
  if (lacking.some(([, { done }]) => !done)) state.dirtyShards.add(shard);
  else if (lacking.length > 0) state.lateShards.add(shard);
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
    weighIntent(state, jid, merged);
    const isNews = before?.act !== merged.act || before.at !== merged.at;
    if (isNews && state.prompts.has(jid) && (merged.act === 'deny' || merged.act === 'ignore')) {
      logDecision(state, { jid, act: merged.act, at, by: { who: 'other-device' } });
    }
    if (merged.act === 'deny' && isNews && state.intents.get(jid)?.act !== 'accept') forgetRequest(state, jid);
  }
  pruneShard(state.marks, shard, at);
  // Two devices wrote at once, and theirs came last: write the union.
  publishWhatLacks(state, shard, theirs);
  return touched;
}

/** Of an acceptance that was not sent yet, and what was decided on another device, the later one counts. */
function weighIntent(state: State, jid: BareJid, mark: Mark): void {
  const intent = state.intents.get(jid);
  if (intent?.act !== 'accept' || mark.act === 'none') return;
  if (mark.at >= intent.at) state.intents.delete(jid);
  else writeMark(state, jid, { act: 'none', at: intent.at, done: true });
}

function adoptFetchedPreference(state: State, fetched: Preference | null, effects: Effect[]): void {
  const { written } = state;
  if (written && written.at > (fetched?.at ?? 0)) {
    state.preference = { kind: 'known', chosen: written.handling };
    publishPreference(state, written, effects);
  } else {
    adoptPreference(state, fetched ?? { handling: null, at: 0 });
  }
}

function publishPreference(state: State, preference: Preference, effects: Effect[]): void {
  state.saving = 'saving';
  effects.push({ type: 'publishPreference', preference });
}

/** Adopts what others chose later. True if the server lacks something that was chosen here. */
function mergeOptions(state: State, theirs: readonly (readonly [OptionName, OptionEntry])[]): boolean {
  for (const [name, entry] of theirs) state.options.set(name, laterOption(state.options.get(name), entry));
  const fetched = new Map(theirs);
  return [...state.options].some(([name, { value, at }]) => {
    const entry = fetched.get(name);
    return entry?.value !== value || entry.at !== at;
  });
}

function mergeInvitations(state: State, theirs: readonly Invitation[], now: number): boolean {
  for (const invitation of theirs) {
    state.invitations.set(invitation.token, mergeInvitation(state.invitations.get(invitation.token), invitation));
  }
  pruneInvitations(state.invitations, now);
  const fetched = new Map(theirs.map((invitation) => [invitation.token, invitation]));
  return [...state.invitations].some(([token, invitation]) => !isSameInvitation(fetched.get(token), invitation));
}

export function publishOptions(state: State, effects: Effect[]): void {
  state.savingOptions = 'saving';
  effects.push({ type: 'publishOptions', options: [...state.options] });
}

export function publishInvitations(state: State, effects: Effect[]): void {
  state.savingInvitations = 'saving';
  effects.push({ type: 'publishInvitations', invitations: [...state.invitations.values()] });
}

function adoptPreference(state: State, preference: Preference): void {
  state.written = preference;
  state.saving = 'no';
  state.preference = { kind: 'known', chosen: preference.handling };
}
