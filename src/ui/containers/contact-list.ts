import { localized, msg } from '@lit/localize';
import type { TemplateResult } from 'lit';
import { defineLater } from '../define-components.js';
import { contactsPart, type Shown } from './messenger-parts.js';
import { PeopleElement } from './people-element.js';

/**
 * The contact list of whoever is signed in: who is available, and what can be done about each of them.
 *
 * @summary Contact list, and one's own availability.
 */
@localized()
export class ContactListElement extends PeopleElement {
  protected override get heading(): string {
    return msg('Contacts');
  }

  protected override prefetch(): void {
    void defineLater('im-contacts');
  }

  protected override renderPeople(shown: Shown): TemplateResult {
    return contactsPart(shown, document.querySelector('im-directory-search') !== null);
  }
}
