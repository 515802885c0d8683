/** What conversations hear of a session, from when they are loaded until somebody signs out. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { BareJid } from '../../../src/core/jid.js';
import { initialState } from '../../../src/core/state.js';
import { NO_FILTER, type Window } from '../../../src/core/view.js';
import { createMessaging, parseMessagingCommand } from '../../../src/session/messaging/messaging.js';
import { MessagingSlot } from '../../../src/session/messaging-slot.js';
import { FakePlatform } from '../../support/fake-platform.js';
import { INA, MAYA, request } from '../core/device.js';
import { element } from '../xmpp/tree.js';

function slot(): MessagingSlot {
  const { jid, domain } = request(INA);
  return new MessagingSlot({
    platform: new FakePlatform(),
    state: initialState({ jid, domain }),
    dispatch: () => undefined,
    changed: () => undefined,
    stream: () => undefined,
    announceMessage: () => undefined,
    load: async () => ({ createMessaging, parseMessagingCommand }),
  });
}

/** A page in which somebody sees this conversation. */
function showing(jid: BareJid): Window {
  return { offset: 0, limit: 1, filter: NO_FILTER, chat: { jid, until: null, limit: 50, visible: true } };
}

function says(text: string): ReturnType<typeof element> {
  return element(
    `<message xmlns="jabber:client" type="chat" from="${MAYA}/desk" to="${INA}" id="${text}"><body>${text}</body></message>`,
  );
}

test('what a page shows that asked before it was known who is signed in is read as it comes', async () => {
  const messaging = slot();
  await messaging.load();
  messaging.looks({}, showing(MAYA));
  await messaging.start(INA);
  messaging.receiveMessage(says('Hello'));
  assert.deepEqual([...(messaging.unread?.from ?? [])], []);
});

test('what no page shows is unread', async () => {
  const messaging = slot();
  await messaging.load();
  await messaging.start(INA);
  messaging.receiveMessage(says('Hello'));
  assert.deepEqual([...(messaging.unread?.from ?? [])], [MAYA]);
});
