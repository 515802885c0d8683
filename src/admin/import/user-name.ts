/** User names as people write them into files, and as servers know them. */
import { parseDomain } from '../../core/jid.js';
import { addressOf, foldedName } from '../accounts/addresses.js';
import { lineProblem, type LineProblem } from './line-problems.js';

export type WrittenUserName =
  { readonly ok: true; readonly username: string } | { readonly ok: false; readonly problem: LineProblem };

/** The name of an account on `domain`: lower case, as servers keep it, with or without the domain. */
export function writtenUserName(text: string, domain: string): WrittenUserName {
  const at = text.lastIndexOf('@');
  const isOwn = at >= 0 && parseDomain(text.slice(at + 1)) === domain;
  const name = isOwn ? text.slice(0, at) : text;
  if (name === '') return { ok: false, problem: lineProblem('missing-user-name') };
  const username = foldedName(name);
  if (addressOf(username, domain)) return { ok: true, username };
  const other = at > 0 && !isOwn ? parseDomain(text.slice(at + 1)) : undefined;
  const isOther = other !== undefined && addressOf(foldedName(text.slice(0, at)), domain) !== undefined;
  return {
    ok: false,
    problem: isOther ? lineProblem('other-domain', other) : lineProblem('forbidden-characters', name),
  };
}

/**
 * The same for names that some server takes for one: those with Nodeprep (RFC 3491) fold `ß` into `ss`, others do not.
 */
export function userNameKey(username: string): string {
  return foldedName(username.normalize('NFKC').toUpperCase());
}

/** Length in UTF-8. */
export function octetsOf(text: string): number {
  return new TextEncoder().encode(text).length;
}
