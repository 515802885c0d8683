/** Messages of one person, of whom nothing is known but what they say. */
import type { Heard } from '../../../../src/core/chat/heard.js';
import type { BareJid } from '../../../../src/core/jid.js';
import { NOON } from '../device.js';

export function heardFrom(peer: BareJid) {
  return (text: string, source: Heard['source'], mine = false): Heard => ({
    source,
    peer,
    mine,
    archiveId: null,
    originId: `id of ${text}`,
    stanzaId: `id of ${text}`,
    at: NOON,
    text,
    unreadable: false,
    corrects: null,
    receivedId: null,
    wantsReceipt: false,
    displayedId: null,
    markable: true,
    chatState: null,
    error: null,
  });
}
