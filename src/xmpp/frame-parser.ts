/**
 * A strict parser for one WebSocket frame: exactly one element (RFC 7395 §3.3.3), in the subset of XML
 * that XMPP allows (RFC 6120 §11.1: no comments, processing instructions, DTD or other entities).
 *
 * It replaces the parser of xmpp.js, which knows no limits, loses its place for good when a listener
 * throws, and goes silent at a DOCTYPE. It reads each character once, and gives up before it recurses,
 * builds or looks at anything beyond its limits.
 */
import { isValidXmlText } from './characters.js';
import { Element } from './element.js';

export interface FrameLimits {
  /** UTF-16 code units of a frame. A contact list of 50,000 comes as one frame. */
  readonly length: number;
  /** Elements inside one another. */
  readonly depth: number;
  /** Elements in a frame. */
  readonly elements: number;
  /** Attributes of one element. */
  readonly attributes: number;
}

export const FRAME_LIMITS: FrameLimits = { length: 16 * 1024 * 1024, depth: 48, elements: 250_000, attributes: 32 };

export type FrameFault =
  'too-long' | 'too-deep' | 'too-many-elements' | 'too-many-attributes' | 'not-well-formed' | 'restricted-xml';

export type Frame =
  { readonly ok: true; readonly element: Element } | { readonly ok: false; readonly fault: FrameFault };

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
]);
// XML 1.0 §2.3 and Namespaces §4: a name, with at most one prefix.
const NAME = /[\p{L}_][\p{L}\p{M}\p{N}_.·-]*(?::[\p{L}_][\p{L}\p{M}\p{N}_.·-]*)?/uy;
const SPACE = /[ \t\r\n]*/y;
const REFERENCE = /&(?:#(\d{1,7})|#x([\da-fA-F]{1,6})|([a-z]+));|&/g;

/** Reads a frame. Never throws, never recurses. */
export function parseFrame(text: string, limits: FrameLimits = FRAME_LIMITS): Frame {
  if (text.length > limits.length) return { ok: false, fault: 'too-long' };
  if (!isValidXmlText(text)) return { ok: false, fault: 'not-well-formed' };
  // XML 1.0 §2.11: all line ends are line feeds.
  const normalised = text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
  try {
    return { ok: true, element: new FrameParser(normalised, limits).parse() };
  } catch (error) {
    if (error instanceof Fault) return { ok: false, fault: error.fault };
    throw error;
  }
}

/** The name of the element that a frame begins with, read without parsing the rest. */
export function rootName(text: string): string {
  return /^[ \t\r\n]*<([A-Za-z:]{1,40})/.exec(text.slice(0, 200))?.[1] ?? '';
}

class Fault extends Error {
  readonly fault: FrameFault;
  constructor(fault: FrameFault) {
    super(fault);
    this.fault = fault;
  }
}

class FrameParser {
  readonly #text: string;
  readonly #limits: FrameLimits;
  #at = 0;
  #elements = 0;

  constructor(text: string, limits: FrameLimits) {
    this.#text = text;
    this.#limits = limits;
  }

  parse(): Element {
    this.#skipSpace();
    if (!this.#isStartTag()) this.#fail();
    const root = this.#startTag(undefined);
    let open: Element | null = root.closed ? null : root.element;
    let depth = 1;
    while (open) {
      const next = this.#text.indexOf('<', this.#at);
      if (next < 0) this.#fail();
      if (next > this.#at) appendText(open, this.#characters(next));
      this.#at = next;
      if (this.#text.startsWith('</', next)) {
        this.#endTag(open.name);
        open = open === root.element ? null : open.parent;
        depth--;
      } else if (this.#text.startsWith('<![CDATA[', next)) {
        appendText(open, this.#characterData());
      } else {
        if (depth >= this.#limits.depth) throw new Fault('too-deep');
        const child = this.#startTag(open);
        if (!child.closed) {
          open = child.element;
          depth++;
        }
      }
    }
    this.#skipSpace();
    if (this.#at < this.#text.length) this.#fail();
    return root.element;
  }

  #isStartTag(): boolean {
    return this.#text.charCodeAt(this.#at) === 0x3c && this.#text.charCodeAt(this.#at + 1) !== 0x2f;
  }

  #startTag(parent: Element | undefined): { readonly element: Element; readonly closed: boolean } {
    const following = this.#text.charCodeAt(this.#at + 1);
    if (following === 0x21 || following === 0x3f) throw new Fault('restricted-xml'); // <! and <?
    if (++this.#elements > this.#limits.elements) throw new Fault('too-many-elements');
    this.#at++;
    const element = new Element(this.#name());
    if (parent) {
      element.parent = parent;
      parent.children.push(element);
    }
    let attributes = 0;
    const names = [element.name];
    for (;;) {
      const spaced = this.#skipSpace();
      const character = this.#text[this.#at];
      if (character === '>' || character === '/') {
        const closed = character === '/';
        this.#expect(closed ? '/>' : '>');
        for (const name of names) checkPrefix(element, name);
        return { element, closed };
      }
      if (!spaced) this.#fail();
      if (++attributes > this.#limits.attributes) throw new Fault('too-many-attributes');
      const name = this.#attribute(element.attrs);
      if (name.includes(':') && !name.startsWith('xmlns:')) names.push(name);
    }
  }

  #attribute(attrs: Element['attrs']): string {
    const name = this.#name();
    this.#skipSpace();
    this.#expect('=');
    this.#skipSpace();
    const quote = this.#text[this.#at];
    if (quote !== '"' && quote !== "'") this.#fail();
    const end = this.#text.indexOf(quote, this.#at + 1);
    if (end < 0 || Object.hasOwn(attrs, name)) this.#fail();
    const raw = this.#text.slice(this.#at + 1, end);
    if (raw.includes('<')) this.#fail();
    this.#at = end + 1;
    if (name === '__proto__') return name; // a name that no standard uses, and that must not reach an object
    // XML 1.0 §3.3.3: white space in an attribute is a space.
    attrs[name] = this.#decode(/[\t\n]/.test(raw) ? raw.replace(/[\t\n]/g, ' ') : raw);
    return name;
  }

  #endTag(name: string): void {
    this.#at += 2;
    if (this.#name() !== name) this.#fail();
    this.#skipSpace();
    this.#expect('>');
  }

  #characters(end: number): string {
    const raw = this.#text.slice(this.#at, end);
    if (raw.includes(']]>')) this.#fail(); // XML 1.0 §2.4
    return this.#decode(raw);
  }

  #characterData(): string {
    const start = this.#at + '<![CDATA['.length;
    const end = this.#text.indexOf(']]>', start);
    if (end < 0) this.#fail();
    this.#at = end + 3;
    return this.#text.slice(start, end);
  }

  #name(): string {
    NAME.lastIndex = this.#at;
    const name = NAME.exec(this.#text)?.[0];
    if (!name) this.#fail();
    this.#at += name.length;
    return name;
  }

  #skipSpace(): boolean {
    SPACE.lastIndex = this.#at;
    const length = SPACE.exec(this.#text)?.[0].length ?? 0;
    this.#at += length;
    return length > 0;
  }

  #expect(text: string): void {
    if (!this.#text.startsWith(text, this.#at)) this.#fail();
    this.#at += text.length;
  }

  #decode(raw: string): string {
    if (!raw.includes('&')) return raw;
    return raw.replace(REFERENCE, (reference, decimal?: string, hex?: string, entity?: string) => {
      const character = entity !== undefined ? ENTITIES.get(entity) : characterAt(decimal, hex);
      // RFC 6120 §11.1: no entities but the predefined ones.
      if (character === undefined || reference === '&') throw new Fault(entity ? 'restricted-xml' : 'not-well-formed');
      return character;
    });
  }

  #fail(): never {
    throw new Fault('not-well-formed');
  }
}

function characterAt(decimal: string | undefined, hex: string | undefined): string | undefined {
  const code = decimal !== undefined ? parseInt(decimal, 10) : hex !== undefined ? parseInt(hex, 16) : -1;
  if (code <= 0 || code > 0x10ffff) return undefined;
  const character = String.fromCodePoint(code);
  return isValidXmlText(character) ? character : undefined;
}

function appendText(element: Element, text: string): void {
  if (text === '') return;
  const { children } = element;
  const last = children.length - 1;
  if (typeof children[last] === 'string') children[last] += text;
  else children.push(text);
}

/** Namespaces §5: a prefix has to be declared on the element or around it. */
function checkPrefix(element: Element, name: string): void {
  const colon = name.indexOf(':');
  if (colon < 0 || name.startsWith('xml:')) return;
  const declaration = `xmlns:${name.slice(0, colon)}`;
  for (let scope: Element | null = element; scope; scope = scope.parent) {
    if (Object.hasOwn(scope.attrs, declaration)) return;
  }
  throw new Fault('not-well-formed');
}
