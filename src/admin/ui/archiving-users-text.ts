import type { ArchiveEndpoint } from '../archiving/archiver.js';
import { peopleCount } from '../archiving/archiver-words.js';

/** Who is on an endpoint; `everybody` is the endpoint of whoever is not named. */
export function usersText({ name, people }: ArchiveEndpoint, everybody: string, locale: string): string {
  const named = people > 0 ? peopleCount(people, locale) : '';
  if (everybody === name) return `On it: everybody who is no exception${named ? `, and ${named}` : ''}.`;
  return named ? `On it: ${named}.` : 'Nobody is on it, so nothing is delivered there.';
}
