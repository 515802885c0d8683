/** Corrections (XEP-0308): a message becomes what the last of them says, in whatever order they and it are heard. */
import { change, isTheirs, type Conversation } from './conversation.js';
import type { Heard } from './heard.js';

const MOST_REVISIONS = 50;

/**
 * The later correction counts. They come here in their order; in the archive they may be read backwards. Of what comes here the time is no
 * measure, for it may be that of the sender's clock.
 */
export function correct(conversation: Conversation, index: number, heard: Heard, id: string): void {
  const { text, at, source } = heard;
  const message = conversation.messages[index];
  if (!message) return;
  const revisions = [...(message.revisions ?? []), id].slice(-MOST_REVISIONS);
  const isLate = source === 'archive' && at < (message.corrected ?? 0);
  const unreadable = heard.unreadable || undefined;
  change(conversation, index, isLate ? { revisions } : { text: text ?? '', corrected: at, unreadable, revisions });
}

/** Corrections that were heard before what they correct; each becomes part of it. Returns where it is. */
export function correctAtOnce(conversation: Conversation, position: number): number {
  const original = conversation.messages[position];
  if (!original?.stanzaId) return position;
  for (const message of [...conversation.messages]) {
    if (message.corrects !== original.stanzaId || message.mine !== original.mine) continue;
    const index = conversation.messages.indexOf(message);
    if (!message.mine && countsAsUnread(conversation, index)) conversation.unread--;
    conversation.messages.splice(index, 1);
    const found = conversation.messages.findIndex(({ id }) => id === original.id);
    const at = message.corrected ?? message.at;
    const revisions = [...(conversation.messages[found]?.revisions ?? []), message.id, ...(message.revisions ?? [])];
    const { text, unreadable } = message;
    change(conversation, found, { text, corrected: at, unreadable, revisions });
  }
  return conversation.messages.findIndex(({ id }) => id === original.id);
}

function countsAsUnread({ messages, unread }: Conversation, index: number): boolean {
  return messages.slice(index + 1).filter(isTheirs).length < unread;
}
