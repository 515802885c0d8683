/**
 * Slices of the view, computed from the state. What crosses to a page is bounded by what it shows; what is
 * looked at for that is each waiting request once, with everything about it at hand (see `standing.ts`).
 */
import { logLine } from './decision-log.js';
import { heldAnswer, isHidden } from './held.js';
import type { BareJid } from './jid.js';
import { optionValues } from './options.js';
import { isListed } from './policy/domains.js';
import { isIdle } from './own-availability.js';
import type { OwnSlice } from './people-view.js';
import { sawOrAsked } from './roster.js';
import { invitationOf, passes, prepared, standingOf, type Standing } from './standing.js';
import type { State, Waiting } from './state.js';
import type {
  ActivitySlice,
  BulkProgress,
  ListPage,
  LogLine,
  OptionsSlice,
  RequestGroup,
  RequestRow,
  RequestsSlice,
  SessionSlice,
  SettingSlice,
  StaySignedIn,
  Window,
} from './view.js';

const ACTIVITY_SHOWN = 20;
const DOMAINS_SHOWN = 20;
const CONTACT_GROUPS_SHOWN = 100;

/** The server has everything that the person decided: a session that ended now would lose none of it. */
export function isCarriedOut(state: State): boolean {
  const { preference, marks, toComplete, dirtyShards, publishing, intents, toBlock, bulk, answers, repairs } = state;
  // Where the private node cannot be read nothing is published either.
  const isPublished = preference.kind !== 'known' || (dirtyShards.size === 0 && publishing === undefined);
  const isDone = [...toComplete].every((jid) => marks.get(jid)?.done ?? true);
  const isSaved = [state.saving, state.savingOptions, state.savingInvitations].every((saving) => saving !== 'saving');
  const isAnswered = [intents, toBlock, answers, repairs].every(({ size }) => size === 0) && !bulk;
  return isPublished && isDone && isSaved && isAnswered;
}

/** How many answers are still to be sent, or on their way. */
export function leftToSend({ inBulk, answers, intents, toBlock }: State): number {
  return inBulk.size + answers.size + intents.size + toBlock.size;
}

/** The server has said what waits, and all that is needed to decide about it. */
export function isLoaded({ synchronised, inForce, preference, blocked, roster }: State): boolean {
  return synchronised && inForce !== undefined && [preference, blocked, roster].every(({ kind }) => kind !== 'unknown');
}

/** The server has said everything, or is not there to say more. */
export function hasHeardAll(state: State): boolean {
  return isLoaded(state) || (state.link.phase !== 'connecting' && state.link.phase !== 'online');
}

export function sessionSlice(state: State, stay: StaySignedIn, preset: SessionSlice['preset']): SessionSlice {
  return { link: state.link, account: state.account?.jid ?? null, stay, preset };
}

export function settingSlice(state: State): SettingSlice {
  const { inForce, policy } = state;
  return {
    setting: inForce?.setting ?? { kind: 'absent', why: 'not-yet-known' },
    handling: inForce?.handling ?? null,
    saving: state.saving,
    notice: state.managed ? null : policyNotice(policy),
  };
}

function policyNotice(policy: State['policy']): SettingSlice['notice'] {
  if (policy.kind === 'none') return { kind: 'none', reason: policy.reason };
  return policy.kind === 'published' && policy.kept ? { kind: 'kept' } : null;
}

/** How many requests wait for an answer; cheaper than the whole slice. */
export function waitingCount(state: State): number {
  if (state.held.size === 0 && state.inBulk.size === 0) return state.prompts.size;
  let count = 0;
  for (const jid of state.prompts) if (!isHidden(state, jid)) count++;
  return count;
}

export function requestsSlice(state: State, { offset: wanted, limit, filter }: Window): RequestsSlice {
  const looking = prepared(filter);
  const inAnyDomain = { ...looking, domain: null };
  const counts: Record<RequestGroup, number> = { colleague: 0, outside: 0, repeat: 0, lookalike: 0 };
  const domains = new Map<string, number>();
  const matching: Waiting[] = [];
  let total = 0;
  for (const jid of state.prompts) {
    const waiting = state.requests.get(jid);
    if (!waiting || isHidden(state, jid)) continue;
    const standing = standingOf(state, waiting);
    total++;
    counts[standing.group]++;
    if (!passes(inAnyDomain, standing)) continue;
    const { domain } = waiting.request;
    domains.set(domain, (domains.get(domain) ?? 0) + 1);
    if (looking.domain === null || looking.domain === domain) matching.push(waiting);
  }
  // The last page stays in view when the list gets shorter.
  const lastPage = Math.max(0, Math.floor((matching.length - 1) / limit) * limit);
  const offset = Math.min(wanted, lastPage);
  return {
    loaded: isLoaded(state),
    total,
    counts,
    matching: matching.length,
    offset,
    rows: matching.slice(offset, offset + limit).map((waiting) => row(state, waiting, standingOf(state, waiting))),
    domains: mostFrequent(domains),
    can: { block: state.blocked.kind === 'known', report: state.features.reports },
    contactGroups: contactGroups(state),
    ignored: state.ignored.size,
    bulk: bulkProgress(state),
    held: heldAnswer(state),
  };
}

function mostFrequent(domains: ReadonlyMap<string, number>): RequestsSlice['domains'] {
  return [...domains]
    .sort(([a, many], [b, more]) => more - many || (a < b ? -1 : 1))
    .slice(0, DOMAINS_SHOWN)
    .map(([domain, count]) => ({ domain, count }));
}

function contactGroups({ roster }: State): string[] {
  if (roster.kind !== 'known') return [];
  const groups = new Set<string>();
  for (const { groups: some } of roster.items.values()) for (const group of some) groups.add(group);
  return [...groups].sort().slice(0, CONTACT_GROUPS_SHOWN);
}

function bulkProgress({ bulk, heldBulk, inBulk }: State): BulkProgress | null {
  if (!bulk || heldBulk !== undefined) return null;
  return { act: bulk.act, total: bulk.jids.length, done: bulk.jids.length - inBulk.size };
}

/** How many would wait again if the answer to many were stopped now. */
export function queuedCount({ inBulk }: State): number {
  return [...inBulk.values()].filter((how) => how === 'queued').length;
}

/** The request of `jid`, if it waits for an answer of the person. */
export function waitingRow(state: State, jid: BareJid): RequestRow | undefined {
  const waiting = state.prompts.has(jid) && !isHidden(state, jid) ? state.requests.get(jid) : undefined;
  return waiting && row(state, waiting, standingOf(state, waiting));
}

function row(
  state: State,
  { request, verdict, refused }: Waiting,
  { group, warning, turnedAway }: Standing,
): RequestRow {
  const contact = state.roster.kind === 'known' ? state.roster.items.get(request.jid) : undefined;
  const listed = state.inForce?.listed;
  return {
    jid: request.jid,
    domain: request.domain,
    nick: request.nick,
    note: request.note,
    since: request.since,
    group,
    origin: !listed || listed.size === 0 ? 'unknown' : isListed(request.domain, listed) ? 'colleague' : 'outside',
    warning,
    turnedAway: turnedAway ?? null,
    invitation: invitationOf(state, request)?.label ?? null,
    pending: verdict.do === 'approve' || verdict.do === 'deny' || verdict.do === 'block' ? verdict.do : null,
    refused: refused ?? null,
    alreadyContact: sawOrAsked(contact),
  };
}

export function activitySlice(state: State): ActivitySlice {
  const lines = state.log.slice(-ACTIVITY_SHOWN).reverse();
  return { total: state.log.length, lines: lines.map((entry) => logLine(state, entry)) };
}

export function ownSlice(state: State): OwnSlice {
  return { chosen: state.own, isIdle: state.own.show !== 'invisible' && isIdle(state, state.clock) };
}

export function optionsSlice(state: State): OptionsSlice {
  const { blocked, marks, invitations } = state;
  const marked = { allow: 0, ignore: 0 };
  for (const { act } of marks.values()) if (act === 'allow' || act === 'ignore') marked[act]++;
  return {
    values: optionValues(state.options),
    saving: state.savingOptions === 'no' ? state.savingInvitations : state.savingOptions,
    invitations: [...invitations.values()].sort((a, b) => b.created - a.created),
    blocked: blocked.kind === 'known' ? blocked.jids.size : 0,
    ignored: marked.ignore,
    allowed: marked.allow,
    logging: state.logging,
  };
}

/** A page of the log, newest first, of the lines that hold `text`. */
export function logPage(state: State, text: string, offset: number, limit: number): ListPage<LogLine> {
  const wanted = text.trim().toLowerCase();
  const found = state.log.filter(({ jid, act }) => !wanted || jid.includes(wanted) || act === wanted).reverse();
  const entries = found.slice(offset, offset + limit).map((entry) => logLine(state, entry));
  return { total: found.length, offset, entries };
}

/** A page of the people on one of the lists, in alphabetical order. */
export function peoplePage(
  state: State,
  list: 'blocked' | 'ignored' | 'allowed',
  text: string,
  offset: number,
  limit: number,
): ListPage<{ readonly jid: BareJid; readonly at: number | null }> {
  const wanted = text.trim().toLowerCase();
  const found = people(state, list)
    .filter((jid) => jid.includes(wanted))
    .sort();
  const entries = found.slice(offset, offset + limit).map((jid) => ({ jid, at: state.marks.get(jid)?.at ?? null }));
  return { total: found.length, offset, entries };
}

function people({ blocked, marks }: State, list: 'blocked' | 'ignored' | 'allowed'): BareJid[] {
  if (list === 'blocked') return blocked.kind === 'known' ? ([...blocked.jids] as BareJid[]) : [];
  const act = list === 'ignored' ? 'ignore' : 'allow';
  return [...marks].filter(([, mark]) => mark.act === act).map(([jid]) => jid);
}
