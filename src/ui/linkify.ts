/**
 * Finds the links in plain text that somebody else wrote. Only what says its scheme is one, and only of schemes that
 * run nothing here; what is shown is what was written, unless that would deceive.
 */
import { isDeceptive } from '../core/policy/lookalike.js';

export type Piece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'link'; readonly text: string; readonly href: string };

const LONGEST_LINK = 2000;
/** More of them in one text stay text: each is an element. */
const MOST_LINKS = 100;
/** A scheme that is no end of a longer word, and what follows it up to white space, quotes and invisible characters. */
const CANDIDATE = /(?<![\p{L}\p{N}+.-])(?:https?:\/\/|mailto:|xmpp:)[^\s<>"“”«»`\p{Cc}\p{Cf}]+/giu;
/** Ends a sentence rather than a link. */
const PUNCTUATION = /[.,:;!?'*_~…’。、！？]$/u;
const BRACKETS: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{', '）': '（', '」': '「' };

export function linkify(text: string): Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  let links = 0;
  for (const { 0: candidate, index } of text.matchAll(CANDIDATE)) {
    const written = withoutTail(candidate.slice(0, LONGEST_LINK));
    const link = candidate.length <= LONGEST_LINK ? readLink(written) : undefined;
    if (!link) continue;
    if (++links > MOST_LINKS) break;
    if (index > end) pieces.push({ kind: 'text', text: text.slice(end, index) });
    pieces.push(link);
    end = index + written.length;
  }
  if (end < text.length) pieces.push({ kind: 'text', text: text.slice(end) });
  return pieces;
}

/** Without the punctuation of the sentence around it; a closing bracket belongs to it if it opens there. */
function withoutTail(candidate: string): string {
  let link = candidate;
  for (;;) {
    const last = link.at(-1) ?? '';
    const opening = BRACKETS[last];
    const isLoose = opening !== undefined && count(link, last) > count(link, opening);
    if (!isLoose && !PUNCTUATION.test(link)) return link;
    link = link.slice(0, -1);
  }
}

function count(text: string, character: string): number {
  return text.split(character).length - 1;
}

function readLink(written: string): Piece | undefined {
  const url = parse(written);
  switch (url?.protocol) {
    case 'http:':
    case 'https:':
      // In `https://bank.example@elsewhere.example` the host is not what it seems.
      if (url.username || url.password || !url.hostname) return undefined;
      return { kind: 'link', text: withPlainHost(written, url), href: url.href };
    case 'mailto:':
    case 'xmpp:':
      return url.pathname ? { kind: 'link', text: written, href: url.href } : undefined;
    default:
      return undefined;
  }
}

function parse(written: string): URL | undefined {
  try {
    return new URL(written);
  } catch {
    return undefined; // it only looked like one
  }
}

/** A host that is written to be taken for another one is shown as the A-labels (RFC 5890) that it stands for. */
function withPlainHost(written: string, { protocol, host, hostname }: URL): string {
  if (!isDeceptive(hostname)) return written;
  const rest = written.slice(protocol.length + '//'.length).replace(/^[^/?#]*/, '');
  return `${protocol}//${host}${rest}`;
}
