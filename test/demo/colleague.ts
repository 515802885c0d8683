/**
 * The colleague's page of the demo: signs in as somebody, sends a contact request, and shows what
 * comes back. It uses the project's XMPP layer, and none of its policy.
 */
import { bareJid, parseDomain } from '../../src/core/jid.js';
import { IqTable } from '../../src/xmpp/iq.js';
import { rosterGet, rosterRemove } from '../../src/xmpp/rfc6121-roster.js';
import { availabilityPresence } from '../../src/xmpp/rfc6121-presence.js';
import { ScramMechanism } from '../../src/xmpp/scram.js';
import { openStream, type Stream } from '../../src/xmpp/stream.js';
import { xml, type Element } from '../../src/xmpp/element.js';
import type { Colleague } from './organisation.js';

interface Config {
  readonly service: string;
  readonly to: string;
  readonly colleagues: readonly Colleague[];
}

const config = (await (await fetch('colleague.json')).json()) as Config;
const form = document.querySelector('form');
const people = document.querySelector<HTMLSelectElement>('#who');
const note = document.querySelector<HTMLTextAreaElement>('#note');
const timeline = document.querySelector('#timeline');
let current: { readonly stream: Stream; readonly iq: IqTable } | undefined;

for (const { jid, name, who } of config.colleagues) people?.append(new Option(`${name} – ${jid} (${who})`, jid));
people?.addEventListener('change', fillNote);
fillNote();
form?.addEventListener('submit', (event) => {
  event.preventDefault();
  void ask();
});

function chosen(): Colleague | undefined {
  return config.colleagues.find(({ jid }) => jid === people?.value);
}

function fillNote(): void {
  if (note) note.value = chosen()?.note ?? '';
}

async function ask(): Promise<void> {
  const colleague = chosen();
  if (!colleague) return;
  timeline?.replaceChildren();
  await current?.stream.close();
  try {
    current = await signIn(colleague);
  } catch (error) {
    tell('The server cannot be reached. Is `npm start` still running?', 'bad');
    console.error(error);
    return;
  }
  const { stream, iq } = current;
  await iq.get(rosterGet());
  stream.send(availabilityPresence({ show: 'available', status: '', priority: 0, idleSince: null }));
  // Whatever became of an earlier request is taken back, so that this one is new.
  const to = bareJid(config.to);
  if (to) await iq.set(rosterRemove(to));
  stream.send(
    xml(
      'presence',
      { type: 'subscribe', to: config.to },
      xml('nick', { xmlns: 'http://jabber.org/protocol/nick' }, colleague.name),
      note?.value ? xml('status', {}, note.value) : null,
    ),
  );
  tell(`${colleague.name} asks to see when ${config.to} is available.`, 'sent');
}

async function signIn({ jid }: Colleague): Promise<{ stream: Stream; iq: IqTable }> {
  const [username = '', host = ''] = jid.split('@');
  const domain = parseDomain(host);
  const account = bareJid(jid);
  if (!domain || !account) throw new Error('not an address');
  const credential = { kind: 'password', password: username, extractable: false } as const;
  const holder: { iq?: IqTable } = {};
  const stream = await openStream(
    {
      service: config.service,
      domain,
      username,
      resource: `demo-${crypto.randomUUID().slice(0, 8)}`,
      deviceId: crypto.randomUUID(),
      deadline: 10_000,
      resume: undefined,
      mechanisms: ['SCRAM-SHA-256'],
      tokenMechanism: '',
      choose: async () => ({
        mechanism: new ScramMechanism('SCRAM-SHA-256', username, credential, crypto.randomUUID()),
        wantToken: false,
      }),
      onTokenSaved: () => undefined,
      onTokenRefused: () => undefined,
      onStanza: (stanza) => receive(stanza, holder.iq),
      onResuming: () => undefined,
      onFault: () => undefined,
      onEnd: ({ why }) => {
        if (why !== 'closed') tell('The connection was lost.', 'bad');
      },
    },
    AbortSignal.timeout(15_000),
  );
  holder.iq = new IqTable(account, (stanza) => stream.send(stanza));
  return { stream, iq: holder.iq };
}

function receive(stanza: Element, iq: IqTable | undefined): void {
  const { type, from } = stanza.attrs;
  if (stanza.name === 'iq' && (type === 'result' || type === 'error')) iq?.settle(stanza);
  if (stanza.name === 'iq' && type === 'set') {
    current?.stream.send(xml('iq', { type: 'result', id: stanza.attrs.id, to: from }));
  }
  if (stanza.name !== 'presence' || from?.split('/')[0] !== config.to) return;
  switch (type) {
    case 'subscribed':
      tell('Accepted.', 'good');
      return;
    case 'unsubscribed':
      tell('Declined, or taken back.', 'bad');
      return;
    case 'subscribe':
      tell(`${config.to} asks in return.`, 'plain');
      return;
    case undefined:
      tell('Their availability is visible now: online.', 'plain');
      return;
    default:
      tell('The server says nothing about them yet: the request waits.', 'plain');
  }
}

function tell(text: string, kind: 'sent' | 'good' | 'bad' | 'plain'): void {
  const line = document.createElement('li');
  const time = document.createElement('time');
  time.textContent = new Date().toLocaleTimeString(undefined, {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  line.className = kind;
  line.append(time, text);
  timeline?.append(line);
}
