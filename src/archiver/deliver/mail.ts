/**
 * A message as a mail (RFC 5322). Whatever people have written, addresses included, stays inside of its field: no line
 * breaks, no characters that are not seen or that turn the direction of writing, no more than a line's worth.
 *
 * | field | what |
 * |---|---|
 * | `Message-ID` | `<id of the message>`: the same if it is sent again |
 * | `References` | one for each conversation, so that mail programs keep it together |
 * | `From`, `To` | the addresses of the people, where mail can have them (else one of `jid.invalid`), and as names |
 * | `Sender` | the sender of the endpoint |
 * | `X-Xmpp-From`, `X-Xmpp-To`, `X-Xmpp-Conversation` | the addresses as they are |
 * | body | the text; attached the stanza, as the server keeps it |
 */
import MailComposer from 'nodemailer/lib/mail-composer';
import { bareJid } from '../../core/jid.js';
import { digest, type Message } from '../message.js';
import { timeOf } from '../record.js';

/** The fields of a mail, for nodemailer. */
export type Mail = ConstructorParameters<typeof MailComposer>[0];

const LONGEST_FIELD = 300;
// Controls, and what is not seen or turns the direction of writing.
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]+/gu;
const PLAIN_ADDRESS = /^[A-Za-z0-9_+-]+(?:\.[A-Za-z0-9_+-]+)*@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*$/;

export function mailOf(message: Message, sender: string): Mail {
  const { id, at, from, to, conversation, subject, body, isUnreadable, xml } = message;
  const topic = conversation.map(oneLine).join(', ') || 'unknown';
  return {
    messageId: `<${id}>`,
    date: timeOf(at),
    references: `<${digest(['conversation', ...conversation])}@conversation.invalid>`,
    from: addressed(from, message),
    to: [addressed(to, message)],
    sender,
    subject: subject === '' ? `Conversation: ${topic}` : `${oneLine(subject)} (${topic})`,
    headers: {
      'X-Xmpp-From': oneLine(from) || 'unknown',
      'X-Xmpp-To': oneLine(to) || 'unknown',
      'X-Xmpp-Conversation': topic,
      'Auto-Submitted': 'auto-generated',
    },
    text: isUnreadable
      ? 'This message could not be read. What the server keeps of it is attached.'
      : withLineEnds(body),
    attachments: [{ filename: 'stanza.xml', contentType: 'application/xml; charset=utf-8', content: Buffer.from(xml) }],
    // The same content for the same message, to the octet.
    baseBoundary: digest(['boundary', id]),
    // What people write names no files of this machine.
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

/** The whole mail, with the line ends of SMTP. */
export function composeMail(mail: Mail): Promise<Buffer> {
  return new MailComposer(mail).compile().build();
}

/** Mail servers refuse a CR or LF that stands alone, and what is refused holds up all that comes after it. */
function withLineEnds(text: string): string {
  return text.replace(/\r\n?|\n/g, '\r\n');
}

/** A text for the field of a mail or for a log. */
export function oneLine(text: string): string {
  const line = text.replace(UNSEEN, ' ').replace(/\s+/g, ' ').trim();
  // A character of two units is not cut in half.
  return line.length > LONGEST_FIELD ? `${line.slice(0, LONGEST_FIELD).replace(/\p{Cs}$/u, '')}…` : line;
}

function addressed(jid: string, { conversation }: Message): { readonly name: string; readonly address: string } {
  const bare = bareJid(jid) ?? conversation[0] ?? '';
  const address = PLAIN_ADDRESS.test(bare) && bare.length <= 254 ? bare : `${digest([bare]).slice(0, 16)}@jid.invalid`;
  return { name: oneLine(jid) || 'unknown', address };
}
