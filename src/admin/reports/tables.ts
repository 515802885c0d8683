/** What the reports show, as tables. Times are in UTC (ISO 8601), so that files from anywhere can be put together. */
import type { Revision } from '../policy/revision.js';
import type { Bar, LastActivity } from './activity.js';
import type { Table } from './table.js';

/** Who is online, with how many sessions; `jids` are full JIDs. */
export function onlineTable(jids: readonly string[]): Table {
  const sessions = new Map<string, number>();
  for (const jid of jids) {
    const bare = jid.split('/', 1)[0] ?? jid;
    sessions.set(bare, (sessions.get(bare) ?? 0) + 1);
  }
  return { columns: ['Address', 'Sessions'], rows: [...sessions].sort(([a], [b]) => (a < b ? -1 : 1)) };
}

/** How many people have one session, two, three, and more. */
export function peopleBySessions({ rows }: Table): readonly Bar[] {
  const labels = ['1 session', '2 sessions', '3 sessions', '4 or more'];
  return labels.map((label, index) => {
    const isLast = index === labels.length - 1;
    const people = rows.filter(([, sessions]) => (isLast ? Number(sessions) > index : sessions === index + 1));
    return { label, value: people.length };
  });
}

/** Who was there last when; the latest first, at the end those who never were. */
export function activityTable(activity: readonly LastActivity[]): Table {
  const sorted = [...activity].sort((a, b) => (b.at ?? -1) - (a.at ?? -1) || (a.jid < b.jid ? -1 : 1));
  return { columns: ['Address', 'Last there'], rows: sorted.map(({ jid, at }) => [jid, isoTime(at) || 'never']) };
}

/** Every revision, the oldest first. */
export function revisionsTable(revisions: readonly Revision[]): Table {
  return {
    columns: ['Revision', 'Published', 'By'],
    rows: [...revisions]
      .reverse()
      .map(({ revision, at, publisher }) => [revision || 'unreadable', isoTime(at), publisher?.jid ?? '']),
  };
}

/** How many revisions there were in each of the last `months` months, the oldest first; UTC. */
export function revisionsPerMonth(
  revisions: readonly Revision[],
  now: number,
  months: number,
  label: (start: number) => string,
): readonly Bar[] {
  const today = new Date(now);
  const start = (back: number): number => Date.UTC(today.getUTCFullYear(), today.getUTCMonth() - back, 1);
  return Array.from({ length: months }, (_, index) => {
    const [from, to] = [start(months - 1 - index), start(months - 2 - index)];
    return { label: label(from), value: revisions.filter(({ at = 0 }) => at >= from && at < to).length };
  });
}

function isoTime(at: number | undefined): string {
  // The clock of a publisher may say anything.
  return at === undefined || Number.isNaN(new Date(at).getTime()) ? '' : new Date(at).toISOString();
}
