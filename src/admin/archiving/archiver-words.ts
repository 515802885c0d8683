/** What the archiver tells, in words: where an endpoint leads, how it is doing, what a step of its test is. */
import { formatCount, formatExactly, formatSince, formatUntil } from '../../ui/format.js';
import type { ArchiveEndpoint, ArchiverStatus, EndpointStatus, EndpointType } from './archiver.js';

export const TYPE_WORDS: Readonly<Record<EndpointType, { readonly label: string; readonly meaning: string }>> = {
  smtp: {
    label: 'Secure SMTP',
    meaning: 'A mail for each message, by STARTTLS or TLS. The certificate of the mail server is checked.',
  },
  folder: { label: 'Folder', meaning: 'Files on the machine of the archiver: mails (EML), or lines of JSON.' },
  webhook: { label: 'HTTPS webhook', meaning: 'A request for each message, to a program of yours.' },
};

const STEPS: Readonly<Record<string, string>> = {
  'ca-file': 'Certificates of your own authority',
  host: 'Name of the host',
  connection: 'Connection',
  encryption: 'Encryption',
  certificate: 'Certificate',
  login: 'Login',
  folder: 'Folder',
  delivery: 'Delivery of a test message',
};

export function stepName(step: string): string {
  return STEPS[step] ?? step;
}

/** Where it leads, in two parts: how, and the place as it was written. */
export function whereTo({ type, settings }: ArchiveEndpoint): readonly [how: string, place: string] {
  switch (type) {
    case 'smtp': {
      const security = settings.security === 'tls' ? 'TLS' : 'STARTTLS';
      return [`Mail, by ${settings.host}:${settings.port} with ${security}, to`, settings.recipient];
    }
    case 'folder':
      return [
        settings.format === 'jsonl' ? 'Lines of JSON, in the folder' : 'Mails (EML), in the folder',
        settings.path,
      ];
    case 'webhook':
      return ['Requests, to', settings.url];
  }
}

export type Tone = 'good' | 'warn' | 'muted';

export interface StateWords {
  readonly word: string;
  readonly tone: Tone;
}

/** `hasPeople`: somebody is on it. */
export function stateWords(state: EndpointStatus['state'] | undefined, hasPeople: boolean): StateWords {
  switch (state) {
    case 'delivering':
      return hasPeople ? { word: 'Delivering', tone: 'good' } : { word: 'Ready', tone: 'muted' };
    case 'waiting':
      return { word: 'Waiting', tone: 'warn' };
    case 'starting':
    case undefined:
      return { word: 'Starting', tone: 'muted' };
  }
}

/** No pause is longer (2 minutes, and a bit): what says otherwise is from another clock. */
const LONGEST_PAUSE = 180_000;

/** Since when it waits, and when it is tried again. */
export function waitingText({ since, attempts, nextTry }: EndpointStatus, now: number, locale: string): string {
  const begun = since === undefined ? '' : `Since ${formatExactly(since, locale)}.`;
  const tried = attempts > 0 ? `Tried ${times(attempts, locale)}.` : '';
  return [begun, tried, `Next try: ${nextTryText(nextTry, now)}.`].filter((part) => part !== '').join(' ');
}

function nextTryText(nextTry: number | undefined, now: number): string {
  const pause = nextTry === undefined ? Infinity : nextTry - now;
  if (nextTry === undefined || Math.abs(pause) > LONGEST_PAUSE) return 'within minutes, by itself';
  return pause < 1000 ? 'now' : formatUntil(nextTry, now, 'en');
}

/** What it has done since the archiver was started, and how far it is. */
export function progressText(status: EndpointStatus, settled: number | undefined, now: number, locale: string): string {
  const { delivered, lastDelivered } = status;
  const count = delivered === 1 ? '1 message' : `${formatCount(delivered, locale)} messages`;
  const last = lastDelivered === undefined ? '' : `, the last ${formatSince(lastDelivered, now, 'en')}`;
  const done = `Delivered since the archiver was started: ${count}${last}.`;
  const waits = waitingEntries(status, settled);
  if (waits === undefined) return done;
  return waits === 0 ? `${done} Nothing waits.` : `${done} ${entries(waits, locale)} of the archive to go.`;
}

/** Entries of the server's archive that it has not come to, of which some may be for others; undefined if not known. */
export function waitingEntries({ cursor }: EndpointStatus, settled: number | undefined): number | undefined {
  return cursor === undefined || settled === undefined ? undefined : Math.max(0, settled - cursor);
}

export function entries(count: number, locale: string): string {
  return count === 1 ? '1 entry' : `${formatCount(count, locale)} entries`;
}

/** Whether somebody is on an endpoint; `everybody` is the endpoint of whoever is not named. */
export function isUsed({ name, people }: ArchiveEndpoint, everybody: string): boolean {
  return people > 0 || everybody === name;
}

/** What has to be said aloud when it changes: no counts, and no times. `used`: the endpoints that somebody is on. */
export function spokenStatus({ databaseText, endpoints }: ArchiverStatus, used: ReadonlySet<string>): string {
  const states = endpoints.map(({ name, state, text }) => {
    const { word } = stateWords(state, used.has(name));
    return `${name}: ${word}. ${text}`.trim();
  });
  return [databaseText && `Database: ${databaseText}`, ...states].filter((part) => part !== '').join(' ');
}

export function peopleCount(count: number, locale: string): string {
  return count === 1 ? '1 person' : `${formatCount(count, locale)} people`;
}

function times(count: number, locale: string): string {
  return count === 1 ? 'once' : `${formatCount(count, locale)} times`;
}
