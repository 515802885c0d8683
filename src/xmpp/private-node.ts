/**
 * The person's private node (XEP-0223): their preference, their options, their decisions about people, and
 * the invitations that they hand out.
 *
 * | item | payload |
 * |---|---|
 * | `preference` | `<preference xmlns='…' handling='prompt' at='2026-11-22T10:00:00.000Z'/>` |
 * | `marks-0` to `marks-15` | `<marks xmlns='…'><mark jid='a@b' act='deny' at='…' done='false'/>…</marks>` |
 * | `options` | `<options xmlns='…'><option name='theme' value='dark' at='…'/>…</options>` |
 * | `invitations` | `<invitations xmlns='…'><invitation token='…' label='…' created='…' expires='…' once='true' revoked='false' at='…'><used>a@b</used></invitation>…</invitations>` |
 *
 * A mark is done, and takes nothing back, unless it says otherwise (`done='false'`, `take-back='true'`).
 * `handling` is absent while the person leaves it at the default. Times are XEP-0082, UTC.
 * What cannot be read is passed over: a later version may write more.
 */
import { bareJid, type BareJid } from '../core/jid.js';
import { MARK_ACTS, SHARDS, type Mark, type Preference } from '../core/marks.js';
import { MOST_INVITATIONS, type Invitation } from '../core/invitations.js';
import { isOptionName, isOptionValue, type OptionEntry, type OptionName } from '../core/options.js';
import { HANDLINGS } from '../core/policy/schema.js';
import type { PubsubItem } from './xep0060-pubsub.js';
import { xml, type Element } from './element.js';
import { formatTime, parseTime } from './xep0082-date-time.js';

export const PRIVATE_NODE = 'urn:im-contact-requests:private:1';
export const PREFERENCE_ITEM = 'preference';
export const OPTIONS_ITEM = 'options';
export const INVITATIONS_ITEM = 'invitations';

/** Nobody but the person may read it, and nothing of it is sent by itself. */
export const PRIVATE_NODE_CONFIG = {
  access_model: 'whitelist',
  persist_items: 'true',
  max_items: String(SHARDS + 16),
  send_last_published_item: 'never',
} as const;

export function marksItem(shard: number): string {
  return `marks-${shard}`;
}

/** The shard that an item holds, or undefined if it holds none. */
export function shardOfItem(id: string): number | undefined {
  const shard = /^marks-(\d{1,2})$/.exec(id)?.[1];
  return shard !== undefined && Number(shard) < SHARDS ? Number(shard) : undefined;
}

export function formatPreference({ handling, at }: Preference): Element {
  return xml('preference', { xmlns: PRIVATE_NODE, handling, at: formatTime(at) });
}

export function parsePreference(payload: Element | undefined): Preference | undefined {
  if (!payload?.is('preference', PRIVATE_NODE)) return undefined;
  const at = parseTime(payload.attrs.at);
  const { handling } = payload.attrs;
  const known = HANDLINGS.find((candidate) => candidate === handling) ?? null;
  return at === undefined || (handling !== undefined && !known) ? undefined : { handling: known, at };
}

export function formatMarks(marks: Iterable<readonly [BareJid, Mark]>): Element {
  const entries = [...marks].map(([jid, { act, at, done, takeBack }]) =>
    // The usual is left out: there may be thousands, and a server writes all of them at each change.
    xml('mark', { jid, act, at: formatTime(at), done: done ? null : 'false', 'take-back': takeBack ? 'true' : null }),
  );
  return xml('marks', { xmlns: PRIVATE_NODE }, entries);
}

export function parseMarks(payload: Element | undefined): (readonly [BareJid, Mark])[] {
  if (!payload?.is('marks', PRIVATE_NODE)) return [];
  return payload.getChildren('mark', PRIVATE_NODE).flatMap(({ attrs }) => {
    const jid = bareJid(attrs.jid ?? '');
    const act = MARK_ACTS.find((known) => known === attrs.act);
    const at = parseTime(attrs.at);
    if (!jid || !act || at === undefined) return [];
    return [[jid, { act, at, done: attrs.done !== 'false', takeBack: attrs['take-back'] === 'true' }] as const];
  });
}

export function formatOptions(options: Iterable<readonly [OptionName, OptionEntry]>): Element {
  const entries = [...options].map(([name, { value, at }]) => xml('option', { name, value, at: formatTime(at) }));
  return xml('options', { xmlns: PRIVATE_NODE }, entries);
}

export function parseOptions(payload: Element | undefined): (readonly [OptionName, OptionEntry])[] {
  if (!payload?.is('options', PRIVATE_NODE)) return [];
  return payload.getChildren('option', PRIVATE_NODE).flatMap(({ attrs: { name, value = '', at: time } }) => {
    const at = parseTime(time);
    return isOptionName(name) && at !== undefined && isOptionValue(name, value) ? [[name, { value, at }] as const] : [];
  });
}

export function formatInvitations(invitations: Iterable<Invitation>): Element {
  const entries = [...invitations].map(({ token, label, created, expires, once, revoked, usedBy, at }) =>
    xml(
      'invitation',
      {
        token,
        label,
        created: formatTime(created),
        expires: formatTime(expires),
        once: String(once),
        revoked: String(revoked),
        at: formatTime(at),
      },
      usedBy.map((jid) => xml('used', {}, jid)),
    ),
  );
  return xml('invitations', { xmlns: PRIVATE_NODE }, entries);
}

export function parseInvitations(payload: Element | undefined): Invitation[] {
  if (!payload?.is('invitations', PRIVATE_NODE)) return [];
  const invitations = payload.getChildren('invitation', PRIVATE_NODE).flatMap((element): Invitation[] => {
    const { token, label = '', once, revoked } = element.attrs;
    const [created, expires, at] = ['created', 'expires', 'at'].map((name) => parseTime(element.attrs[name]));
    if (!token || created === undefined || expires === undefined || at === undefined) return [];
    const usedBy = element.getChildren('used', PRIVATE_NODE).flatMap((used) => bareJid(used.text()) ?? []);
    return [{ token, label, created, expires, once: once === 'true', revoked: revoked === 'true', usedBy, at }];
  });
  return invitations.slice(0, MOST_INVITATIONS);
}

/** Everything on the node, from one fetch. */
export function parsePrivateItems(items: readonly PubsubItem[]): {
  readonly preference: Preference | null;
  readonly marks: (readonly [BareJid, Mark])[];
  readonly options: (readonly [OptionName, OptionEntry])[];
  readonly invitations: Invitation[];
} {
  const payload = (id: string): Element | undefined => items.find((item) => item.id === id)?.payload;
  return {
    preference: parsePreference(payload(PREFERENCE_ITEM)) ?? null,
    options: parseOptions(payload(OPTIONS_ITEM)),
    invitations: parseInvitations(payload(INVITATIONS_ITEM)),
    marks: items.flatMap((item) => (shardOfItem(item.id) === undefined ? [] : parseMarks(item.payload))),
  };
}
