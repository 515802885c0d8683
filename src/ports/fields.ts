/** What messages over a port are made of. Whatever is not exactly that is undefined. */
import { bareJid, type BareJid } from '../core/jid.js';

const LONGEST_TEXT = 4096;
export const LARGEST_PAGE = 200;

export type Fields = Readonly<Record<string, unknown>>;

/** Each of at most `most` as `parse` wants it. */
export function parseList<T>(value: unknown, most: number, parse: (value: unknown) => T | undefined): T[] | undefined {
  if (!Array.isArray(value) || value.length > most) return undefined;
  // What is missing in an array is passed over by its methods, and would come to be a value later.
  const list = Array.from<unknown>(value).map(parse);
  return list.every((entry) => entry !== undefined) ? list : undefined;
}

/** Which part of a list is shown. */
export function parseRange({ offset, limit }: Fields): { readonly offset: number; readonly limit: number } | undefined {
  return isIndex(offset) && isIndex(limit) && limit > 0 && limit <= LARGEST_PAGE ? { offset, limit } : undefined;
}

/** A bare JID in the form in which the host wrote it: nobody has to type one here. */
export function parseBareJid(value: unknown): BareJid | undefined {
  if (!isText(value)) return undefined;
  const jid = bareJid(value);
  return jid === value ? jid : undefined;
}

export function parseText(value: unknown): string | undefined {
  return isText(value) ? value : undefined;
}

export function isText(value: unknown): value is string {
  return typeof value === 'string' && value.length <= LONGEST_TEXT;
}

export function isTextOrNull(value: unknown): value is string | null {
  return value === null || isText(value);
}

export function isIndex(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
