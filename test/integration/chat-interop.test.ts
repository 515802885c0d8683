/** Contacts, presence and messages with Profanity, a client that is not ours, in both directions; and with it as another device. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { ChatMessage } from '../../src/core/chat/chat-view.js';
import type { BareJid } from '../../src/core/jid.js';
import type { ContactRow } from '../../src/core/people-view.js';
import type { View } from '../../src/core/view.js';
import { Prosody } from '../servers/prosody.js';
import { onlyProsody } from '../servers/start-server.js';
import type { Device } from '../support/device.js';
import { Profanity } from '../support/profanity.js';
import { HOME, Scene, type Person } from '../support/scene.js';

const EVERYBODY = { offset: 0, limit: 50, text: '', collapsed: [], availableOnly: false };

describe('Profanity', { skip: onlyProsody('the ejabberd of tests listens for WebSockets alone') }, () => {
  let scene: Scene<Prosody>;
  let ina: Person;
  let device: Device;
  /** Who uses Profanity. */
  let vera: Person;
  let profanity: Profanity;

  before(async () => {
    scene = Scene.on(await Prosody.start({ hosts: [{ domain: HOME, pubsub: true, accounts: [] }], tcp: true }));
    await (await scene.administrator(HOME)).publish({ domains: [HOME] });
    ina = await scene.person(HOME, 'ina');
    device = await scene.signedIn(ina, { messaging: true });
    vera = await scene.person(HOME, 'vera');
    profanity = await open(vera);
    device.page.look({ contacts: EVERYBODY, chat: { jid: bare(vera), until: null, limit: 50, visible: true } });
  });
  after(() => scene.end());

  async function open({ jid, password }: Person): Promise<Profanity> {
    const opened = await Profanity.signIn({ jid, password, port: scene.server.tcpPort });
    scene.atEnd(() => opened.close());
    for (const setting of ['receipts send', 'receipts request', 'states', 'outtype', 'carbons']) {
      opened.type(`/${setting} on`);
    }
    await opened.logs(/SENT: .*urn:xmpp:carbons:2/, 'to have taken its settings');
    return opened;
  }

  /** What comes in at Profanity from somebody, with these parts in this order. */
  const heard = (name: string, from: Person, ...parts: readonly string[]): RegExp =>
    new RegExp(`RECV: <${name}(?=[^>]* from="${from.jid}[/"])${parts.map((part) => `.*${part}`).join('')}`);

  test('asks to see us: the policy accepts, we ask in return, and each sees the other', async () => {
    profanity.type(`/sub request ${ina.jid}`);
    await device.accepts(vera.jid);
    await profanity.logs(/RECV: <presence(?=[^>]* from="ina)[^>]* type="subscribed"/, 'to hear that it is accepted');
    await profanity.logs(/RECV: <presence(?=[^>]* from="ina)[^>]* type="subscribe"/, 'to be asked in return');
    profanity.type(`/sub allow ${ina.jid}`);
    await device.until(
      (view) => contact(view, vera)?.subscription === 'both' && contact(view, vera)?.seen === 'available',
      'both to see each other',
    );
  });

  test('is asked by us: it allows that, and is seen', async () => {
    const otto = await scene.person(HOME, 'otto');
    const other = await open(otto);
    const command = { name: 'add-contact', jid: bare(otto), contact: 'Otto', groups: ['Friends'], note: '' } as const;
    assert.deepEqual(await device.command(command), { ok: true });
    await other.logs(/RECV: <presence(?=[^>]* from="ina)[^>]* type="subscribe"/, 'to be asked');
    assert.equal(contact(device.view, otto)?.asked, true);
    other.type(`/sub allow ${ina.jid}`);
    const view = await device.until((now) => contact(now, otto)?.seen === 'available', 'Otto to be seen');
    assert.deepEqual([contact(view, otto)?.name, contact(view, otto)?.subscription], ['Otto', 'to']);
  });

  test('is away, and says why: so it is shown here', async () => {
    profanity.type('/status set away "on the phone"');
    await device.until((view) => contact(view, vera)?.seen === 'away', 'Vera to be away');
    assert.equal(contact(device.view, vera)?.status, 'on the phone');
    profanity.type('/status set online');
    await device.until((view) => contact(view, vera)?.seen === 'available', 'Vera to be back');
  });

  test('hears that we are away, and why', async () => {
    await device.command({ name: 'set-availability', availability: { show: 'away', status: 'gone for lunch' } });
    await profanity.logs(heard('presence', ina, '<show>away</show>', 'gone for lunch'), 'to hear of it');
    await device.command({ name: 'set-availability', availability: { show: 'available', status: '' } });
  });

  test('sends a message: it is shown here, and Profanity gets a receipt', async () => {
    profanity.type(`/msg ${ina.jid} Do you have the <key>?`);
    await device.until(({ chat }) => chat?.messages.at(-1)?.text === 'Do you have the <key>?', 'the message');
    assert.equal(device.view?.chat?.messages.at(-1)?.mine, false);
    await profanity.logs(heard('message', ina, '<received[^>]*urn:xmpp:receipts'), 'to get a receipt');
  });

  test('gets a message of ours, and sends a receipt', async () => {
    const id = await say('It’s at the desk & safe');
    await profanity.logs(heard('message', ina, '<body>It’s at the desk &amp; safe</body>'), 'to get it');
    await device.until(({ chat }) => of(chat?.messages, id)?.delivery === 'received', 'a receipt');
  });

  test('corrects what it has sent: the text is another one here, and so is ours there', async () => {
    profanity.type('/correction on');
    profanity.type('Thank yuo');
    await device.until(({ chat }) => chat?.messages.at(-1)?.text === 'Thank yuo', 'the message');
    const { chat } = device.view ?? {};
    profanity.type('/correct Thank you');
    const view = await device.until((now) => now.chat?.messages.at(-1)?.text === 'Thank you', 'the correction');
    assert.equal(view.chat?.messages.length, chat?.messages.length);
    const corrects = await say('You are wellcome');
    await say('You are welcome', corrects);
    await profanity.logs(heard('message', ina, '<body>You are welcome</body>', '<replace'), 'to get the correction');
  });

  test('types: that is shown here until the message is there', async () => {
    profanity.begin('I am com');
    await device.until(({ chat }) => chat?.typing === true, 'the notice');
    profanity.type('ing');
    await device.until(({ chat }) => chat?.messages.at(-1)?.text === 'I am coming', 'the message');
    assert.equal(device.view?.chat?.typing, false);
  });

  test('hears that we type', async () => {
    await device.command({ name: 'keep-draft', jid: bare(vera), text: 'Take', typing: true });
    await profanity.logs(heard('message', ina, '<composing[^>]*chatstates'), 'to hear of it');
  });

  test('is another device of ours: both have what either of them has sent, and what was sent to either', async () => {
    const desk = await open(ina);
    await say('Said in the element');
    await desk.logs(heard('message', ina, '<sent[^>]*urn:xmpp:carbons:2', 'Said in the element'), 'to get a copy');
    desk.type(`/msg ${vera.jid} Said at the desk`);
    const view = await device.until(({ chat }) => chat?.messages.at(-1)?.text === 'Said at the desk', 'a copy');
    assert.equal(view.chat?.messages.at(-1)?.mine, true);
    profanity.type('Thanks to all of you');
    await device.until(({ chat }) => chat?.messages.at(-1)?.text === 'Thanks to all of you', 'the answer here');
    await desk.logs(/RECV: <message.*<body>Thanks to all of you<\/body>/, 'to have the answer');
    assert.equal(new Set(device.view?.chat?.messages.map(({ text }) => text)).size, device.view?.chat?.messages.length);
  });

  async function say(text: string, corrects: string | null = null): Promise<string> {
    const id = crypto.randomUUID();
    const result = await device.command({ name: 'send-message', jid: bare(vera), id, text, corrects });
    assert.deepEqual(result, { ok: true });
    return id;
  }
});

function bare({ jid }: Person): BareJid {
  return jid as BareJid;
}

function contact(view: View | undefined, { jid }: Person): ContactRow | undefined {
  for (const line of view?.contacts?.lines ?? []) {
    if (line.kind === 'contact' && line.contact.jid === jid) return line.contact;
  }
  return undefined;
}

function of(messages: readonly ChatMessage[] | undefined, id: string): ChatMessage | undefined {
  return messages?.find((message) => message.id === id);
}
