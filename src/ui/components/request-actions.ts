/** What else can be done about a request: the items of its menu. Only what this server has is offered. */
import { msg, str } from '@lit/localize';
import { domainOf, type BareJid } from '../../core/jid.js';
import type { Abilities } from '../../core/view.js';
import type { MenuItem } from './menu.js';

export interface Situation {
  readonly jid: BareJid;
  readonly can: Abilities;
  /** Cannot be blocked: our own server is there. */
  readonly ownDomain: string;
  /** Requests from the same domain. */
  readonly fromDomain: number;
}

/** Of these, `look`, `block`, `block-domain` and `report` show something in the card first. */
export function moreActions({ jid, can, ownDomain, fromDomain }: Situation): MenuItem[] {
  const domain = domainOf(jid);
  const items: MenuItem[] = [
    {
      id: 'look',
      label: msg('Look closer'),
      hint: msg(str`Shows what they say of themselves. ${domain} can tell that somebody looked.`),
    },
  ];
  if (fromDomain > 1) items.push({ id: 'same-domain', label: msg(str`Show all from ${domain}`) });
  items.push({
    id: 'ignore',
    label: msg('Ignore'),
    hint: msg('They learn nothing. You can bring it back.'),
    apart: true,
  });
  if (!can.block) return items;
  items.push({
    id: 'block',
    label: msg('Block this person…'),
    hint: msg('Nothing they send reaches you any more. They see you as offline.'),
    danger: true,
  });
  if (domain !== ownDomain) {
    items.push({ id: 'block-domain', label: msg(str`Block everybody at ${domain}…`), danger: true });
  }
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
