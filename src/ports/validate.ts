/**
 * Reads what came over a port. It may come from a page that is not ours, or is of another version:
 * whatever is not exactly as `protocol.ts` says is nothing.
 */
import { bareJid, type BareJid } from '../core/jid.js';
import { HANDLINGS } from '../core/policy/schema.js';
import type { Window } from '../core/view.js';
import type { Command, Expectation, HostMessage, PageMessage } from './protocol.js';

const LONGEST_TEXT = 4096;
const LARGEST_PAGE = 200;

type Fields = Readonly<Record<string, unknown>>;

/** A message from a page, or undefined. */
export function parsePageMessage(message: unknown): PageMessage | undefined {
  if (!isFields(message)) return undefined;
  switch (message.type) {
    case 'open': {
      const { protocol, givesTokens } = message;
      const expects = parseExpectation(message.expects);
      const window = parseWindow(message.window);
      if (!expects || !window || !isIndex(protocol) || typeof givesTokens !== 'boolean') return undefined;
      return { type: 'open', protocol, expects, window, givesTokens };
    }
    case 'look': {
      const window = parseWindow(message.window);
      return window && { type: 'look', window };
    }
    case 'command': {
      const command = parseCommand(message.command);
      return command && isIndex(message.id) ? { type: 'command', id: message.id, command } : undefined;
    }
    case 'credential': {
      const { id, token } = message;
      if (!isIndex(id) || !isTextOrNull(token)) return undefined;
      return { type: 'credential', id, token };
    }
    default:
      return undefined;
  }
}

/** A message from the host. Its slices are made by our own code, so only the frame is checked. */
export function parseHostMessage(message: unknown): HostMessage | undefined {
  if (!isFields(message)) return undefined;
  switch (message.type) {
    case 'snapshot':
      return isIndex(message.revision) && isFields(message.view) ? (message as unknown as HostMessage) : undefined;
    case 'changed':
      return isIndex(message.revision) && isFields(message.slices) ? (message as unknown as HostMessage) : undefined;
    case 'done':
      return isIndex(message.id) && isFields(message.result) ? (message as unknown as HostMessage) : undefined;
    case 'refused':
    case 'credential-wanted':
      return message as unknown as HostMessage;
    default:
      return undefined;
  }
}

function parseCommand(command: unknown): Command | undefined {
  if (!isFields(command)) return undefined;
  const { name } = command;
  switch (name) {
    case 'sign-in': {
      const { jid, password, service, stay, allowPlain } = command;
      if (!isText(jid) || !isText(password) || !isTextOrNull(service)) return undefined;
      if (typeof stay !== 'boolean' || typeof allowPlain !== 'boolean') return undefined;
      return { name, jid, password, service, stay, allowPlain };
    }
    case 'sign-in-with-token': {
      const { jid, service } = command;
      return isText(jid) && isTextOrNull(service) ? { name, jid, service } : undefined;
    }
    case 'sign-out':
    case 'reconnect':
      return { name };
    case 'approve': {
      const jid = parseBareJid(command.jid);
      const { addBack } = command;
      return jid && typeof addBack === 'boolean' ? { name, jid, addBack } : undefined;
    }
    case 'deny':
    case 'ignore':
    case 'restore':
    case 'block': {
      const jid = parseBareJid(command.jid);
      return jid && { name, jid };
    }
    case 'undo':
      return isIndex(command.entry) ? { name, entry: command.entry } : undefined;
    case 'choose-handling': {
      const handling = HANDLINGS.find((known) => known === command.handling);
      return handling && { name, handling };
    }
    default:
      return undefined;
  }
}

function parseExpectation(value: unknown): Expectation | undefined {
  if (!isFields(value)) return undefined;
  const { jid, domain } = value;
  return isTextOrNull(jid) && isTextOrNull(domain) ? { jid, domain } : undefined;
}

function parseWindow(value: unknown): Window | undefined {
  if (!isFields(value)) return undefined;
  const { offset, limit } = value;
  return isIndex(offset) && isIndex(limit) && limit > 0 && limit <= LARGEST_PAGE ? { offset, limit } : undefined;
}

/** A bare JID in the form in which the host wrote it: nobody has to type one here. */
function parseBareJid(value: unknown): BareJid | undefined {
  if (!isText(value)) return undefined;
  const jid = bareJid(value);
  return jid === value ? jid : undefined;
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.length <= LONGEST_TEXT;
}

function isTextOrNull(value: unknown): value is string | null {
  return value === null || isText(value);
}

function isIndex(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
