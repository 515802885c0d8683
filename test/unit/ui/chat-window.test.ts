import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { CHAT_STEP, type ChatMessage, type ChatSlice } from '../../../src/core/chat/chat-view.js';
import type { BareJid } from '../../../src/core/jid.js';
import { arrangeMessages } from '../../../src/ui/chat/arrange-messages.js';
import {
  keptPortion,
  LARGEST_PORTION,
  LATEST,
  newerPortion,
  olderPortion,
  type ChatPortion,
} from '../../../src/ui/chat/chat-window.js';

/** What a session with `known` messages says of a part. */
function sliceOf({ until, limit }: ChatPortion, known: number): ChatSlice {
  const end = until === null ? known : Number(until) + 1;
  const start = Math.max(0, end - limit);
  return {
    jid: 'otto@elsewhere.test' as BareJid,
    name: '',
    seen: 'unknown',
    status: '',
    idleSince: null,
    messages: Array.from({ length: end - start }, (_, index) => message(String(start + index))),
    older: start > 0 ? 'some' : 'none',
    newer: known - end,
    next: known - end > CHAT_STEP ? String(end - 1 + CHAT_STEP) : null,
    firstUnread: null,
    typing: false,
    draft: '',
    stranger: false,
    blocked: null,
    suspended: null,
    isContact: true,
    unread: 0,
  };
}

function message(id: string, changes: Partial<ChatMessage> = {}): ChatMessage {
  return {
    id,
    mine: false,
    text: id,
    at: 0,
    delivery: null,
    problem: null,
    corrected: null,
    unreadable: false,
    loggedBy: null,
    ...changes,
  };
}

describe('the part of a conversation that is looked at', () => {
  it('comes to every message on the way to the beginning, and to every one on the way back', () => {
    const known = 1234;
    const seen = new Set<string>();
    let portion = LATEST;
    for (let next: ChatPortion | undefined = portion; next; next = olderPortion(portion, sliceOf(portion, known))) {
      portion = next;
      const { messages } = sliceOf(portion, known);
      assert.ok(messages.length <= LARGEST_PORTION);
      messages.forEach(({ id }) => seen.add(id));
    }
    assert.equal(seen.size, known);
    let last = sliceOf(portion, known);
    // Meanwhile more came than a page can show.
    for (let next = newerPortion(portion, last); next; next = newerPortion(next, last)) {
      const slice = sliceOf(next, known + 700);
      assert.ok(
        slice.messages.some(({ id }) => id === last.messages.at(-1)?.id),
        'no message is left out',
      );
      last = slice;
    }
    assert.equal(last.messages.at(-1)?.id, String(known + 699));
  });

  it('stays where it is when somebody has left the end', () => {
    const portion = keptPortion(LATEST, sliceOf(LATEST, 100));
    assert.deepEqual(portion, { until: '99', limit: CHAT_STEP });
    assert.equal(sliceOf(portion, 130).newer, 30);
  });

  it('grows no more where the session knows no older ones', () => {
    assert.equal(olderPortion(LATEST, sliceOf(LATEST, 20)), undefined);
    assert.equal(olderPortion(LATEST, { ...sliceOf(LATEST, 20), older: 'some' }), undefined);
  });
});

describe('messages by day and turn', () => {
  const at = (day: number, minute: number): number => new Date(2026, 10, day, 12, minute).getTime();
  const turnsOf = (messages: readonly ChatMessage[], apart: string | null = null): string[][][] =>
    arrangeMessages(messages, apart).map(({ turns }) => turns.map((turn) => turn.messages.map(({ id }) => id)));

  it('puts together what one wrote in one go', () => {
    const messages = [
      message('a', { at: at(1, 0) }),
      message('b', { at: at(1, 1) }),
      message('c', { at: at(1, 2), mine: true }),
      message('d', { at: at(1, 20), mine: true }),
      message('e', { at: at(2, 0), mine: true }),
    ];
    assert.deepEqual(turnsOf(messages), [[['a', 'b'], ['c'], ['d']], [['e']]]);
  });

  it('begins a turn where the line of the new ones is', () => {
    assert.deepEqual(turnsOf([message('a'), message('b')], 'b'), [[['a'], ['b']]]);
  });

  it('is a day for each, whatever the order of their times', () => {
    const messages = [message('a', { at: at(2, 0) }), message('b', { at: at(1, 0) }), message('c', { at: at(2, 0) })];
    assert.deepEqual(turnsOf(messages), [[['a']], [['b']], [['c']]]);
  });
});
