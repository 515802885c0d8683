/** The sections of the Options window, in words. */
import { msg, str } from '@lit/localize';
import type { Command } from '../../ports/protocol.js';

export type SectionName =
  | 'handling'
  | 'notifications'
  | 'messages'
  | 'availability'
  | 'appearance'
  | 'blocked'
  | 'ignored'
  | 'expected'
  | 'invitations'
  | 'log'
  | 'archive'
  | 'account';

export function sectionTitle(name: SectionName): string {
  switch (name) {
    case 'handling':
      return msg('Options for contact list requests');
    case 'notifications':
      return msg('Notifications');
    case 'messages':
      return msg('Messages');
    case 'availability':
      return msg('Availability');
    case 'appearance':
      return msg('Appearance and language');
    case 'blocked':
      return msg('Blocked');
    case 'ignored':
      return msg('Ignored');
    case 'expected':
      return msg('Expected');
    case 'invitations':
      return msg('Invitations');
    case 'log':
      return msg('Decision log');
    case 'archive':
      return msg('Messages kept');
    case 'account':
      return msg('Account');
  }
}

/** What a section is about, in a sentence; empty where that is plain. */
export function sectionIntroduction(name: SectionName): string {
  switch (name) {
    case 'blocked':
      return msg('Nothing that these people send reaches you, and they cannot see when you are available.');
    case 'ignored':
      return msg('Their requests are hidden. They have not been told, and still wait for an answer.');
    case 'expected':
      return msg('People whom you write down here are accepted without asking you when they ask.');
    case 'invitations':
      return msg('Whoever asks with a link of yours is accepted and added to your contacts.');
    case 'log':
      return msg('What became of requests to you, by whose decision, and why.');
    case 'archive':
      return msg('What your server has kept of your messages. Search it, or save a copy.');
    case 'handling':
    case 'notifications':
    case 'messages':
    case 'availability':
    case 'appearance':
    case 'account':
      return '';
  }
}

export function notificationsText(value: string): string {
  switch (value) {
    case 'badge':
      return msg('Only the number');
    case 'none':
      return msg('None');
    default:
      return msg('All');
  }
}

/** What a notification of a message says. */
export function messagesText(value: string): string {
  switch (value) {
    case 'sender':
      return msg('Who writes');
    case 'badge':
      return msg('Only the number');
    case 'none':
      return msg('None');
    default:
      return msg('Who writes, and what');
  }
}

/** When one is shown as away; `minutes` as `formatMinutes` writes them, or null for never. */
export function awayText(minutes: string | null): string {
  return minutes === null ? msg('Never') : msg(str`After ${minutes}`);
}

export function themeText(value: string): string {
  switch (value) {
    case 'light':
      return msg('Light');
    case 'dark':
      return msg('Dark');
    case 'contrast':
      return msg('High contrast');
    default:
      return msg('Automatic');
  }
}

/** What is said when a command was taken that is not saved as an option is; empty where nothing need be said. */
export function doneText(command: Command): string {
  switch (command.name) {
    case 'block':
      return msg(str`${command.jid} is being blocked.`);
    case 'unblock':
      return msg(str`${command.jid} is not blocked any more.`);
    case 'restore':
      return msg(str`${command.jid} is back among your requests.`);
    case 'allow':
      return msg(str`${command.jid} is expected.`);
    case 'disallow':
      return msg(str`${command.jid} is not expected any more.`);
    case 'undo':
      return msg('Done.');
    case 'take-back':
      return msg('Taken back.');
    default:
      return '';
  }
}
