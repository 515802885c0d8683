/**
 * Presence that tells whether somebody is there (RFC 6121 §4), and since when nobody has touched their device
 * (XEP-0319). When it was sent (XEP-0203) is left out: the server delays what somebody said before we came, and it
 * holds all the same.
 */
import { SHOWS, type Availability } from '../core/availability.js';
import { parseJid, type BareJid } from '../core/jid.js';
import { displayText } from './characters.js';
import { NS } from './ns.js';
import { xml, type Element } from './element.js';
import { formatTime, parseTime } from './xep0082-date-time.js';

const LONGEST_STATUS = 200;
const LOWEST_PRIORITY = -128;
const HIGHEST_PRIORITY = 127;

/** What a resource says of itself. */
export interface SaidAvailability {
  readonly jid: BareJid;
  /** Empty: it is about all resources of theirs. */
  readonly resource: string;
  /** Null: it is gone. */
  readonly availability: Availability | null;
}

/** Presence for all who see ours or, with `to`, for one alone (RFC 6121 §4.6); null: we are not there. */
export function availabilityPresence(
  availability: Availability | null,
  { to, extensions = [] }: { readonly to?: string; readonly extensions?: readonly Element[] } = {},
): Element {
  if (!availability) return xml('presence', { type: 'unavailable', to }, ...extensions);
  const { show, status, priority, idleSince } = availability;
  return xml(
    'presence',
    { to },
    show !== 'available' && xml('show', {}, show),
    status !== '' && xml('status', {}, status),
    xml('priority', {}, String(priority)),
    idleSince !== null && xml('idle', { xmlns: NS.idle, since: formatTime(idleSince) }),
    ...extensions,
  );
}

/** What a presence stanza says of its sender's availability, if anything. */
export function parseAvailability(presence: Element): SaidAvailability | undefined {
  const sender = parseJid(presence.attrs.from ?? '');
  if (!sender) return undefined;
  const { bare: jid, resource } = sender;
  switch (presence.attrs.type) {
    case undefined:
      return { jid, resource, availability: readAvailability(presence) };
    case 'unavailable':
    // RFC 6121 §4.3.2: what came back did not arrive there.
    case 'error':
      return { jid, resource, availability: null };
    default:
      return undefined;
  }
}

function readAvailability(presence: Element): Availability {
  const namespace = presence.getNS();
  const text = (name: string): string => presence.getChildText(name, namespace) ?? '';
  const show = text('show').trim();
  return {
    show: SHOWS.find((known) => known === show) ?? 'available',
    status: displayText(text('status'), LONGEST_STATUS),
    priority: readPriority(text('priority')),
    idleSince: parseTime(presence.getChild('idle', NS.idle)?.attrs.since) ?? null,
  };
}

/** RFC 6121 §4.7.2.3: 0 unless it is given; so is one that is no priority. */
function readPriority(text: string): number {
  const priority = /^\s*[+-]?\d{1,3}\s*$/.test(text) ? Number(text) : 0;
  return priority >= LOWEST_PRIORITY && priority <= HIGHEST_PRIORITY ? priority : 0;
}
