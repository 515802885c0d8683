/**
 * The person's private node (XEP-0223): their preference and their decisions about people.
 *
 * | item | payload |
 * |---|---|
 * | `preference` | `<preference xmlns='…' handling='prompt' at='2026-11-22T10:00:00.000Z'/>` |
 * | `marks-0` to `marks-15` | `<marks xmlns='…'><mark jid='a@b' act='deny' at='…' done='false' take-back='false'/>…</marks>` |
 *
 * `handling` is absent while the person leaves it at the default. Times are XEP-0082, UTC.
 * What cannot be read is passed over: a later version may write more.
 */
import { bareJid, type BareJid } from '../core/jid.js';
import { MARK_ACTS, SHARDS, type Mark, type Preference } from '../core/marks.js';
import { HANDLINGS } from '../core/policy/schema.js';
import type { PubsubItem } from './xep0060-pubsub.js';
import { xml, type Element } from './element.js';

export const PRIVATE_NODE = 'urn:im-contact-requests:private:1';
export const PREFERENCE_ITEM = 'preference';

/** Nobody but the person may read it, and nothing of it is sent by itself. */
export const PRIVATE_NODE_CONFIG = {
  access_model: 'whitelist',
  persist_items: 'true',
  max_items: String(SHARDS + 4),
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
  return xml('preference', { xmlns: PRIVATE_NODE, handling, at: new Date(at).toISOString() });
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
    xml('mark', { jid, act, at: new Date(at).toISOString(), done: String(done), 'take-back': String(takeBack) }),
  );
  return xml('marks', { xmlns: PRIVATE_NODE }, entries);
}

export function parseMarks(payload: Element | undefined): (readonly [BareJid, Mark])[] {
  if (!payload?.is('marks', PRIVATE_NODE)) return [];
  return payload.getChildren('mark').flatMap(({ attrs }) => {
    const jid = bareJid(attrs.jid ?? '');
    const act = MARK_ACTS.find((known) => known === attrs.act);
    const at = parseTime(attrs.at);
    if (!jid || !act || at === undefined) return [];
    return [[jid, { act, at, done: attrs.done === 'true', takeBack: attrs['take-back'] === 'true' }] as const];
  });
}

/** Everything on the node, from one fetch. */
export function parsePrivateItems(items: readonly PubsubItem[]): {
  readonly preference: Preference | null;
  readonly marks: (readonly [BareJid, Mark])[];
} {
  const preference = items.find((item) => item.id === PREFERENCE_ITEM);
  return {
    preference: parsePreference(preference?.payload) ?? null,
    marks: items.flatMap((item) => (shardOfItem(item.id) === undefined ? [] : parseMarks(item.payload))),
  };
}

/** The end of the year 9999, up to which XEP-0082 can write. */
const LAST_TIME = Date.UTC(10_000, 0) - 1;

function parseTime(text: string | undefined): number | undefined {
  const time = Date.parse(text ?? '');
  return time >= 0 && time < LAST_TIME ? time : undefined;
}
