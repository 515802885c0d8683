/**
 * What the types of this package promise to a site: the elements, their properties and events. It imports
 * nothing but types that it ships, so that nobody needs Lit to compile against it.
 */
import type {
  ChatOpenedDetail,
  ChatWantedDetail,
  OptionsWantedDetail,
  RequestsChangedDetail,
  SessionChangedDetail,
} from '../ui/page-events.js';

export type { ChatOpenedDetail, ChatWantedDetail, OptionsWantedDetail, RequestsChangedDetail, SessionChangedDetail };

/** Loads an element that the module cannot find by itself, for it is in a shadow tree. */
export declare function loadElement(name: 'im-contact-list' | 'im-directory-search' | 'im-chat'): Promise<void>;

/** What a site's `credentials` callback is asked for. */
export interface CredentialsRequest {
  /** Who is to be signed in: a bare JID. */
  readonly jid: string;
}

/** What it answers. */
export interface Credentials {
  /** A bearer token that the XMPP server accepts (OAUTHBEARER, RFC 7628). */
  readonly token: string;
}

/** Called whenever a token is needed. A callback that throws or rejects has no token. */
export type CredentialsCallback = (request: CredentialsRequest) => Credentials | Promise<Credentials>;

/** What a site sets on each element in which somebody signs in. */
export interface SiteAttributesOfElement {
  /** The organisation's domain. Required unless `jid` is given. */
  domain: string;
  /** The address of the person, if the site knows it. Required with `credentials`. */
  jid: string;
  /** The WebSocket address of the XMPP server (`wss://`); found by XEP-0156 if left out. */
  service: string;
  /** The address of im-worker.js, if it is not beside the module. */
  workerSrc: string;
  /** Send the password itself, over `wss://` only, if the server has never offered better. */
  allowsPlain: boolean;
  /** The site's own sign-on. */
  credentials: CredentialsCallback | undefined;
}

/** `<im-contact-requests>`: the contact requests of whoever is signed in. */
export interface ImContactRequestsElement extends HTMLElement, SiteAttributesOfElement {}

/** `<im-contact-list>`: the contact list of whoever is signed in. */
export interface ImContactListElement extends HTMLElement, SiteAttributesOfElement {}

/** `<im-directory-search>`: searches the organisation's directory. */
export interface ImDirectorySearchElement extends HTMLElement, SiteAttributesOfElement {}

/** `<im-chat>`: the conversations of whoever is signed in, or one of them. */
export interface ImChatElement extends HTMLElement, SiteAttributesOfElement {
  /** The address of the one person with whom to talk; without it there is a list of all conversations. */
  with: string;
  /** Shows the conversation with `jid`. There only once the element is loaded: see `customElements.whenDefined`. */
  open(jid: string): void;
}

/** `<im-options>`: the options of whoever is signed in, on a page of their own. */
export interface ImOptionsElement extends HTMLElement {
  /** The organisation's domain. Required unless `jid` is given. */
  domain: string;
  /** The address of the person, if the site knows it. */
  jid: string;
  /** The address of im-worker.js, if it is not beside the module. */
  workerSrc: string;
}

declare global {
  interface HTMLElementTagNameMap {
    'im-contact-requests': ImContactRequestsElement;
    'im-options': ImOptionsElement;
    'im-contact-list': ImContactListElement;
    'im-directory-search': ImDirectorySearchElement;
    'im-chat': ImChatElement;
  }

  /** The events bubble and cross shadow boundaries, so they can be heard anywhere above the element. */
  interface GlobalEventHandlersEventMap {
    'im-requests-changed': CustomEvent<RequestsChangedDetail>;
    'im-session-changed': CustomEvent<SessionChangedDetail>;
    'im-options-wanted': CustomEvent<OptionsWantedDetail>;
    'im-chat-wanted': CustomEvent<ChatWantedDetail>;
    'im-chat-opened': CustomEvent<ChatOpenedDetail>;
  }
}
