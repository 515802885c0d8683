import { ContactListElement } from '../ui/containers/contact-list.js';
import type { ImContactListElement } from './api.js';
import { onSite } from './on-site.js';

/**
 * The contact list of whoever is signed in, on a web site: who is available, and one's own availability. Where
 * nobody is signed in it asks them to, or asks the site.
 *
 * @summary Contact list, and one's own availability.
 * @tag im-contact-list
 */
export class ImContactList extends onSite(ContactListElement) implements ImContactListElement {}
