export function toBase64(octets: Uint8Array): string {
  return btoa(String.fromCharCode(...octets));
}

/** Throws where it is none. */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}
