import { isBlocked } from './block-list.js';
import type { Effect } from './effect.js';
import type { BlockEvent, RosterEvent } from './event.js';
import type { BareJid } from './jid.js';
import { shownToContacts } from './own-availability.js';
import type { Touched } from './reconcile.js';
import type { RosterItem } from './roster.js';
import { needsRoster, settleDenyMark, settleFromRoster, settleUnconfirmed, settleUnseen } from './settle.js';
import { forgetUnseen } from './seen.js';
import type { State } from './state.js';

/** Milliseconds after which a contact list that could not be read is read again, where something depends on it. */
const READ_AGAIN = 30_000;

/** The contact list (RFC 6121 §2). */
export function observeRoster(state: State, event: RosterEvent, effects: Effect[]): Touched {
  switch (event.type) {
    case 'rosterRead':
      state.readingRoster = false;
      state.roster = { kind: 'known', items: new Map(event.items.map((item) => [item.jid, item])) };
      forgetUnseen(state);
      settleUnconfirmed(state, event.at, effects);
      settleUnseen(state, event.at, effects);
      return 'all';
    case 'rosterUnreadable':
      state.readingRoster = false;
      if (state.roster.kind === 'unknown') state.roster = { kind: 'unreadable' };
      // What became of approvals shows nowhere else.
      if (needsRoster(state)) effects.push({ type: 'waitUntil', at: event.at + READ_AGAIN });
      return 'all';
    case 'rosterPushed':
      observeItem(state, event.item.jid, event.item, event.at, effects);
      return [event.item.jid];
    case 'rosterItemRemoved':
      observeItem(state, event.jid, undefined, event.at, effects);
      return [event.jid];
  }
}

function observeItem(state: State, jid: BareJid, item: RosterItem | undefined, at: number, effects: Effect[]): void {
  const items = state.roster.kind === 'known' ? state.roster.items : undefined;
  const before = items?.get(jid);
  if (item) items?.set(jid, item);
  else items?.delete(jid);
  // The list is large, and changes in place; that it did shows in the fact being another one.
  if (items) state.roster = { kind: 'known', items };
  forgetUnseen(state, [jid]);
  settleFromRoster(state, jid, { before, item }, at, effects);
  // A decline outlives its answer only as long as we ask for their presence (see `policy/decide.ts`).
  const mark = state.marks.get(jid);
  if (mark?.act === 'deny' && mark.done && !item?.ask) settleDenyMark(state, jid);
}

/** The block list (XEP-0191). */
export function observeBlocks(state: State, event: BlockEvent, effects: Effect[]): Touched {
  switch (event.type) {
    case 'blockListRead':
      state.blocked = { kind: 'known', jids: new Set(event.jids) };
      forgetUnseen(state);
      return 'all';
    case 'blockListUnsupported':
      state.blocked = { kind: 'unsupported' };
      return 'all';
    case 'blockListUnreadable':
      if (state.blocked.kind === 'unknown') state.blocked = { kind: 'unreadable' };
      return 'all';
    case 'blocked': {
      if (state.blocked.kind !== 'known') return 'none';
      const { jids } = state.blocked;
      for (const jid of event.jids) jids.add(jid);
      forgetUnseen(state);
      return [...state.requests.keys()].filter((jid) => isBlocked(event.jids, jid));
    }
    case 'unblocked': {
      if (state.blocked.kind !== 'known') return 'none';
      const gone = event.jids.size === 0 ? new Set(state.blocked.jids) : event.jids;
      for (const jid of gone) state.blocked.jids.delete(jid);
      if (state.online && state.shown) effects.push(...shownToContacts(state, gone, state.shown));
      return 'all';
    }
  }
}
