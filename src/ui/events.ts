/**
 * Events between components. They cross the shadow boundaries inside an element of ours, and its
 * container stops them: a page hears only what the containers document.
 */
import type { OwnAvailability } from '../core/availability.js';
import type { ChatsWindow } from '../core/chat/chat-view.js';
import type { BareJid } from '../core/jid.js';
import type { ContactRow } from '../core/people-view.js';
import type { ContactDetails } from '../core/request.js';
import type { ReportReason } from '../core/state.js';
import type { Filter } from '../core/view.js';
import type { BulkAct } from '../ports/protocol.js';
import type { PersonAct } from './components/contacts/contact-actions.js';
import type { LineRange } from './line-window.js';
import type { ChatWantedDetail } from './page-events.js';
import type { ChatPortion } from './chat/chat-window.js';

/** What a person chose about one request; with `block` it may be about a whole domain. */
export type RequestChoice =
  | {
      readonly act: 'approve';
      readonly jid: BareJid;
      readonly addBack: boolean;
      readonly details: ContactDetails | null;
    }
  | { readonly act: 'deny' | 'ignore'; readonly jid: BareJid }
  | { readonly act: 'block'; readonly jid: BareJid; readonly report: ReportReason | null };

/** What a person chose about all that are selected, or about all of a domain. */
export interface BulkChoice {
  readonly act: BulkAct;
  /** Null: those that are selected. */
  readonly domain: string | null;
  readonly addBack: boolean;
  readonly report: ReportReason | null;
}

/** What a person wrote about somebody who is, or is to become, a contact. */
export interface ContactDraft {
  readonly jid: BareJid;
  readonly contact: string;
  readonly groups: readonly string[];
  /** What the request says. */
  readonly note: string;
}

export interface SignInDetail {
  readonly jid: string;
  readonly password: string;
  readonly service: string | null;
  readonly stay: boolean;
}

interface ComponentEvents {
  'im-choice': RequestChoice;
  'im-undo': { readonly entry: number };
  'im-sign-in': SignInDetail;
  'im-page': { readonly offset: number };
  'im-emptied': undefined;
  'im-filter': { readonly filter: Filter };
  /** One request, or all of the page, or all that the filter lets through. */
  'im-select': { readonly which: BareJid | 'page' | 'matching'; readonly selected: boolean };
  'im-bulk': BulkChoice;
  'im-stop': undefined;
  'im-restore': { readonly jid: BareJid };
  'im-all-decisions': undefined;
  'im-pick': { readonly item: string };
  /** The answer to a question: what was chosen in it, and whether its box was ticked. */
  'im-confirmed': { readonly option: string; readonly ticked: boolean };
  'im-cancelled': undefined;
  'im-accepted': { readonly addBack: boolean; readonly details: ContactDetails | null };
  'im-toast-undo': undefined;
  'im-toast-over': undefined;
  'im-sign-out': undefined;
  /** For the page, too: no container stops it. */
  'im-chat-wanted': ChatWantedDetail;
  'im-person-act': { readonly act: PersonAct; readonly contact: ContactRow };
  /** Somebody who is no contact is to become one. */
  'im-add-wanted': { readonly jid: BareJid; readonly name?: string };
  /** Other lines of a long list are in view. */
  'im-lines': LineRange;
  'im-collapse': { readonly group: string; readonly collapsed: boolean };
  'im-contact-drafted': ContactDraft;
  'im-availability': OwnAvailability;
  /** A conversation of the list. */
  'im-chat-picked': { readonly jid: BareJid };
  /** Another part of the list, or of the conversation, is to be shown. */
  'im-chats-window': { readonly window: ChatsWindow };
  'im-chat-portion': { readonly portion: ChatPortion };
  'im-older-wanted': undefined;
  'im-message-act': { readonly act: MessageAct; readonly id: string };
  /** A text is to be sent, or to replace that of the message `corrects`. */
  'im-written': { readonly text: string; readonly corrects: string | null };
  'im-correction-wanted': undefined;
  'im-back': undefined;
  'im-chat-opened': { readonly jid: BareJid | null };
}

/** What somebody does about one message. */
export type MessageAct = 'copy' | 'correct' | 'retry' | 'discard';

/** An event between components. */
export function componentEvent<Name extends keyof ComponentEvents>(
  name: Name,
  ...[detail]: ComponentEvents[Name] extends undefined ? [] : [ComponentEvents[Name]]
): CustomEvent<ComponentEvents[Name]> {
  return new CustomEvent(name, { detail: detail as ComponentEvents[Name], bubbles: true, composed: true });
}

export type ComponentEvent<Name extends keyof ComponentEvents> = CustomEvent<ComponentEvents[Name]>;
