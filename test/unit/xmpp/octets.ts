/** What mechanisms exchange, as text. */
export function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

export function text(octets: Uint8Array): string {
  return new TextDecoder('utf-8', { fatal: true }).decode(octets);
}
