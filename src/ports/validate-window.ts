/** Reads what a page says that it shows. What it leaves out it does not look at. */
import type { ChatsWindow, ChatWindow } from '../core/chat/chat-view.js';
import type { ContactsWindow } from '../core/people-view.js';
import { GROUPS, type Filter, type Window } from '../core/view.js';
import { isFields, isText, isTextOrNull, LARGEST_PAGE, parseBareJid, parseList, parseRange, parseText, type Fields } from './fields.js'; // prettier-ignore

const MOST_COLLAPSED = 500;

/** What a page shows. */
export function parseWindow(value: unknown): Window | undefined {
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
  const collapsed = parseList(value.collapsed, MOST_COLLAPSED, parseText);
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
  const range = parseRange({ offset: 0, limit: value.limit });
  const { until, visible } = value;
  if (!jid || !range || !isTextOrNull(until) || typeof visible !== 'boolean') return undefined;
  return { jid, until, limit: range.limit, visible };
}

/** Which requests are shown, or meant. */
export function parseFilter(value: unknown): Filter | undefined {
  if (!isFields(value)) return undefined;
  const { domain, text } = value;
  const group = value.group === null ? null : GROUPS.find((known) => known === value.group);
  return group !== undefined && isTextOrNull(domain) && isText(text) ? { group, domain, text } : undefined;
}
