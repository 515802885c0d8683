/** What notifications say about people whose addresses would rather be patterns, placeholders or scripts. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { BareJid } from '../../../src/core/jid.js';
import { bareJid } from '../../../src/core/jid.js';
import texts from '../../../public/extension/_locales/en/messages.json' with { type: 'json' };
import payloads from '../../vectors/script-injections.json' with { type: 'json' };

interface Message {
  readonly message: string;
  readonly placeholders?: Readonly<Record<string, { readonly content: string }>>;
}

/** As browsers do it: named placeholders first, then what stands in them, once. */
function getMessage(name: string, substitutions: readonly string[]): string {
  const entry = (texts as Readonly<Record<string, Message>>)[name];
  const pattern = entry?.message.replace(
    /\$(\w+)\$/g,
    (whole, placeholder: string) => entry.placeholders?.[placeholder.toLowerCase()]?.content ?? whole,
  );
  return pattern?.replace(/\$(\d)/g, (_, index: string) => substitutions[Number(index) - 1] ?? '') ?? '';
}

const platform = { runtime: { id: 'test' }, i18n: { getMessage } };
Object.assign(globalThis, { chrome: platform, browser: platform });
const { buttonTitle, messageTexts, notificationTexts } = await import('../../../src/extension/browser-texts.js');

const ASKS = 'would like to see when you are available.';
const people = payloads
  .map(({ text }) => bareJid(`${text}@strangers.example`))
  .filter((address) => address !== undefined);

test('payloads that may be part of an address are shown in a notification as they are', () => {
  assert.ok(people.length >= 10);
  for (const address of people) {
    assert.deepEqual(notificationTexts.about([address]), { title: 'Contact request', message: `${address} ${ASKS}` });
  }
});

test('so they are where several ask', () => {
  const ana = 'ana@strangers.example' as BareJid;
  for (const address of people) {
    assert.deepEqual(notificationTexts.about([ana, address, ana, ana, ana]), {
      title: '5 contact requests',
      message: `${ana}, ${address}, ${ana}, and 2 others ${ASKS}`,
    });
  }
});

test('an address that is long does not push the others out', () => {
  const long = `${'x'.repeat(1000)}@strangers.example` as BareJid;
  assert.equal(notificationTexts.about([long]).message, `${'x'.repeat(60)}… ${ASKS}`);
});

test('the button says what waits of either, and its name where nothing does', () => {
  assert.equal(buttonTitle({ requests: 0, messages: 0 }), 'Contact requests');
  assert.equal(buttonTitle({ requests: 2, messages: 0 }), 'Contact requests: 2 waiting');
  assert.equal(buttonTitle({ requests: 0, messages: 1 }), '1 unread message');
  assert.equal(buttonTitle({ requests: 1, messages: 3 }), 'Contact requests: 1 waiting\n3 unread messages');
});

test('a notification of a message shows payloads as they are, the beginning of what is long, and no text that is not wanted', () => {
  const jid = 'ana@strangers.example' as BareJid;
  for (const { text } of payloads) {
    const short = text.length > 60 ? `${text.slice(0, 60)}…` : text;
    const words = messageTexts.ofContact({ jid, name: text, text, stranger: false }, 1, true);
    assert.deepEqual(words, { title: short || jid, message: text.length > 200 ? `${text.slice(0, 200)}…` : text });
  }
  const long = { jid, name: '', text: 'x'.repeat(1000), stranger: false };
  assert.deepEqual(messageTexts.ofContact(long, 1, true), { title: jid, message: `${'x'.repeat(200)}…` });
  assert.deepEqual(messageTexts.ofContact(long, 2, false), { title: jid, message: '2 new messages' });
});

test('strangers are named by their addresses alone', () => {
  assert.deepEqual(messageTexts.ofStrangers(['ana@strangers.example' as BareJid], 2), {
    title: '2 messages from people who are not contacts',
    message: 'ana@strangers.example',
  });
});
