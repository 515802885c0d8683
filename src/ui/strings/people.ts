/** The lists of people in the Options window, in words. */
import { msg, str } from '@lit/localize';
import type { TypedAddress } from '../typed-address.js';
import type { PeopleList } from '../../ports/protocol.js';

export interface PeopleText {
  readonly search: string;
  readonly emptyTitle: string;
  readonly emptyAbout: string;
}

export function peopleText(list: PeopleList): PeopleText {
  switch (list) {
    case 'blocked':
      return {
        search: msg('Search blocked people and domains'),
        emptyTitle: msg('Nobody is blocked'),
        emptyAbout: msg('You can block somebody when they ask, or here.'),
      };
    case 'ignored':
      return {
        search: msg('Search ignored people'),
        emptyTitle: msg('Nobody is ignored'),
        emptyAbout: msg('Requests that you ignore can be brought back here.'),
      };
    case 'allowed':
      return {
        search: msg('Search expected people'),
        emptyTitle: msg('Nobody is expected'),
        emptyAbout: msg('Write down somebody who is going to ask you.'),
      };
  }
}

/** What can be done about each of them, as the name of a button. */
export function removeText(list: PeopleList): string {
  switch (list) {
    case 'blocked':
      return msg('Unblock');
    case 'ignored':
      return msg('Bring back');
    case 'allowed':
      return msg('Remove');
  }
}

/** The same, where a line stands alone: with whom it is about. */
export function removeName(list: PeopleList, jid: string): string {
  switch (list) {
    case 'blocked':
      return msg(str`Unblock: ${jid}`);
    case 'ignored':
      return msg(str`Bring back: ${jid}`);
    case 'allowed':
      return msg(str`Remove: ${jid}`);
  }
}

export function wrongAddressText(why: (TypedAddress & { readonly ok: false })['why']): string {
  switch (why) {
    case 'no-address':
      return msg('Write a whole address, such as name@example.com.');
    case 'neither-address-nor-domain':
      return msg('Write a whole address, such as name@example.com, or a domain, such as example.com.');
    case 'own-address':
      return msg('This is your own address.');
    case 'own-domain':
      return msg('This is the domain of your own organization. Block single people of it instead.');
  }
}
