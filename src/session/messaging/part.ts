/**
 * Contact list, directory and chat, as the host sees them. They are loaded when a page first shows one of them (in an
 * extension at once), and are then part of the session until it ends.
 */
import type { BareJid } from '../../core/jid.js';
import type { State } from '../../core/state.js';
import type { View, Window } from '../../core/view.js';
import type { Command, CommandResult, MessagingCommand } from '../../ports/protocol.js';
import type { Element } from '../../xmpp/element.js';
import type { Event } from '../../core/event.js';
import type { Platform } from '../platform.js';
import type { StreamSession } from '../stream-session.js';

export type MessagingSlices = Pick<View, 'contacts' | 'chats' | 'chat' | 'people'>;
export type MessagingName = MessagingCommand['name'] | 'find-people' | 'read-archive';
export type MessagingRequest = Command & { readonly name: MessagingName };

export interface MessagingOptions {
  readonly platform: Platform;
  /** What the session knows, to read. */
  readonly state: Readonly<State>;
  readonly dispatch: (event: Event) => void;
  /** What pages are shown may look different now. */
  readonly changed: () => void;
  /** The open stream. */
  readonly stream: () => StreamSession | undefined;
  /** Somebody has written. */
  readonly announceMessage: (message: AnnouncedMessage) => void;
}

export interface AnnouncedMessage {
  readonly jid: BareJid;
  readonly name: string;
  readonly text: string;
  readonly stranger: boolean;
}

/** What nobody has read. */
export interface Unread {
  /** Messages, without those of strangers. */
  readonly count: number;
  /** Who has written them, strangers as well. */
  readonly from: ReadonlySet<BareJid>;
  /** Strangers are among them. */
  readonly hasStrangers: boolean;
}

/** One of the three. All of its methods are called in the order in which things happen. */
export interface MessagingPart {
  /** Somebody is signed in, and nothing of what was kept is read yet. */
  start?(account: BareJid): Promise<void>;
  /** A stream is ready; see `streamReady` in `core/event.ts`. */
  begin?(stream: StreamSession, how: 'fresh' | 'resumed' | 'restored'): void;
  /** The stream is lost: nobody answers any more. */
  end?(): void;
  /** Takes a message, or leaves it (false). Never throws on what others may send. */
  receiveMessage?(message: Element): boolean;
  /** Takes what was sent, and the server has acknowledged (XEP-0198), on this stream or on the one that resumes it. */
  acknowledged?(stanza: Element): void;
  /** The session knows something new. */
  stateChanged?(): void;
  /** What pages show now, all of them. */
  looks?(windows: readonly Window[]): void;
  /** Resolves when nothing is left to be sent. */
  carriedOut?(): Promise<void>;
  /** Undefined: it is another one's. */
  execute(command: MessagingRequest): Promise<CommandResult> | undefined;
  slices(window: Window): Partial<MessagingSlices>;
  /**
   * Writes what has to be kept before the server hears that we have it: what is known when it is called. Where it rejects, the server does not
   * hear it.
   */
  flush?(): Promise<void>;
  /** The person has signed out: nothing is left. */
  wipe?(): Promise<void>;
}
