import { localized, msg } from '@lit/localize';
import type { TemplateResult } from 'lit';
import { defineLater } from '../define-components.js';
import { searchPart, type Shown } from './messenger-parts.js';
import { PeopleElement } from './people-element.js';

/**
 * Searches the organisation's directory. Where the policy has temporary availability, whoever is found shows
 * whether they are available; they can be written to, and added to one's contacts.
 *
 * @summary Search of the organisation's directory.
 */
@localized()
export class DirectorySearchElement extends PeopleElement {
  protected override get heading(): string {
    return msg('Find people');
  }

  protected override prefetch(): void {
    void defineLater('im-people-search');
  }

  protected override renderPeople(shown: Shown): TemplateResult {
    return searchPart(shown);
  }
}
