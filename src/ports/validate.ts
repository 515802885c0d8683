/**
 * Reads what came over a port. It may come from a page that is not ours, or is of another version:
 * whatever is not exactly as `protocol.ts` says is nothing.
 */
import { bareJid, typedJid, type BareJid } from '../core/jid.js';
import { isOptionName, isOptionValue } from '../core/options.js';
import { HANDLINGS } from '../core/policy/schema.js';
import type { ChatsWindow, ChatWindow } from '../core/chat/chat-view.js';
import type { ContactsWindow } from '../core/people-view.js';
import type { ContactDetails } from '../core/request.js';
import type { ReportReason } from '../core/state.js';
import { GROUPS, type Filter, type Window } from '../core/view.js';
import type { Command, Expectation, HostMessage, PageMessage, Selection } from './protocol.js';

const LONGEST_TEXT = 4096;
const LONGEST_LABEL = 100;
const LARGEST_PAGE = 200;
/** Requests that can be named one by one; for more there is a filter. */
const MOST_SELECTED = 1000;
const MOST_GROUPS = 20;
const MOST_COLLAPSED = 500;
const MOST_DAYS = 365;
/** Of an invitation: nobody can guess it. */
const TOKEN = /^[\w-]{32,64}$/;
const BULK_ACTS = ['approve', 'deny', 'ignore', 'block'] as const;
const PEOPLE_LISTS = ['blocked', 'ignored', 'allowed'] as const;

type Fields = Readonly<Record<string, unknown>>;

/** Reads commands that only some sessions carry out. */
export type ParseMore = (command: unknown) => Command | undefined;

/** A message from a page, or undefined. */
export function parsePageMessage(message: unknown, parseMore?: ParseMore): PageMessage | undefined {
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
    case 'prepare':
      return { type: 'prepare' };
    case 'command': {
      const command = parseCommand(message.command) ?? parseMore?.(message.command);
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
    case 'stop-bulk':
    case 'take-back':
    case 'be-active':
      return { name };
    case 'approve': {
      const jid = parseBareJid(command.jid);
      const details = command.details === null ? null : parseDetails(command.details);
      const { addBack } = command;
      return jid && details !== undefined && typeof addBack === 'boolean' ? { name, jid, addBack, details } : undefined;
    }
    case 'deny':
    case 'ignore':
    case 'restore':
    case 'unblock':
    case 'disallow':
    case 'read-profile': {
      const jid = parseBareJid(command.jid);
      return jid && { name, jid };
    }
    case 'allow': {
      // Somebody types it.
      const jid = isText(command.jid) ? typedJid(command.jid)?.bare : undefined;
      return jid && { name, jid };
    }
    case 'block': {
      const jid = isText(command.jid) ? bareJid(command.jid.trim()) : undefined;
      const report = parseReport(command.report);
      return jid && report !== undefined ? { name, jid, report } : undefined;
    }
    case 'bulk': {
      const act = BULK_ACTS.find((known) => known === command.act);
      const selection = parseSelection(command.selection);
      const report = parseReport(command.report);
      const { addBack } = command;
      if (!act || !selection || report === undefined || typeof addBack !== 'boolean') return undefined;
      return { name, act, selection, addBack, report };
    }
    case 'undo':
      return isIndex(command.entry) ? { name, entry: command.entry } : undefined;
    case 'choose-handling': {
      const handling = HANDLINGS.find((known) => known === command.handling);
      return handling && { name, handling };
    }
    case 'set-option': {
      const { option, value } = command;
      if (!isOptionName(option) || !isText(value) || !isOptionValue(option, value)) return undefined;
      return { name, option, value };
    }
    case 'invite': {
      const { token, label, days, once } = command;
      if (!isText(token) || !TOKEN.test(token) || !isText(label) || typeof once !== 'boolean') return undefined;
      if (!isIndex(days) || days < 1 || days > MOST_DAYS) return undefined;
      return { name, token, label: label.slice(0, LONGEST_LABEL), days, once };
    }
    case 'revoke-invitation':
      return isText(command.token) ? { name, token: command.token } : undefined;
    case 'read-log': {
      const range = parseRange(command);
      return range && isText(command.text) ? { name, text: command.text, ...range } : undefined;
    }
    case 'read-people': {
      const list = PEOPLE_LISTS.find((known) => known === command.list);
      const range = parseRange(command);
      return list && range && isText(command.text) ? { name, list, text: command.text, ...range } : undefined;
    }
    default:
      return undefined;
  }
}

export function parseDetails(value: unknown): ContactDetails | undefined {
  if (!isFields(value) || !isText(value.name) || !Array.isArray(value.groups)) return undefined;
  const groups = withoutHoles(value.groups);
  return groups.length <= MOST_GROUPS && groups.every(isText) ? { name: value.name, groups } : undefined;
}

function parseReport(value: unknown): ReportReason | null | undefined {
  return value === null || value === 'spam' || value === 'abuse' ? value : undefined;
}

function parseSelection(value: unknown): Selection | undefined {
  if (!isFields(value)) return undefined;
  if (value.filter !== undefined) {
    const filter = parseFilter(value.filter);
    return filter && { filter };
  }
  if (!Array.isArray(value.jids) || value.jids.length > MOST_SELECTED) return undefined;
  const jids = withoutHoles(value.jids).map(parseBareJid);
  return jids.every((jid) => jid !== undefined) ? { jids } : undefined;
}

function parseExpectation(value: unknown): Expectation | undefined {
  if (!isFields(value)) return undefined;
  const { jid, domain } = value;
  return isTextOrNull(jid) && isTextOrNull(domain) ? { jid, domain } : undefined;
}

function parseWindow(value: unknown): Window | undefined {
  if (!isFields(value)) return undefined;
  const range = parseRange(value);
  const filter = parseFilter(value.filter);
  const more = [
    optional(value, 'contacts', parseContactsWindow),
    optional(value, 'chats', parseChatsWindow),
    optional(value, 'chat', parseChatWindow),
    optional(value, 'people', (jids) => parseList(jids, LARGEST_PAGE, parseBareJid)),
  ];
  if (!range || !filter || more.includes(undefined)) return undefined;
  return Object.assign({ ...range, filter }, ...more) as Window;
}

/** Left out, or as `parse` wants it; undefined if it is there and is not. */
function optional(fields: Fields, name: string, parse: (value: unknown) => unknown): Fields | undefined {
  if (fields[name] === undefined) return {};
  const parsed = parse(fields[name]);
  return parsed === undefined ? undefined : { [name]: parsed };
}

function parseContactsWindow(value: unknown): ContactsWindow | undefined {
  if (!isFields(value)) return undefined;
  const range = parseRange(value);
  const collapsed = parseList(value.collapsed, MOST_COLLAPSED, (group) => (isText(group) ? group : undefined));
  const { text, availableOnly } = value;
  if (!range || !collapsed || !isText(text) || typeof availableOnly !== 'boolean') return undefined;
  return { ...range, text, collapsed, availableOnly };
}

function parseChatsWindow(value: unknown): ChatsWindow | undefined {
  if (!isFields(value)) return undefined;
  const range = parseRange(value);
  const { text, strangers } = value;
  return range && isText(text) && typeof strangers === 'boolean' ? { ...range, text, strangers } : undefined;
}

function parseChatWindow(value: unknown): ChatWindow | undefined {
  if (!isFields(value)) return undefined;
  const jid = parseBareJid(value.jid);
  const { until, limit, visible } = value;
  if (!jid || !isTextOrNull(until) || !parseRange({ offset: 0, limit }) || typeof visible !== 'boolean')
    return undefined;
  return { jid, until, limit: limit as number, visible };
}

function parseList<T>(value: unknown, most: number, parse: (value: unknown) => T | undefined): T[] | undefined {
  if (!Array.isArray(value) || value.length > most) return undefined;
  const list = withoutHoles(value).map(parse);
  return list.every((entry) => entry !== undefined) ? list : undefined;
}

function parseFilter(value: unknown): Filter | undefined {
  if (!isFields(value)) return undefined;
  const { domain, text } = value;
  const group = value.group === null ? null : GROUPS.find((known) => known === value.group);
  return group !== undefined && isTextOrNull(domain) && isText(text) ? { group, domain, text } : undefined;
}

function parseRange({ offset, limit }: Fields): { readonly offset: number; readonly limit: number } | undefined {
  return isIndex(offset) && isIndex(limit) && limit > 0 && limit <= LARGEST_PAGE ? { offset, limit } : undefined;
}

/** A bare JID in the form in which the host wrote it: nobody has to type one here. */
export function parseBareJid(value: unknown): BareJid | undefined {
  if (!isText(value)) return undefined;
  const jid = bareJid(value);
  return jid === value ? jid : undefined;
}

/** What is missing in an array is passed over by its methods, and would come to be a value later. */
function withoutHoles(values: readonly unknown[]): unknown[] {
  return Array.from(values);
}

export function isText(value: unknown): value is string {
  return typeof value === 'string' && value.length <= LONGEST_TEXT;
}

export function isTextOrNull(value: unknown): value is string | null {
  return value === null || isText(value);
}

function isIndex(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
