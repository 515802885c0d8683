/** Contacts in words: how they stand to us, what can be done about them, and what comes of it. */
import { msg, str } from '@lit/localize';
import { html, type TemplateResult } from 'lit';
import type { BareJid } from '../../core/jid.js';
import type { ContactRow, PersonStanding } from '../../core/people-view.js';
import { plural } from '../plural.js';
import { language } from './counts.js';

export type Standing = Pick<ContactRow, 'asked' | 'asks' | 'blocked' | 'suspended'> &
  Pick<PersonStanding, 'subscription'>;

/** Whoever is blocked with their domain is let in with it. */
export function unblockText(blocked: BareJid): string {
  return blocked.includes('@') ? msg('Unblock') : msg(str`Unblock ${blocked}`);
}

/** How a contact and we stand to each other; null if both see each other, and for who is no contact. */
export function relationText({ subscription, asked, asks, blocked, suspended }: Standing): string | null {
  if (blocked) return msg('Blocked');
  if (suspended) return msg('Suspended by your organization');
  if (asks) return msg('Asks to see you');
  if (asked) return msg('Waiting for their answer');
  switch (subscription) {
    case 'to':
      return msg('You see them; they do not see you');
    case 'from':
      return msg('They see you; you do not see them');
    case 'none':
      return msg('You do not see each other');
    case 'both':
    case null:
      return null;
  }
}

/** As the person named them, else their address. */
export function personName({ name, jid }: { readonly name: string; readonly jid: BareJid }): TemplateResult {
  if (name) return html`<bdi>${name}</bdi>`;
  const domain = jid.indexOf('@') + 1;
  return html`<bdi dir="ltr">${jid.slice(0, domain)}<wbr />${jid.slice(domain)}</bdi>`;
}

/** A group's name; that of those who are in none, beside groups or alone. */
export function groupName(group: string, hasGroups: boolean): TemplateResult | string {
  if (group) return html`<bdi>${group}</bdi>`;
  return hasGroups ? msg('No group') : msg('All contacts');
}

/** Both counts as the reader writes numbers. */
export function groupCountText(available: string, size: string): string {
  return msg(str`${available} of ${size} available`);
}

/** How many contacts a search has found. */
export function foundText(count: number): string {
  return plural(msg('{count, plural, one {# contact found} other {# contacts found}}'), count, language());
}

export function unreadText(count: number): string {
  return plural(msg('{count, plural, one {# unread message} other {# unread messages}}'), count, language());
}

/** Who will stop seeing whom, and whether they are told (RFC 6121 §2.5.2). */
export function removalText({ subscription, asked, ...person }: ContactRow): TemplateResult {
  const who = personName(person);
  switch (subscription) {
    case 'both':
      return msg(html`You will no longer see each other’s availability, and ${who} is told.`);
    case 'to':
      return msg(html`You will no longer see when ${who} is available. They are told.`);
    case 'from':
      return msg(html`${who} will no longer see when you are available. They are told.`);
    case 'none':
      return asked
        ? msg(html`Your request is taken back. ${who} is told.`)
        : msg(html`You do not see each other’s availability now. ${who} is not told.`);
  }
}

export function blockText(who: TemplateResult): TemplateResult {
  return msg(html`Block ${who}? Nothing they send reaches you any more. They see you as offline.`);
}

export type Done = 'added' | 'asked' | 'saved' | 'removed' | 'cancelled' | 'unblocked';

/** What was done, once it is. */
export function doneText(done: Done, who: TemplateResult): TemplateResult {
  switch (done) {
    case 'added':
    case 'asked':
      return msg(html`Asked ${who}. You see when they are available once they accept.`);
    case 'saved':
      return msg(html`Saved ${who}.`);
    case 'removed':
      return msg(html`Removed ${who}.`);
    case 'cancelled':
      return msg(html`Took back your request to ${who}.`);
    case 'unblocked':
      return msg(html`Unblocked ${who}. What they send reaches you again.`);
  }
}
