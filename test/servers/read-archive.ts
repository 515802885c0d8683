/** The archive of an account as the server keeps it (XEP-0313), read by a client that is not ours. */
import { randomUUID } from 'node:crypto';
import { parseFrame } from '../../src/xmpp/frame-parser.js';
import type { Element } from '../../src/xmpp/element.js';
import type { RawClient } from './raw-client.js';

export interface ArchivedMessage {
  /** Who has sent it, with the resource. */
  readonly from: string;
  readonly text: string;
}

const MAM = 'urn:xmpp:mam:2';
const FORWARD = 'urn:xmpp:forward:0';
const RSM = 'http://jabber.org/protocol/rsm';
/** Servers give no more than a few hundred at once. */
const PAGE = 50;

/** Everything with a body that was said between `client` and `contact`, the oldest first. */
export async function readArchive(client: RawClient, contact: string): Promise<readonly ArchivedMessage[]> {
  const messages: ArchivedMessage[] = [];
  let after = '';
  for (;;) {
    const query = randomUUID();
    const answer = await client.iq(
      'set',
      `<query xmlns="${MAM}" queryid="${query}"><x xmlns="jabber:x:data" type="submit">
        <field var="FORM_TYPE" type="hidden"><value>${MAM}</value></field>
        <field var="with"><value>${contact}</value></field></x>
        <set xmlns="${RSM}"><max>${PAGE}</max>${after && `<after>${after}</after>`}</set></query>`,
    );
    const frames = client.frames.filter((frame) => frame.includes(query) && frame.startsWith('<message'));
    messages.push(...frames.flatMap(archived));
    const fin = element(answer).getChild('fin', MAM);
    const last = fin?.getChild('set', RSM)?.getChildText('last') ?? '';
    if (!fin) throw new Error(`no archive: ${answer}`);
    if (fin.attrs.complete === 'true' || last === '') return messages;
    after = last;
  }
}

function archived(frame: string): ArchivedMessage[] {
  const forwarded = element(frame).getChild('result', MAM)?.getChild('forwarded', FORWARD);
  const message = forwarded?.getChildElements().find(({ name }) => name === 'message');
  const text = message?.getChildText('body') ?? null;
  return text === null ? [] : [{ from: message?.attrs.from ?? '', text }];
}

function element(text: string): Element {
  const frame = parseFrame(text);
  if (!frame.ok) throw new Error(`${frame.fault}: ${text}`);
  return frame.element;
}
