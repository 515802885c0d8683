/** The commands of contact list, directory and chat, read as `validate.ts` reads the others; loaded with what carries them out. */
import { LONGEST_STATUS, OWN_SHOWS, type OwnAvailability } from '../core/availability.js';
import { bareJid } from '../core/jid.js';
import { isFields, isText, isTextOrNull, parseBareJid, parseRange } from './fields.js';
import type { Command } from './protocol.js';
import { parseDetails } from './validate.js';

/** Characters of one message; with the longest characters it fits into the smallest limit that servers set on a stanza. */
export const LONGEST_MESSAGE = 50_000;
const LONGEST_NOTE = 500;
const LONGEST_SEARCH = 200;
/** Random, as a page makes it. */
const MESSAGE_ID = /^[\w-]{16,64}$/;

export function parseMessagingCommand(command: unknown): Command | undefined {
  if (!isFields(command)) return undefined;
  const { name } = command;
  switch (name) {
    case 'set-availability': {
      const availability = parseAvailability(command.availability);
      return availability && { name, availability };
    }
    case 'add-contact': {
      // Somebody types it. That a domain is no person, they are told.
      const jid = isText(command.jid) ? bareJid(command.jid.trim().normalize('NFC').toLowerCase()) : undefined;
      const details = parseContact(command);
      const { note } = command;
      return jid && details && isText(note) && note.length <= LONGEST_NOTE
        ? { name, jid, ...details, note }
        : undefined;
    }
    case 'edit-contact': {
      const jid = parseBareJid(command.jid);
      const details = parseContact(command);
      return jid && details && { name, jid, ...details };
    }
    case 'remove-contact':
    case 'cancel-contact-request':
    case 'accept-stranger':
    case 'read-older': {
      const jid = parseBareJid(command.jid);
      return jid && { name, jid };
    }
    case 'send-message': {
      const jid = isText(command.jid) ? bareJid(command.jid) : undefined;
      const { id, text, corrects } = command;
      if (!jid || !isMessageId(id) || !isMessageText(text) || text.trim() === '' || !isTextOrNull(corrects)) {
        return undefined;
      }
      return { name, jid, id, text, corrects };
    }
    case 'retry-message':
    case 'discard-message': {
      const jid = parseBareJid(command.jid);
      return jid && isText(command.id) ? { name, jid, id: command.id } : undefined;
    }
    case 'keep-draft': {
      const jid = parseBareJid(command.jid);
      const { text, typing } = command;
      return jid && isMessageText(text) && typeof typing === 'boolean' ? { name, jid, text, typing } : undefined;
    }
    case 'find-people': {
      const { text, after } = command;
      if (!isSearch(text) || !isTextOrNull(after)) return undefined;
      return { name, text, after };
    }
    case 'read-archive': {
      const { text, person, before, limit } = command;
      const range = parseRange({ offset: 0, limit });
      if (!isSearch(text) || !isSearch(person) || !isTextOrNull(before) || !range) return undefined;
      return { name, text, person, before, limit: range.limit };
    }
    default:
      return undefined;
  }
}

function parseAvailability(value: unknown): OwnAvailability | undefined {
  if (!isFields(value) || !isText(value.status) || value.status.length > LONGEST_STATUS) return undefined;
  const show = OWN_SHOWS.find((known) => known === value.show);
  return show && { show, status: value.status };
}

function parseContact({
  contact,
  groups,
}: Readonly<Record<string, unknown>>): { readonly contact: string; readonly groups: readonly string[] } | undefined {
  const details = parseDetails({ name: contact, groups });
  return details && { contact: details.name, groups: details.groups };
}

function isSearch(value: unknown): value is string {
  return isText(value) && value.length <= LONGEST_SEARCH;
}

function isMessageId(value: unknown): value is string {
  return isText(value) && MESSAGE_ID.test(value);
}

function isMessageText(value: unknown): value is string {
  return typeof value === 'string' && value.length <= LONGEST_MESSAGE;
}
