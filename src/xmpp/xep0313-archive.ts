/**
 * The message archive (XEP-0313). Prosody 0.12 gives 50 messages at once at most, whatever is asked for, and answers
 * `item-not-found` to an id that it has forgotten; ejabberd 23.01 takes its ids as times.
 */
import type { BareJid } from '../core/jid.js';
import { NS } from './ns.js';
import { xml, type Element } from './element.js';
import { parseResultSet, resultSet, type PageEnds, type Paging } from './xep0059-rsm.js';
import { dataForm } from './xep0004-data-forms.js';
import { forwarded } from './xep0297-forwarding.js';

export interface ArchiveResult {
  readonly queryId: string;
  /** Of the message in the archive. */
  readonly id: string;
  readonly message: Element;
  readonly at: number | undefined;
}

/** Asks for a page: of the conversation with somebody, or of all of them. */
export function archiveQuery(queryId: string, conversation: BareJid | null, paging: Paging): Element {
  const form = conversation && dataForm('submit', NS.archive, [{ name: 'with', values: [conversation] }]);
  return xml('query', { xmlns: NS.archive, queryid: queryId }, form, resultSet(paging));
}

/** One message of an answer. Undefined if it is none; who sent it is for the caller to check. */
export function parseArchiveResult(message: Element): ArchiveResult | undefined {
  const result = message.getChild('result', NS.archive);
  const original = result && forwarded(result);
  const { id, queryid } = result?.attrs ?? {};
  return original && id && queryid ? { queryId: queryid, id, ...original } : undefined;
}

/** The end of an answer: `isLast` if nothing comes beyond it in the direction in which was asked. */
export function parseArchiveEnd(iq: Element): PageEnds & { readonly isLast: boolean } {
  const fin = iq.getChild('fin', NS.archive);
  return { ...parseResultSet(fin), isLast: fin?.attrs.complete === 'true' };
}
