/** What is compared: pages that take the same question in their address, and tell the same of what they show. */
import { join } from 'node:path';
import { ROOT } from '../support/e2e.js';

export const SUBJECTS = ['ours', 'converse', 'floor'] as const;
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
}

export function addressOf(subject: Subject, origin: string, question: Question): string {
  return `${origin}/pages/${subject}.html?${new URLSearchParams({ ...question }).toString()}`;
}
