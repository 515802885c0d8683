/** As many as a function takes arguments everywhere. */
const AT_ONCE = 8192;

export function toBase64(octets: Uint8Array): string {
  let text = '';
  for (let start = 0; start < octets.length; start += AT_ONCE) {
    text += String.fromCharCode(...octets.subarray(start, start + AT_ONCE));
  }
  return btoa(text);
}

/** Throws where it is none. */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}
