/** What can be done about a person: the items of their menu. Only what makes sense for them, on this server, is offered. */
import { msg } from '@lit/localize';
import type { Abilities } from '../../../core/view.js';
import { unblockText, type Standing } from '../../strings/contacts.js';
import type { MenuItem } from '../menu.js';

export type PersonAct =
  'chat' | 'accept' | 'decline' | 'ask' | 'cancel' | 'edit' | 'block' | 'report' | 'unblock' | 'remove';

interface Item extends MenuItem {
  readonly id: PersonAct;
}

export function contactActions(standing: Standing, can: Abilities): Item[] {
  const { subscription, asked, asks } = standing;
  const isApart = standing.blocked !== null || standing.suspended !== null;
  const items: Item[] = [];
  if (!isApart) items.push({ id: 'chat', label: msg('Send message') });
  if (asks && !isApart) {
    items.push(
      { id: 'accept', label: msg('Accept their request'), hint: msg('They can see when you are available.') },
      { id: 'decline', label: msg('Decline their request'), hint: msg('They are told.') },
    );
  }
  if (!isApart && subscription !== 'both' && subscription !== 'to') {
    items.push({
      id: 'ask',
      label: asked ? msg('Ask again') : msg('Ask to see them'),
      hint: msg('You see when they are available once they accept.'),
    });
  }
  items.push({ id: 'edit', label: msg('Edit name and groups…') });
  if (asked) items.push({ id: 'cancel', label: msg('Cancel request'), apart: true });
  items.push(...blockActions(standing, can, !asked));
  items.push({ id: 'remove', label: msg('Remove…'), danger: true });
  return items;
}

/** `apart`: divided from what is above. */
export function blockActions({ blocked }: Standing, can: Abilities, apart: boolean): Item[] {
  if (blocked) return can.block ? [{ id: 'unblock', label: unblockText(blocked), apart }] : [];
  const items: Item[] = [];
  if (can.block) items.push({ id: 'block', label: msg('Block…'), danger: true, apart });
  if (can.report) {
    items.push({
      id: 'report',
      label: msg('Block and report…'),
      hint: msg('Your server’s operators are told, too.'),
      danger: true,
    });
  }
  return items;
}
