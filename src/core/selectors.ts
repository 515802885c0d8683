/** Slices of the view, computed from the state; the cost depends on the page shown, not on how many requests wait. */
import type { BareJid } from './jid.js';
import { isListed } from './policy/domains.js';
import { domainWarning } from './policy/lookalike.js';
import { sawOrAsked } from './roster.js';
import type { State, Waiting } from './state.js';
import type {
  ActivitySlice,
  RequestRow,
  RequestsSlice,
  SessionSlice,
  SettingSlice,
  StaySignedIn,
  Window,
} from './view.js';

const ACTIVITY_SHOWN = 20;
const IGNORED_SHOWN = 50;

/** The server has everything that the person decided: a session that ended now would lose none of it. */
export function isCarriedOut(state: State): boolean {
  const { preference, saving, intents, marks, toComplete, dirtyShards, publishing } = state;
  // Where the private node cannot be read nothing is published either.
  const isPublished = preference.kind !== 'known' || (dirtyShards.size === 0 && publishing.size === 0);
  const isDone = [...toComplete].every((jid) => marks.get(jid)?.done ?? true);
  return isPublished && isDone && intents.size === 0 && saving !== 'saving';
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

export function requestsSlice(state: State, window: Window): RequestsSlice {
  const total = state.prompts.size;
  // The last page stays in view when the list gets shorter.
  const lastPage = Math.max(0, Math.floor((total - 1) / window.limit) * window.limit);
  const offset = Math.min(window.offset, lastPage);
  return {
    loaded: state.synchronised,
    total,
    offset,
    rows: pageOf(state.prompts, offset, window.limit).flatMap((jid) => {
      const waiting = state.requests.get(jid);
      return waiting ? [row(state, waiting)] : [];
    }),
    canBlock: state.blocked.kind === 'known',
    ignored: pageOf(state.ignored, 0, IGNORED_SHOWN),
    ignoredTotal: state.ignored.size,
  };
}

function pageOf(set: ReadonlySet<BareJid>, offset: number, limit: number): BareJid[] {
  const page: BareJid[] = [];
  let index = 0;
  for (const jid of set) {
    if (index >= offset + limit) break;
    if (index++ >= offset) page.push(jid);
  }
  return page;
}

function row(state: State, { request, verdict, refused }: Waiting): RequestRow {
  const contact = state.roster.kind === 'known' ? state.roster.items.get(request.jid) : undefined;
  const listed = state.inForce?.listed;
  return {
    jid: request.jid,
    domain: request.domain,
    nick: request.nick,
    note: request.note,
    since: request.since,
    origin: !listed || listed.size === 0 ? 'unknown' : isListed(request.domain, listed) ? 'colleague' : 'outside',
    warning: (state.inForce && domainWarning(request.domain, state.inForce.lookalikes)) ?? null,
    pending: verdict.do === 'approve' || verdict.do === 'deny' || verdict.do === 'block' ? verdict.do : null,
    refused: refused ?? null,
    alreadyContact: sawOrAsked(contact),
  };
}

export function activitySlice(state: State): ActivitySlice {
  const lines = state.log
    .slice(-ACTIVITY_SHOWN)
    .reverse()
    .map(({ id, jid, at, rule, addedBack, undone }) => ({ id, jid, at, rule, addedBack, undone }));
  return { total: state.log.length, lines };
}
