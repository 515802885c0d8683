/** Asks for a page of the archive, as every reader of it does. */
import type { ChatEffect } from './chat-event.js';
import type { ArchiveQuery, ChatState } from './chat-state.js';

const PAGE = 100;

/** `delay`: milliseconds from now. */
export function askArchive(
  { link }: ChatState,
  query: Pick<ArchiveQuery, 'purpose' | 'after' | 'before'> & Partial<ArchiveQuery>,
  effects: ChatEffect[],
  delay = 0,
): void {
  effects.push({ type: 'readArchive', query: { epoch: link.epoch, jid: null, max: PAGE, ...query }, delay });
}
