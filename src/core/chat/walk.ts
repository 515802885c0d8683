/** What comes of an archive that is read from its end, backwards: each page goes before what was read already. */
import type { BareJid } from '../jid.js';
import type { ArchivePage } from './chat-event.js';
import type { ChatState } from './chat-state.js';
import type { Conversation } from './conversation.js';
import { isAlone } from './keeping.js';
import { endOfKnown } from './merge.js';
import { unreadAtFirst } from './reading.js';
import { mustStay } from './room.js';

/** Before what was read already, backwards. */
export function startOfWalk(conversation: Conversation, walk: ReadonlyMap<BareJid, ReadonlySet<string>>): number {
  const ids = walk.get(conversation.jid);
  const first = ids ? conversation.messages.findIndex(({ id }) => ids.has(id)) : -1;
  return first < 0 ? endOfKnown(conversation) : first;
}

/** How far another device has read: what is said last counts, and pages are read from the end. */
export function noteOwnMarkers({ link }: ChatState, { items }: ArchivePage): void {
  const marked = new Map<BareJid, string>();
  for (const { heard } of items)
    if (heard?.mine && heard.displayedId !== null) marked.set(heard.peer, heard.displayedId);
  link.marked = new Map([...marked, ...link.marked]);
}

/** The archive was read from its end: `isWhole` to its beginning, or else there may be something between that and what was here. */
export function settleWalk(state: ChatState, walk: ReadonlyMap<BareJid, ReadonlySet<string>>, isWhole: boolean): void {
  const isFirst = state.known === undefined;
  const { passed } = state.link;
  for (const conversation of state.conversations.values()) {
    const ids = walk.get(conversation.jid);
    if (isFirst && ids) conversation.unread = unreadAtFirst(state, conversation);
    if (isWhole && ids) conversation.older = 'none';
    if (!isWhole) {
      // What came before something that was read now, but was not read with it, is not next to it.
      conversation.messages = conversation.messages.filter(
        (one) => one.early === undefined || one.early > passed || mustStay(one) || isAlone(one) || ids?.has(one.id),
      );
    }
    if (isWhole || isFirst) continue;
    Object.assign(conversation, { stale: true, older: 'some', cursor: null });
    state.touched.add(conversation.jid);
  }
}
