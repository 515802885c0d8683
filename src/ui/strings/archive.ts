/** What is kept of messages, in words. */
import { msg, str } from '@lit/localize';
import { html, type TemplateResult } from 'lit';
import type { LoggingMode } from '../../core/policy/schema.js';
import { plural } from '../plural.js';
import { language } from './counts.js';

/** Whose messages the organisation's server keeps; empty where the policy says nothing. */
export function keepingText(mode: LoggingMode): string {
  switch (mode) {
    case 'unset':
      return '';
    case 'everyone':
      return msg('Your organization has your server keep all your messages.');
    case 'contacts':
      return msg('Your organization has your server keep the messages between you and your contacts, and no others.');
    case 'nobody':
      return msg(
        'Your organization has your server keep none of your messages. What was kept before may still be there.',
      );
  }
}

/** For how long; 0: for good. */
export function keptForText(days: number): string {
  if (days === 0) return msg('They are kept for good.');
  return plural(
    msg('{count, plural, one {They are kept for # day.} other {They are kept for # days.}}'),
    days,
    language(),
  );
}

export function searchedText(read: number): string {
  return plural(
    msg('{count, plural, one {# message looked through} other {# messages looked through}}'),
    read,
    language(),
  );
}

export function writtenByYouText(who: TemplateResult): TemplateResult {
  return msg(html`You to ${who}`);
}

/** Of the button: `who` as text. */
export function openChatLabel(who: string): string {
  return msg(str`Open the conversation with ${who}`);
}
