/** What one device makes of a talk with one other person, where the policy says what is kept of it. */
import assert from 'node:assert/strict';
import type { ArchivePage, ChatEffect, ChatEvent } from '../../../../src/core/chat/chat-event.js';
import { chatSlice } from '../../../../src/core/chat/chat-selectors.js';
import type { ArchiveQuery, ChatState } from '../../../../src/core/chat/chat-state.js';
import { chatStep } from '../../../../src/core/chat/chat-step.js';
import type { ChatMessage } from '../../../../src/core/chat/chat-view.js';
import { federationInForce } from '../../../../src/core/policy/federation.js';
import type { LoggingMode } from '../../../../src/core/policy/schema.js';
import { INA, jid, NOON, policy } from '../device.js';
import { ChatDevice, ChatServer } from './chat-world.js';
import { heardFrom } from './heard-from.js';

export const OTTO = jid('otto@elsewhere.test');
export const heard = heardFrom(OTTO);
export const MINUTE = 60_000;
export const LOOKED = {
  type: 'looked',
  windows: [{ jid: OTTO, until: null, limit: 200, visible: true }],
  at: NOON,
} as const;

export class Talk {
  state: ChatState = new ChatDevice(
    new ChatServer({ pageSize: 100, hasArchive: true, keepsReceipts: false }),
    'one',
    INA,
    OTTO,
  ).state;
  #reading: ArchiveQuery | undefined;

  constructor(mode: LoggingMode) {
    this.log(mode);
    this.begin('fresh');
  }

  log(mode: LoggingMode): void {
    Object.assign(this.state.session, { logging: { mode, days: 0 } });
  }

  know(facts: Partial<ChatState['session']>): readonly ChatEffect[] {
    Object.assign(this.state.session, facts);
    return this.send({ type: 'sessionChanged', at: NOON });
  }

  send(event: ChatEvent): readonly ChatEffect[] {
    const effects = chatStep(this.state, event);
    for (const effect of effects) if (effect.type === 'readArchive') this.#reading = effect.query;
    if (effects.some(({ type }) => type === 'keepOutbox') && this.state.unkept.size > 0)
      return [...effects, ...this.send({ type: 'outboxKept', ids: [...this.state.unkept] })];
    return effects;
  }

  begin(how: 'fresh' | 'resumed'): readonly ChatEffect[] {
    return this.send({ type: 'streamBegan', how, at: NOON });
  }

  /** The archive answers what it was asked last. */
  read(texts: readonly (readonly [string, number])[], isLast = true, more: object = {}): readonly ChatEffect[] {
    const query = this.#reading;
    assert.ok(query);
    const items: ArchivePage['items'] = texts.map(([text, at]) => ({
      id: `id of ${text} there`,
      heard: { ...heard(text, 'archive'), archiveId: `id of ${text} there`, at, ...more },
    }));
    return this.send({ type: 'pageRead', query, page: { items, isLast }, at: NOON });
  }

  refuse(): readonly ChatEffect[] {
    assert.ok(this.#reading);
    return this.send({ type: 'pageRefused', query: this.#reading, condition: 'item-not-found', at: NOON });
  }

  hear(text: string, at: number, more: object = {}): readonly ChatEffect[] {
    return this.send({ type: 'heard', heard: { ...heard(text, 'live'), at, ...more }, at });
  }

  write(text: string, corrects: string | null = null, at = NOON): readonly ChatEffect[] {
    return this.send({ type: 'messageWritten', jid: OTTO, id: text, text, corrects, at });
  }

  /** Everybody of `domains` is a colleague. */
  lists(...domains: readonly string[]): void {
    Object.assign(this.state.session, { federation: federationInForce(policy({ domains }), 'home.example') });
  }

  get messages(): readonly ChatMessage[] {
    return chatSlice(this.state, LOOKED.windows[0]).messages;
  }

  get texts(): string[] {
    return this.messages.map(({ text }) => text);
  }

  /** Messages by their texts, and lines by whose they are. */
  get lines(): string[] {
    return this.messages.map(({ text, loggedBy }) => (loggedBy === null ? text : `logged by ${loggedBy || 'us'}`));
  }
}

/** What was sent, and whether no archive is to keep it; without notices. */
export function sent(effects: readonly ChatEffect[]): [string, boolean][] {
  return effects.flatMap((effect) =>
    effect.type === 'sendMessage' && !effect.message.logged
      ? [[effect.message.text, effect.message.unkept ?? false]]
      : [],
  );
}
