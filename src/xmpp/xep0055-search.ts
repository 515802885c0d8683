/**
 * Searching a directory of people (XEP-0055): in a data form (§3) where the server has one, else in its plain fields (§2.1).
 *
 * | server | asks for | finds | answers |
 * |---|---|---|---|
 * | server kit (Prosody 0.12) | `search`, and the plain four | beginnings of words, by pages | `name`, `title` and the four |
 * | ejabberd 23.01 | `user`, `fn`, `first`, `last`, `nick`, `email`, … all of which have to fit | on Mnesia whole fields only; on SQL beginnings, after which stands a `*` | the same |
 * | Prosody's mod_vjud | `first`, `last`, `nick`, `email`, one of which has to fit | parts, from two characters on | the same |
 * | Openfire | `search`, and what to look at as tick boxes | parts | `Username`, `Name`, `Email` |
 *
 * What a directory says of people is what they say of themselves.
 */
import { bareJid, parseJid, type BareJid } from '../core/jid.js';
import { displayText } from './characters.js';
import { NS } from './ns.js';
import { xml, type Element } from './element.js';
import { askedFields, dataForm, formRows, type FormRow } from './xep0004-data-forms.js';
import { parseResultSet, type PageEnds } from './xep0059-rsm.js';

/** What a directory can be searched by, under the names that it has for that. */
export interface SearchForm {
  readonly kind: 'form' | 'plain';
  /** For what somebody types. */
  readonly texts: readonly string[];
  /** What to look at: all of it. */
  readonly ticks: readonly string[];
}

/** One person as found; what the directory does not say is empty. */
export interface Found {
  readonly jid: BareJid;
  readonly name: string;
  /** Undefined where the directory has no titles. */
  readonly title: string | undefined;
  readonly mail: string;
  /** Whatever else it can be found by. */
  readonly words: string;
}

export interface SearchResult {
  readonly found: readonly Found[];
  /** Undefined where the server does not answer by pages. */
  readonly set: PageEnds;
}

const LONGEST_FIELD = 120;
/** More than any server gives out at once without being asked by pages. */
const MOST_FOUND = 1000;
const PLAIN = ['first', 'last', 'nick', 'email'];

export function searchFormGet(): Element {
  return xml('query', { xmlns: NS.search });
}

/** What the directory can be searched by; undefined if it says nothing that we could fill in. */
export function parseSearchForm(iq: Element): SearchForm | undefined {
  const query = iq.getChild('query', NS.search);
  const form = query?.getChild('x', NS.dataForms);
  if (form) {
    const fields = askedFields(form).filter(({ name }) => name !== '' && name !== 'FORM_TYPE');
    const ofType = (...types: readonly (string | undefined)[]): string[] =>
      fields.filter(({ type }) => types.includes(type)).map(({ name }) => name);
    return { kind: 'form', texts: ofType('text-single', undefined), ticks: ofType('boolean') };
  }
  const texts = PLAIN.filter((name) => query?.getChild(name, NS.search));
  return texts.length > 0 ? { kind: 'plain', texts, ticks: [] } : undefined;
}

/** Searches by these fields. `page`: which part is wanted, of a server that answers by pages. */
export function searchSet(form: SearchForm, criteria: Readonly<Record<string, string>>, page?: Element): Element {
  const texts = Object.entries(criteria);
  if (form.kind === 'plain') {
    return xml('query', { xmlns: NS.search }, texts.map(([name, text]) => xml(name, {}, text)), page); // prettier-ignore
  }
  const fields = [
    ...texts.map(([name, text]) => ({ name, values: [text] })),
    ...form.ticks.map((name) => ({ name, values: ['1'] })),
  ];
  return xml('query', { xmlns: NS.search }, dataForm('submit', NS.search, fields), page);
}

/** Whoever was found; whatever has no address of a person is left out. */
export function parseSearchResult(iq: Element): SearchResult {
  const query = iq.getChild('query', NS.search);
  const form = query?.getChild('x', NS.dataForms);
  const rows = form ? formRows(form).map(byName) : (query?.getChildren('item', NS.search) ?? []).map(ofItem);
  const reported = form?.getChild('reported', NS.dataForms)?.getChildren('field') ?? [];
  const hasTitles = reported.some(({ attrs }) => attrs.var?.toLowerCase() === 'title');
  return {
    found: rows.slice(0, MOST_FOUND).flatMap((row) => foundIn(row, hasTitles)),
    set: parseResultSet(query),
  };
}

/** Names of fields, in small letters, with their values. */
type Fields = ReadonlyMap<string, string>;

function byName(row: FormRow): Fields {
  return new Map([...row].map(([name, values]) => [name.toLowerCase(), values[0] ?? '']));
}

function ofItem(item: Element): Fields {
  const fields = item.getChildElements().map((child) => [child.getName(), child.text()] as const);
  return new Map([...fields, ['jid', item.attrs.jid ?? '']]);
}

function foundIn(fields: Fields, hasTitles: boolean): Found[] {
  const jid = bareJid(fields.get('jid') ?? '');
  if (!jid || !parseJid(jid)?.local) return [];
  const text = (...names: readonly string[]): string =>
    names.map((name) => displayText(fields.get(name) ?? '', LONGEST_FIELD)).find(Boolean) ?? '';
  const whole = displayText([text('first'), text('last')].filter(Boolean).join(' '), LONGEST_FIELD);
  return [
    {
      jid,
      name: text('fn', 'name') || whole || text('nick', 'nickname'),
      title: hasTitles ? text('title') : undefined,
      mail: text('email', 'mail'),
      words: [...fields.values()].map((value) => displayText(value, LONGEST_FIELD)).join(' '),
    },
  ];
}
