/** Conversations, in words. */
import { msg, str } from '@lit/localize';
import { html, type TemplateResult } from 'lit';
import type { ChatMessage, ChatRow, Delivery } from '../../core/chat/chat-view.js';
import { plural } from '../plural.js';
import { language } from './counts.js';

/** How far a message has got. */
export function deliveryText(delivery: Delivery): string {
  switch (delivery) {
    case 'waiting':
      return msg('Waiting to be sent');
    case 'sent':
      return msg('Sent');
    case 'received':
      return msg('Delivered');
    case 'displayed':
      return msg('Seen');
    case 'failed':
      return msg('Not delivered');
  }
}

/** Why a message came back, by its condition (RFC 6120 §8.3.3); empty where there is nothing to say to a person. */
export function returnedText(condition: string | null): string {
  switch (condition) {
    case null:
      return '';
    case 'item-not-found':
    case 'gone':
      return msg('This address does not exist.');
    case 'service-unavailable':
      return msg('They cannot be reached, or do not take messages from you.');
    case 'recipient-unavailable':
      return msg('They are not there, and their server keeps no messages.');
    case 'remote-server-not-found':
    case 'remote-server-timeout':
      return msg('Their server does not answer.');
    case 'forbidden':
    case 'not-allowed':
    case 'subscription-required':
      return msg('You may not write to them.');
    case 'policy-violation':
      return msg('Your organization, or theirs, does not allow messages between you.');
    case 'not-acceptable':
      return msg('They do not take messages from you, or you blocked them.');
    case 'resource-constraint':
      return msg('Their server has no room for it.');
    default:
      return msg(str`The server refused it (${condition}).`);
  }
}

/** What stands for the text of a message that cannot be read here. */
export function unreadableText(mine: boolean): string {
  return mine
    ? msg('You sent an encrypted message from another device. It cannot be read here.')
    : msg('An encrypted message. It cannot be read here.');
}

/** The last message of a conversation, in a line of the list. */
export function lastText({ last }: ChatRow): TemplateResult | string {
  if (!last) return '';
  const text = html`<bdi>${last.text}</bdi>`;
  return last.mine ? msg(html`You: ${text}`) : text;
}

export function draftText(draft: string): TemplateResult {
  return msg(html`Draft: <bdi>${draft}</bdi>`);
}

export function writesText(name: string): TemplateResult {
  return msg(html`<bdi>${name}</bdi> is writing …`);
}

/** A message that has just come, as it is read aloud. */
export function announcedText(name: string, { text, unreadable }: ChatMessage): TemplateResult {
  const said = unreadable ? unreadableText(false) : text;
  return msg(html`<bdi>${name}</bdi>: <bdi>${said}</bdi>`);
}

/** That a record is kept: by the person's own organisation (empty), or by that of a domain. */
export function loggedText(by: string): TemplateResult | string {
  if (by === '') return msg('Your organization keeps a record of this conversation.');
  const domain = html`<bdi>${by}</bdi>`;
  return msg(html`${domain} keeps a record of this conversation.`);
}

export function unreadText(count: number): string {
  return many(msg('{count, plural, one {# new message} other {# new messages}}'), count);
}

export function newerText(count: number): string {
  return many(msg('{count, plural, one {# newer message} other {# newer messages}}'), count);
}

export function strangersText(count: number): string {
  return many(msg('{count, plural, one {From # person you do not know} other {From # people you do not know}}'), count);
}

/** Both numbers as the reader writes them. */
export function tooLongText(length: string, longest: string): string {
  return msg(str`Too long: ${length} of at most ${longest} characters. Shorten it, or send it in parts.`);
}

export function strangerText(who: TemplateResult): TemplateResult {
  return msg(html`${who} is not one of your contacts.`);
}

export function blockQuestion(who: TemplateResult): TemplateResult {
  return msg(html`Block ${who}? Nothing they send reaches you any more. They see you as offline.`);
}

function many(pattern: string, count: number): string {
  return plural(pattern, count, language());
}
