/** Contact list, directory, chat and the search of what was written in one. Only wires. */
import type { BareJid } from '../../core/jid.js';
import type { Window } from '../../core/view.js';
import { parseMessagingCommand } from '../../ports/validate-messaging.js';
import { ArchiveSearch } from './archive-search.js';
import { Chat } from './chat.js';
import { ArchiveReader } from './chat-archive.js';
import { Contacts } from './contacts.js';
import { Directory } from './directory.js';
import type { MessagingOptions, MessagingPart, MessagingSlices, Unread } from './part.js';

export { parseMessagingCommand };

/** All of them as one part. */
export interface Messaging extends Required<MessagingPart> {
  /** Undefined as long as nobody is signed in. */
  readonly unread: Unread | undefined;
  slices(window: Window): MessagingSlices;
}

export function createMessaging(options: MessagingOptions): Messaging {
  const archive = new ArchiveReader(() => options.platform.now());
  const chat = new Chat(options, archive);
  const contacts = new Contacts(options, (jid) => chat.unreadOf(jid));
  const parts: readonly MessagingPart[] = [
    contacts,
    new Directory(options, (people) => chat.peopleFound(people)),
    chat,
    new ArchiveSearch({
      archive,
      nameOf: (jid) => chat.givenName(jid),
      isKnown: (jid) => chat.has(jid) || isContact(options.state, jid),
    }),
  ];
  return {
    get unread() {
      return chat.unread;
    },
    async start(account) {
      await Promise.all(parts.map(async (part) => part.start?.(account)));
    },
    begin: (stream, how) => parts.forEach((part) => part.begin?.(stream, how)),
    end: () => parts.forEach((part) => part.end?.()),
    receiveMessage: (message) => parts.some((part) => part.receiveMessage?.(message)),
    acknowledged: (stanza) => parts.forEach((part) => part.acknowledged?.(stanza)),
    stateChanged: () => parts.forEach((part) => part.stateChanged?.()),
    looks: (windows) => parts.forEach((part) => part.looks?.(windows)),
    execute(command) {
      for (const part of parts) {
        const result = part.execute(command);
        if (result) return result;
      }
      return undefined;
    },
    slices: (window) =>
      Object.assign(
        { contacts: null, chats: null, chat: null, people: null },
        ...parts.map((part) => part.slices(window)),
      ) as MessagingSlices,
    async carriedOut() {
      await Promise.all(parts.map(async (part) => part.carriedOut?.()));
    },
    async flush() {
      await Promise.all(parts.map(async (part) => part.flush?.()));
    },
    async wipe() {
      await Promise.all(parts.map(async (part) => part.wipe?.()));
    },
  };
}

function isContact({ roster }: MessagingOptions['state'], jid: BareJid): boolean {
  return roster.kind === 'known' && roster.items.has(jid);
}
