/**
 * Reads what came over a port. It may come from a page that is not ours, or is of another version:
 * whatever is not exactly as `protocol.ts` says is nothing.
 */
import { bareJid, typedJid } from '../core/jid.js';
import { isOptionName, isOptionValue } from '../core/options.js';
import { HANDLINGS } from '../core/policy/schema.js';
import type { ContactDetails } from '../core/request.js';
import type { ReportReason } from '../core/state.js';
import { isFields, isIndex, isText, isTextOrNull, parseBareJid, parseList, parseRange, parseText } from './fields.js';
import type { Command, Expectation, HostMessage, PageMessage, Selection } from './protocol.js';
import { parseFilter, parseWindow } from './validate-window.js';

const LONGEST_LABEL = 100;
/** Requests that can be named one by one; for more there is a filter. */
const MOST_SELECTED = 1000;
const MOST_GROUPS = 20;
const MOST_DAYS = 365;
/** Of an invitation: nobody can guess it. */
const TOKEN = /^[\w-]{32,64}$/;
const BULK_ACTS = ['approve', 'deny', 'ignore', 'block'] as const;
const PEOPLE_LISTS = ['blocked', 'ignored', 'allowed'] as const;

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
  if (!isFields(value) || !isText(value.name)) return undefined;
  const groups = parseList(value.groups, MOST_GROUPS, parseText);
  return groups && { name: value.name, groups };
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
  const jids = parseList(value.jids, MOST_SELECTED, parseBareJid);
  return jids && { jids };
}

function parseExpectation(value: unknown): Expectation | undefined {
  if (!isFields(value)) return undefined;
  const { jid, domain } = value;
  return isTextOrNull(jid) && isTextOrNull(domain) ? { jid, domain } : undefined;
}
