declare module 'punycode/punycode.es6.js' {
  /** Decodes a Punycode label without its `xn--` (RFC 3492 §6.2). Throws RangeError if it is none. */
  export function decode(label: string): string;
  /** Encodes a label; the result lacks the `xn--` (RFC 3492 §6.3). */
  export function encode(label: string): string;
}
