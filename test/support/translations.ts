/** The texts of the interface, as tests look for them in other languages. */
import { open, type Message } from '../strings.mjs';
import { plural } from '../../src/ui/plural.js';
import { catalogues } from '../../src/generated/catalogues.js';
import { ROOT } from './e2e.js';

/** Every text of the code. */
export function sourceMessages(): readonly Message[] {
  return open(ROOT).localizer.extractSourceMessages().messages;
}

/** Turns what is read in English into what is read in this language, with a count that stands in it. */
export async function translatorInto(language: string): Promise<(text: string) => string> {
  const templates = (await catalogues[language]?.())?.templates ?? {};
  const messages = sourceMessages().map(({ name, contents }) => ({
    name,
    source: contents.filter((part) => typeof part === 'string').join(''),
  }));
  return (text) => {
    const count = Number(/\d+/.exec(text)?.[0]);
    const written = messages.find(({ source }) => source === text || plural(source, count, 'en') === text);
    const translated = templates[written?.name ?? ''];
    if (typeof translated !== 'string') return text;
    return written?.source === text ? translated : plural(translated, count, language);
  };
}
