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

export type ChatPart = Pick<ChatWindow, 'until' | 'limit'>;

export const LARGEST_PART = 200;
export const LATEST: ChatPart = { until: null, limit: CHAT_STEP };

/** What comes next towards the beginning; undefined where all that the session knows is shown. */
export function olderPart(part: ChatPart, { messages, older }: ChatSlice): ChatPart | undefined {
  if (older === 'none' || messages.length < part.limit) return undefined;
  const limit = Math.min(LARGEST_PART, part.limit + CHAT_STEP);
  if (limit > part.limit) return { ...part, limit };
  const last = messages[messages.length - 1 - CHAT_STEP];
  return last && { until: last.id, limit };
}

/** What comes next towards the end; undefined where that is shown. */
export function newerPart(part: ChatPart, { newer, next }: ChatSlice): ChatPart | undefined {
  if (part.until === null) return undefined;
  return { until: next, limit: Math.min(LARGEST_PART, part.limit + Math.min(newer, CHAT_STEP)) };
}

/** Stays with the messages that are shown, whatever comes. */
export function keptPart(part: ChatPart, { messages }: ChatSlice): ChatPart {
  return { ...part, until: part.until ?? messages.at(-1)?.id ?? null };
}
