import type { ChatMessage } from '../../core/chat/chat-view.js';

/** So many of one's last messages can still be corrected; clients of others may refuse earlier ones (XEP-0308 §4). */
const MOST_CORRECTABLE = 5;

/** Those of ours that can be corrected, the last of them last. What came back is sent again, not corrected. */
export function correctable(messages: readonly ChatMessage[]): ReadonlySet<string> {
  const own = messages.filter(
    ({ mine, unreadable, delivery, loggedBy }) => mine && !unreadable && delivery !== 'failed' && loggedBy === null,
  );
  return new Set(own.slice(-MOST_CORRECTABLE).map(({ id }) => id));
}
