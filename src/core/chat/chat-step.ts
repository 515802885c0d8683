/**
 * The one function that advances conversations: an event changes what is known, and what has to be done about it comes back as
 * effects. It changes `state` in place, as `step` does, and knows no clock, no wire and no store.
 */
import { beginCatchUp, readOlder, takePage, takeRefusal } from './catch-up.js';
import type { ChatEffect, ChatEvent } from './chat-event.js';
import type { ChatState } from './chat-state.js';
import { answerWaiting, hearNow } from './hear.js';
import { lookAgainSoon } from './look-again.js';
import { discard, retry, sendWaiting, settle, write } from './outbox.js';
import { firstUnread, letIn, readAll } from './reading.js';
import { isListed, isLookedAt, isVisible, openConversation, trim, nameFound } from './room.js';
import { keepDraft, leaveConversations, passTime } from './typing.js';

export function chatStep(state: ChatState, event: ChatEvent): ChatEffect[] {
  const effects: ChatEffect[] = [];
  if ('at' in event) state.clock = event.at;
  observe(state, event, effects);
  return effects;
}

function observe(state: ChatState, event: ChatEvent, effects: ChatEffect[]): void {
  switch (event.type) {
    case 'streamBegan':
      return begin(state, event.how, effects);
    case 'streamEnded':
      return end(state);
    case 'carbonsEnabled':
      state.link.carbons = true;
      return;
    case 'pageRead':
      takePage(state, event.query, event.page, effects);
      return readOlder(state, effects);
    case 'pageRefused':
      return takeRefusal(state, event.query, event.condition, effects);
    case 'heard':
      return hearNow(state, event.heard, event.at, effects);
    case 'acknowledged':
      return settle(state, event.id);
    case 'outboxKept':
      for (const id of event.ids) state.unkept.delete(id);
      return sendWaiting(state, effects);
    case 'notSent':
      state.inFlight.delete(event.id);
      return;
    case 'sessionChanged':
      answerWaiting(state, effects);
      return sendWaiting(state, effects);
    case 'looked':
      return look(state, event, effects);
    case 'messageWritten':
      return write(state, event, effects);
    case 'retryChosen':
      return retry(state, event.jid, event.id, effects);
    case 'discardChosen':
      return discard(state, event.jid, event.id, effects);
    case 'draftKept':
      return keepDraft(state, event, effects);
    case 'strangerAccepted':
      return letIn(state, openConversation(state, event.jid), effects);
    case 'peopleFound':
      return nameFound(state, event.people);
    case 'olderWanted': {
      const conversation = state.conversations.get(event.jid);
      if (conversation?.older === 'failed') conversation.older = 'some';
      return readOlder(state, effects, event.jid);
    }
    case 'timePassed':
      return passTime(state, event.at, effects);
  }
}

function begin(state: ChatState, how: 'fresh' | 'resumed' | 'restored', effects: ChatEffect[]): void {
  const { link } = state;
  link.isOpen = true;
  if (how !== 'resumed') {
    link.epoch++;
    link.archive = 'unknown';
    link.carbons = false;
    link.early = [];
    // What became of them, the archive shows.
    state.inFlight.clear();
    link.caughtUp = false;
    effects.push({ type: 'enableCarbons' });
  }
  if (!link.caughtUp) return beginCatchUp(state, effects);
  sendWaiting(state, effects);
  lookAgainSoon(state, effects);
  readOlder(state, effects);
}

/** What was asked is not answered any more. */
function end(state: ChatState): void {
  state.link.isOpen = false;
  for (const conversation of state.conversations.values()) {
    if (conversation.older === 'loading') conversation.older = 'some';
    conversation.typingUntil = null;
    conversation.told = null;
  }
}

function look(state: ChatState, { windows, at }: ChatEvent & { readonly type: 'looked' }, effects: ChatEffect[]): void {
  const before = new Set(state.windows.map(({ jid }) => jid));
  const wasVisible = new Set(state.windows.flatMap(({ jid, visible }) => (visible ? [jid] : [])));
  state.windows = windows;
  for (const { jid } of windows) {
    const conversation = openConversation(state, jid);
    if (!isVisible(state, jid)) continue;
    if (!wasVisible.has(jid)) conversation.firstUnread = firstUnread(conversation) ?? conversation.firstUnread;
    readAll(state, conversation, effects);
  }
  leaveConversations(state, at, effects);
  for (const jid of before) {
    const conversation = state.conversations.get(jid);
    if (!conversation || isLookedAt(state, jid)) continue;
    conversation.firstUnread = null;
    trim(state, conversation);
    if (!isListed(conversation) && !conversation.letIn) state.conversations.delete(jid);
  }
  readOlder(state, effects);
}
