/** The text of a file that somebody saved from a spreadsheet: UTF-8, or UTF-16 as Excel writes it. */

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be';

export type Decoded =
  | { readonly ok: true; readonly text: string; readonly encoding: Encoding }
  /** The first line that holds what is no text in this encoding. */
  | { readonly ok: false; readonly line: number; readonly encoding: Encoding };

const LF = 0x0a;
const CR = 0x0d;

/** Decodes a whole file; a byte order mark is no part of its text. Nothing is replaced: it would be somebody's name. */
export function decodeText(octets: Uint8Array<ArrayBuffer>): Decoded {
  const encoding = encodingOf(octets);
  const decoder = new TextDecoder(encoding, { fatal: true });
  try {
    return { ok: true, text: decoder.decode(octets), encoding };
  } catch {
    return { ok: false, line: firstBadLine(octets, encoding), encoding };
  }
}

/** By its byte order mark; else by the zeros beside the first letter, which is an ASCII one in the name of a column. */
function encodingOf([first, second]: Uint8Array): Encoding {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  if (first === undefined || second === undefined) return 'utf-8';
  if (first !== 0 && second === 0) return 'utf-16le';
  return first === 0 && second !== 0 ? 'utf-16be' : 'utf-8';
}

/** No character goes on beyond a line end, so each line is good or bad by itself. */
function firstBadLine(octets: Uint8Array<ArrayBuffer>, encoding: Encoding): number {
  const width = encoding === 'utf-8' ? 1 : 2;
  const unit = (at: number): number => {
    const [first = -1, second = -1] = octets.subarray(at, at + width);
    return width === 1 ? first : encoding === 'utf-16le' ? first + second * 256 : first * 256 + second;
  };
  let line = 1;
  for (let start = 0; start < octets.length; line++) {
    let end = start;
    while (end < octets.length && unit(end) !== LF && unit(end) !== CR) end += width;
    if (!isText(octets.subarray(start, Math.min(end, octets.length)), encoding)) return line;
    end += unit(end) === CR && unit(end + width) === LF ? 2 * width : width;
    start = end;
  }
  return line;
}

function isText(octets: Uint8Array<ArrayBuffer>, encoding: Encoding): boolean {
  try {
    new TextDecoder(encoding, { fatal: true }).decode(octets);
    return true;
  } catch {
    return false;
  }
}
