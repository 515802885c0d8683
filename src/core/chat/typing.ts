/** Who is typing (XEP-0085): they, and we. */
import type { BareJid } from '../jid.js';
import { hasOption } from './chat-options.js';
import type { ChatEffect } from './chat-event.js';
import type { ChatState } from './chat-state.js';
import type { Conversation } from './conversation.js';
import type { ChatState as Doing, Heard } from './heard.js';
import { isLookedAt, openConversation } from './room.js';
import { standsApart } from './strangers.js';

/** Whoever has not said for so long that they are typing has gone away. */
const THEIR_PATIENCE = 60_000;
/** Of ours: without a touch we have paused. */
const OUR_PATIENCE = 10_000;
/** How often it is said again, to those who count. */
const REPEAT = 30_000;

export function hearState(
  conversation: Conversation,
  { chatState, text }: Heard,
  at: number,
  effects: ChatEffect[],
): void {
  if (chatState !== null) conversation.tellsStates = 'yes';
  // XEP-0085 §5.1: who answers without one tells none.
  else if (text !== null && conversation.tellsStates === 'unknown') conversation.tellsStates = 'no';
  const isTyping = chatState === 'composing' && text === null;
  if (chatState === null && text === null) return;
  conversation.typingUntil = isTyping ? at + THEIR_PATIENCE : null;
  if (isTyping) effects.push({ type: 'waitUntil', at: at + THEIR_PATIENCE });
}

export function keepDraft(
  state: ChatState,
  { jid, text, typing, at }: { jid: BareJid; text: string; typing: boolean; at: number },
  effects: ChatEffect[],
): void {
  const conversation = openConversation(state, jid);
  if (conversation.draft !== text) {
    conversation.draft = text;
    state.touched.add(jid);
  }
  tell(state, conversation, typing ? 'composing' : text ? 'paused' : 'active', at, effects);
}

/** What had to be said by now. */
export function passTime(state: ChatState, at: number, effects: ChatEffect[]): void {
  for (const conversation of state.conversations.values()) {
    if (conversation.typingUntil !== null && conversation.typingUntil <= at) conversation.typingUntil = null;
    const { told } = conversation;
    if (told?.state === 'composing' && told.until <= at) tell(state, conversation, 'paused', at, effects);
  }
}

/** No page shows it any more. */
export function leaveConversations(state: ChatState, at: number, effects: ChatEffect[]): void {
  for (const conversation of state.conversations.values()) {
    if (conversation.told === null || isLookedAt(state, conversation.jid)) continue;
    tell(state, conversation, 'gone', at, effects);
    conversation.told = null;
  }
}

function tell(state: ChatState, conversation: Conversation, doing: Doing, at: number, effects: ChatEffect[]): void {
  const { jid, told, tellsStates } = conversation;
  // Who has told nothing before we type has nothing to take back.
  if (told === null && doing !== 'composing') return;
  const isSaid = told?.state === doing && (doing !== 'composing' || at < told.at + REPEAT);
  const until = at + OUR_PATIENCE;
  if (doing === 'composing') effects.push({ type: 'waitUntil', at: until });
  if (isSaid) {
    conversation.told = { ...told, until };
    return;
  }
  if (!state.link.isOpen || tellsStates === 'no' || !hasOption(state, 'typing')) return;
  if (standsApart(state, conversation) !== false) return;
  conversation.told = { state: doing, at, until };
  effects.push({ type: 'sendState', to: jid, state: doing });
}
