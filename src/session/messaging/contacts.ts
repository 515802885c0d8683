/** The contact list: the part of it that pages show, and changes of it. */
import { contactIndex, NO_CONTACTS, type ContactIndex } from '../../core/contacts/contact-index.js';
import { contactsSlice, type UnreadOf } from '../../core/contacts/contacts-slice.js';
import type { RosterFact } from '../../core/state.js';
import type { Window } from '../../core/view.js';
import type { CommandResult } from '../../ports/protocol.js';
import { changeContacts } from './contact-commands.js';
import type { MessagingOptions, MessagingPart, MessagingRequest, MessagingSlices } from './part.js';

export class Contacts implements MessagingPart {
  readonly #options: MessagingOptions;
  readonly #unreadOf: UnreadOf;
  readonly #collator = new Intl.Collator(undefined, { numeric: true });
  #index: ContactIndex = NO_CONTACTS;
  /** What `#index` was made of. */
  #indexed: RosterFact | undefined;

  /** `unreadOf` tells how many messages of somebody nobody has read. */
  constructor(options: MessagingOptions, unreadOf: UnreadOf = () => 0) {
    this.#options = options;
    this.#unreadOf = unreadOf;
  }

  async start(): Promise<void> {
    this.#forget();
  }

  execute(command: MessagingRequest): Promise<CommandResult> | undefined {
    switch (command.name) {
      case 'add-contact':
      case 'edit-contact':
      case 'remove-contact':
      case 'cancel-contact-request':
        return changeContacts(command, this.#options);
      default:
        return undefined;
    }
  }

  slices({ contacts }: Window): Partial<MessagingSlices> {
    if (!contacts) return {};
    return { contacts: contactsSlice(this.#options.state, this.#upToDate(), contacts, this.#unreadOf) };
  }

  async wipe(): Promise<void> {
    this.#forget();
  }

  /** While the list is being read anew, what was shown stays. */
  #upToDate(): ContactIndex {
    const { roster, account } = this.#options.state;
    if (roster.kind === 'known' && roster !== this.#indexed) {
      const { compare } = this.#collator;
      this.#index = contactIndex(roster.items, account?.jid, compare, this.#index);
      this.#indexed = roster;
    }
    return this.#index;
  }

  #forget(): void {
    this.#index = NO_CONTACTS;
    this.#indexed = undefined;
  }
}
