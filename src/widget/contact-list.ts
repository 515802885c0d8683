import { ContactListElement } from '../ui/containers/contact-list.js';
import type { ImRosterElement } from './api.js';
import { onSite } from './on-site.js';

/**
 * The contact list of whoever is signed in, on a web site: who is available, and one's own availability. Where
 * nobody is signed in it asks them to, or asks the site.
 *
 * @summary Contact list, and one's own availability.
 * @tag im-roster
 */
export class ImRoster extends onSite(ContactListElement) implements ImRosterElement {}
