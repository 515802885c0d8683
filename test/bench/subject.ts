/** What is compared: pages that take the same question in their address, and tell the same of what they show. */
import { join } from 'node:path';
import { ROOT } from '../support/e2e.js';

/** `floor-with-roster`: the floor, which has asked for its contact list, and so hears of each change, as clients do. */
export const SUBJECTS = ['ours', 'converse', 'floor', 'floor-with-roster'] as const;
export type Subject = (typeof SUBJECTS)[number];

/** Where the files are that the pages load, by the first part of their path. */
export const FOLDERS = {
  pages: join(ROOT, 'test/bench/pages'),
  ours: join(ROOT, 'dist/bench'),
  converse: join(ROOT, 'test/bench/node_modules/converse.js/dist'),
};

export interface Question {
  /** A WebSocket address. */
  readonly service: string;
  readonly domain: string;
  readonly jid: string;
  readonly password: string;
  readonly policy: 'accept-all' | 'prompt';
  /** What the page shows: requests that wait, the contact list, or the conversation with this contact. */
  readonly show: 'requests' | 'contacts' | `chat ${string}`;
}

export function addressOf(subject: Subject, origin: string, question: Question): string {
  const [name, roster] = subject === 'floor-with-roster' ? ['floor', 'yes'] : [subject, 'no'];
  const page = question.show === 'requests' ? name : `${name}-messaging`;
  return `${origin}/pages/${page}.html?${new URLSearchParams({ ...question, roster }).toString()}`;
}
