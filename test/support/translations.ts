/** The texts of the interface, as tests look for them in other languages. */
import { open, type Message } from '../strings.mjs';
import { catalogues } from '../../src/generated/catalogues.js';
import { ROOT } from './e2e.js';

/** Every text of the code. */
export function sourceMessages(): readonly Message[] {
  return open(ROOT).localizer.extractSourceMessages().messages;
}

/** Turns a text of the code into what is read in this language. */
export async function translatorInto(language: string): Promise<(text: string) => string> {
  const templates = (await catalogues[language]?.())?.templates ?? {};
  const names = new Map(sourceMessages().map(({ name, contents }) => [contents[0], name]));
  return (text) => {
    const translated = templates[names.get(text) ?? ''];
    return typeof translated === 'string' ? translated : text;
  };
}
