/** Availability in words: that of others, and one's own. */
import { msg, str } from '@lit/localize';
import type { OwnAvailability } from '../../core/availability.js';
import type { Seen } from '../../core/people-view.js';
import { formatMoment } from '../format-moment.js';

export function seenText(seen: Seen): string {
  switch (seen) {
    case 'chat':
    case 'available':
      return msg('Available');
    case 'away':
      return msg('Away');
    case 'xa':
      return msg('Away for longer');
    case 'dnd':
      return msg('Do not disturb');
    case 'offline':
      return msg('Offline');
    case 'unknown':
      return msg('Availability unknown');
  }
}

/** How long nobody has touched their device: since when. */
export function idleText(since: number, now: number, locale: string): string {
  return msg(str`idle since ${formatMoment(since, now, locale)}`);
}

export interface OwnText {
  readonly label: string;
  /** What it means, where the word does not say it. */
  readonly hint: string;
}

export function ownText(show: OwnAvailability['show']): OwnText {
  switch (show) {
    case 'available':
      return { label: msg('Available'), hint: msg('Shown as away while you do not use this device.') };
    case 'away':
      return { label: msg('Away'), hint: '' };
    case 'dnd':
      return { label: msg('Do not disturb'), hint: '' };
    case 'invisible':
      return {
        label: msg('Invisible'),
        hint: msg('Contacts see you as offline. New requests reach you when you are visible again.'),
      };
  }
}
