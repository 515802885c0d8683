/**
 * Searches the organisation's directory (XEP-0055) over one stream. Where the server answers by pages (XEP-0059) it is asked
 * for them one by one; else everything that it finds is looked through here, up to a limit.
 */
import { hasAllWords, queriesFor } from '../../core/directory/queries.js';
import type { BareJid } from '../../core/jid.js';
import type { DirectoryPage, DirectoryRow } from '../../core/people-view.js';
import type { CommandResult } from '../../ports/protocol.js';
import { NS } from '../../xmpp/ns.js';
import { discoInfoGet, discoItemsGet, hasFeature, hasIdentity, parseDiscoItems } from '../../xmpp/xep0030-disco.js';
import { parseProfile, vcardGet } from '../../xmpp/xep0054-vcard.js';
import { parseSearchForm, parseSearchResult, searchFormGet, searchSet, type Found, type SearchForm } from '../../xmpp/xep0055-search.js'; // prettier-ignore
import { resultSet } from '../../xmpp/xep0059-rsm.js';
import type { Wire } from '../wire.js';

interface Service {
  readonly jid: string;
  readonly form: SearchForm;
  readonly hasPages: boolean;
}

/** Everything that was found, for a server without pages. */
interface Everything {
  readonly text: string;
  readonly rows: readonly Found[];
  readonly cut: boolean;
}

interface Problem {
  readonly problem: CommandResult<never> & { readonly ok: false };
}

const PAGE = 25;
/** People who are looked through page by page, where the server has no pages. */
const MOST_KEPT = 200;
/** What ejabberd 23.01 gives out of one search, unless `matches` says otherwise: there may be more. */
const USUAL_LIMIT = 30;
/** A server lists more services than these only if somebody plays with it. */
const MOST_SERVICES = 30;
/** Cards that are asked for at once, and how long anybody waits for one, in milliseconds. */
const CARDS_AT_ONCE = 4;
const CARD_TIMEOUT = 2000;
const MOST_TITLES = 1000;

export class PeopleSearch {
  readonly #wire: Wire;
  readonly #isOurs: (jid: BareJid) => boolean;
  #service: Promise<Service | Problem> | undefined;
  #everything: Everything | undefined;
  readonly #titles = new Map<BareJid, string>();

  /** `isOurs`: whether somebody is of the organisation. */
  constructor(wire: Wire, isOurs: (jid: BareJid) => boolean) {
    this.#wire = wire;
    this.#isOurs = isOurs;
  }

  /** A page of those who fit `text`, from behind `after` on. */
  async find(text: string, after: string | null): Promise<CommandResult<DirectoryPage>> {
    if (text.trim() === '') return { ok: true, data: { rows: [], total: 0, next: null, cut: false } };
    const service = await (this.#service ??= this.#findService());
    if ('problem' in service) {
      this.#service = undefined; // the next search looks again
      return service.problem;
    }
    const page = service.hasPages
      ? await this.#askPage(service, text, after)
      : await this.#partOfEverything(service, text, after);
    if ('problem' in page) return page.problem;
    return { ok: true, data: { ...page, rows: await this.#withTitles(page.rows) } };
  }

  async #askPage(service: Service, text: string, after: string | null): Promise<PageFound | Problem> {
    const [criteria] = queriesFor(text, service.form.texts, service.form.kind === 'form');
    if (!criteria) return NO_DIRECTORY;
    const query = searchSet(service.form, criteria, resultSet({ max: PAGE, after: after ?? undefined }));
    const answer = await this.#wire.iq.set(query, { to: service.jid });
    if (!answer.ok) return refused(answer.condition);
    const { found, set } = parseSearchResult(answer.stanza);
    const { last, count, index } = set;
    const seen = index === undefined ? undefined : index + found.length;
    const isLast = last === after || found.length === 0 || (count !== undefined && seen === count);
    return { rows: this.#others(found), total: count ?? null, next: isLast ? null : (last ?? null), cut: false };
  }

  /** `after` is how many rows came before. */
  async #partOfEverything(service: Service, text: string, after: string | null): Promise<PageFound | Problem> {
    const kept = after !== null && this.#everything?.text === text ? this.#everything : undefined;
    const everything = kept ?? (await this.#findEverything(service, text));
    if ('problem' in everything) return everything;
    this.#everything = everything;
    const { rows, cut } = everything;
    const offset = after !== null && /^\d{1,4}$/.test(after) ? Number(after) : 0;
    const end = offset + PAGE;
    return {
      rows: rows.slice(offset, end),
      total: cut ? null : rows.length,
      next: end < rows.length ? String(end) : null,
      cut,
    };
  }

  async #findEverything(service: Service, text: string): Promise<Everything | Problem> {
    const queries = queriesFor(text, service.form.texts, service.form.kind === 'form');
    if (queries.length === 0) return NO_DIRECTORY;
    const { iq } = this.#wire;
    const answers = await Promise.all(
      queries.map((criteria) => iq.set(searchSet(service.form, criteria), { to: service.jid })),
    );
    const results = answers.flatMap((answer) => (answer.ok ? [parseSearchResult(answer.stanza).found] : []));
    const [first] = answers;
    if (results.length === 0 && first && !first.ok) {
      // mod_vjud says so of what is too short.
      return first.condition === 'not-acceptable' ? { text, rows: [], cut: false } : refused(first.condition);
    }
    const isOneWord = !/\S\s+\S/u.test(text);
    const all = this.#others(results.flat()).filter(({ words }) => isOneWord || hasAllWords(text, words));
    const rows = all.sort((a, b) => compare(a.name || a.jid, b.name || b.jid)).slice(0, MOST_KEPT);
    return { text, rows, cut: all.length > MOST_KEPT || results.some((found) => found.length >= USUAL_LIMIT) };
  }

  /** Each once, and the person themselves not at all; nor others whom the same server serves (ejabberd's `search_all_hosts`). */
  #others(found: readonly Found[]): Found[] {
    const byJid = new Map<BareJid, Found>();
    for (const one of found) {
      if (one.jid !== this.#wire.account && this.#isOurs(one.jid) && !byJid.has(one.jid)) byJid.set(one.jid, one);
    }
    return [...byJid.values()];
  }

  async #findService(): Promise<Service | Problem> {
    const { iq, domain } = this.#wire;
    const items = await iq.get(discoItemsGet(), { to: domain });
    if (!items.ok) return refused(items.condition);
    // The domain itself first, where the server kit answers.
    const candidates = [domain as string, ...parseDiscoItems(items.stanza).slice(0, MOST_SERVICES)];
    const infos = await Promise.all(candidates.map(async (to) => ({ to, info: await iq.get(discoInfoGet(), { to }) })));
    for (const { to, info } of infos) {
      if (!info.ok || !hasIdentity(info.stanza, 'directory', 'user') || !hasFeature(info.stanza, NS.search)) continue;
      const asked = await iq.get(searchFormGet(), { to });
      const form = asked.ok ? parseSearchForm(asked.stanza) : undefined;
      if (form) return { jid: to, form, hasPages: hasFeature(info.stanza, NS.resultSet) };
    }
    const silent = infos.find(({ info }) => !info.ok && info.condition === 'disconnected');
    return silent ? refused('disconnected') : NO_DIRECTORY;
  }

  /** Where the directory has no titles, people's cards may. Whoever's card takes long has none for now. */
  async #withTitles(rows: readonly Found[]): Promise<DirectoryRow[]> {
    const unknown = rows.filter(({ jid, title }) => title === undefined && !this.#titles.has(jid));
    const readNext = async (): Promise<void> => {
      for (let row = unknown.shift(); row; row = unknown.shift()) await this.#readTitle(row.jid);
    };
    await Promise.all(Array.from({ length: CARDS_AT_ONCE }, readNext));
    return rows.map(({ jid, name, title, mail }) => ({ jid, name, title: title ?? this.#titles.get(jid) ?? '', mail }));
  }

  async #readTitle(jid: BareJid): Promise<void> {
    const answer = await this.#wire.iq.get(vcardGet(), { to: jid, timeout: CARD_TIMEOUT });
    if (!answer.ok && answer.condition === 'disconnected') return;
    if (this.#titles.size >= MOST_TITLES) this.#titles.clear();
    this.#titles.set(jid, answer.ok ? parseProfile(answer.stanza).title : '');
  }
}

interface PageFound extends Omit<DirectoryPage, 'rows'> {
  readonly rows: readonly Found[];
}

const NO_DIRECTORY: Problem = { problem: { ok: false, problem: { kind: 'no-directory' } } };

function refused(condition: string): Problem {
  const isOffline = condition === 'disconnected';
  return { problem: { ok: false, problem: isOffline ? { kind: 'not-online' } : { kind: 'refused', condition } } };
}

function compare(a: string, b: string): number {
  return a.localeCompare(b);
}
