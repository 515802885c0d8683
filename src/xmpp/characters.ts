/** XML 1.0 §2.2: the characters that may stand in a document. Anything else closes the stream of whoever sends it. */

const INVALID = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|\p{Cs}/u;
const ALL_INVALID = new RegExp(INVALID.source, 'gu');
const REPLACEMENT = '\uFFFD';

/** Whether every character may stand in XML. A surrogate without its other half may not. */
export function isValidXmlText(text: string): boolean {
  return !INVALID.test(text);
}

/** The text with U+FFFD in place of what may not stand in XML. */
export function validXmlText(text: string): string {
  return isValidXmlText(text) ? text : text.replace(ALL_INVALID, REPLACEMENT);
}

/** Text of others, made fit to be shown in a line or two: no controls, no invisible direction marks, cut to length. */
export function displayText(text: string, longest: number): string {
  const clean = text
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    // Overrides and isolates could reorder what stands around them; <bdi> gives each text its own direction.
    .replace(/[\u202A-\u202E\u2066-\u2069\p{Co}\p{Cs}]/gu, '')
    .trim();
  if (clean.length <= longest) return clean;
  // Not in the middle of what people see as one character.
  const characters = new Intl.Segmenter().segment(clean.slice(0, longest + 32));
  let cut = '';
  for (const { segment } of characters) {
    if (cut.length + segment.length > longest) break;
    cut += segment;
  }
  return `${cut.trimEnd()}…`;
}

/** Text that a person wrote, as it is sent: without what may not stand in XML, and with one kind of line end (XML 1.0 §2.11). */
export function messageText(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(ALL_INVALID, '');
}
