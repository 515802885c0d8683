/**
 * Which part of a conversation a page looks at, as somebody reads through it. The part grows to what a page may show at
 * most, then it slides: however long the conversation, no more of it is on the page.
 *
 * | somebody | the part |
 * |---|---|
 * | opens the conversation, or wants the latest | ends with the newest message |
 * | leaves the end | ends where it does: what comes is counted, and moves nothing |
 * | comes near the beginning | grows, then slides to what is older |
 * | comes near the end | slides to what is newer, and at last ends with the newest again |
 */
import { CHAT_STEP, type ChatSlice, type ChatWindow } from '../../core/chat/chat-view.js';

export type ChatPortion = Pick<ChatWindow, 'until' | 'limit'>;

export const LARGEST_PORTION = 200;
export const LATEST: ChatPortion = { until: null, limit: CHAT_STEP };

/** What comes next towards the beginning; undefined where all that the session knows is shown. */
export function olderPortion(portion: ChatPortion, { messages, older }: ChatSlice): ChatPortion | undefined {
  if (older === 'none' || older === 'beyond' || messages.length < portion.limit) return undefined;
  const limit = Math.min(LARGEST_PORTION, portion.limit + CHAT_STEP);
  if (limit > portion.limit) return { ...portion, limit };
  const last = messages[messages.length - 1 - CHAT_STEP];
  return last && { until: last.id, limit };
}

/** What comes next towards the end; undefined where that is shown. */
export function newerPortion(portion: ChatPortion, { newer, next }: ChatSlice): ChatPortion | undefined {
  if (portion.until === null) return undefined;
  return { until: next, limit: Math.min(LARGEST_PORTION, portion.limit + Math.min(newer, CHAT_STEP)) };
}

/** Stays with the messages that are shown, whatever comes. */
export function keptPortion(portion: ChatPortion, { messages }: ChatSlice): ChatPortion {
  return { ...portion, until: portion.until ?? messages.at(-1)?.id ?? null };
}
