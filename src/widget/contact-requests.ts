import { ContactRequestsElement } from '../ui/containers/contact-requests.js';
import type { ImContactRequestsElement } from './api.js';
import { onSite } from './on-site.js';

/**
 * The contact requests of whoever is signed in, on a web site: what waits for an answer, and what
 * was decided by itself and why. Where nobody is signed in it asks them to, or asks the site.
 *
 * @summary Contact requests, decided by the organisation's policy.
 * @tag im-contact-requests
 */
export class ImContactRequests extends onSite(ContactRequestsElement) implements ImContactRequestsElement {}
