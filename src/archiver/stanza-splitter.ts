/**
 * Cuts a stream of XML (RFC 6120 §4) into the stanzas that are in it, as texts for `parseFrame`, which has the say about
 * what is well-formed. It counts how deep it is, and knows as much of XML as that takes: servers write stanzas without CDATA.
 */
export type StreamPart =
  | { readonly part: 'opened'; readonly id: string }
  | { readonly part: 'stanza'; readonly text: string }
  /** The stream is over: the server has closed it, or what comes is no stream (`not-well-formed`, `too-long`). */
  | { readonly part: 'closed'; readonly reason: string };

/** UTF-16 code units of a stanza. */
const LONGEST = 1024 * 1024;
// A tag, whose attributes may have “>” in their values; comments and the like are none. Nothing in it can be matched in two
// ways: while the end of a long tag has not come, that would take time by the square of its length.
const TAG = /<(?:\?[^>]*\?|\/\s*[^\s>]+\s*|[^\s!?/>"'](?:[^"'>]|"[^"]*"|'[^']*')*)>/g;

export class StanzaSplitter {
  #text = '';
  #depth = 0;
  #isOpen = false;
  /** How far the text has been looked at. */
  #at = 0;

  /** The parts that are whole with what has come now. */
  push(text: string): StreamPart[] {
    this.#text += text;
    const parts: StreamPart[] = [];
    TAG.lastIndex = this.#at;
    for (let found = TAG.exec(this.#text); found; found = TAG.exec(this.#text)) {
      const [tag] = found;
      this.#at = TAG.lastIndex;
      if (tag.startsWith('<?')) continue;
      if (!this.#isOpen) {
        this.#isOpen = true;
        parts.push({ part: 'opened', id: / id=["']([^"']*)["']/.exec(tag)?.[1] ?? '' });
        this.#drop();
        continue;
      }
      if (tag.startsWith('</')) this.#depth--;
      else if (!tag.endsWith('/>')) this.#depth++;
      if (this.#depth < 0) return [...parts, { part: 'closed', reason: 'closed' }];
      if (this.#depth > 0) continue;
      const stanza = this.#text.slice(0, this.#at).trimStart();
      this.#drop();
      // A prefix that the stream declares is used for this alone (RFC 6120 §4.9).
      const [, condition] = /^<stream:error[^>]*>\s*<([a-z-]+)/.exec(stanza) ?? [];
      parts.push(condition === undefined ? { part: 'stanza', text: stanza } : { part: 'closed', reason: condition });
    }
    if (this.#text.length > LONGEST) parts.push({ part: 'closed', reason: 'too-long' });
    return parts;
  }

  #drop(): void {
    this.#text = this.#text.slice(this.#at);
    this.#at = 0;
    TAG.lastIndex = 0;
  }
}
