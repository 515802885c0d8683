/** Conversations on a device whose disk is full. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { initialState, type State } from '../../../src/core/state.js';
import { ArchiveReader } from '../../../src/session/messaging/chat-archive.js';
import { Chat } from '../../../src/session/messaging/chat.js';
import type { StreamSession } from '../../../src/session/stream-session.js';
import { FakePlatform } from '../../support/fake-platform.js';
import { INA, MAYA, request } from '../core/device.js';
import { element } from '../xmpp/tree.js';

interface Device {
  readonly platform: FakePlatform;
  readonly state: State;
  readonly chat: Chat;
}

async function device(): Promise<Device> {
  const { jid, domain } = request(INA);
  const platform = new FakePlatform();
  const state = initialState({ jid, domain });
  const nothing = (): undefined => undefined;
  const others = { dispatch: nothing, changed: nothing, stream: nothing, announceMessage: nothing };
  const chat = new Chat({ platform, state, ...others }, new ArchiveReader(() => platform.now()));
  await chat.start(INA);
  // A stream over which nothing can be said.
  const silent = new Promise<void>(() => undefined);
  chat.begin({ announced: silent } as Partial<StreamSession> as StreamSession, 'fresh');
  return { platform, state, chat };
}

function fill({ platform }: Device, full = true): void {
  platform.localStore.full = platform.sessionStore.full = full;
}

test('what was heard before it is known whether there is an archive, and cannot be kept, is not acknowledged', async () => {
  const one = await device();
  fill(one);
  const text = `<message xmlns="jabber:client" type="chat" from="${MAYA}/desk" to="${INA}" id="m1"><body>Hello</body></message>`;
  assert.ok(one.chat.receiveMessage(element(text)));
  await assert.rejects(one.chat.flush());
  fill(one, false);
  await one.chat.flush();
});

test('a correction that cannot be kept, and of which the page hears that, is not sent later', async () => {
  const one = await device();
  const { chat } = one;
  chat.end();
  const say = (id: string, text: string, corrects: string | null) =>
    chat.execute({ name: 'send-message', jid: MAYA, id, text, corrects });
  assert.equal((await say('first', 'See you at for', null))?.ok, true);
  fill(one);
  assert.equal((await say('second', 'See you at four', 'first'))?.ok, false);
  const window = { jid: MAYA, until: null, limit: 50, visible: true };
  const { chat: shown } = chat.slices({ offset: 0, limit: 1, filter: {} as never, chat: window });
  assert.deepEqual(shown?.messages.map(({ text }) => text), ['See you at for']); // prettier-ignore
});
