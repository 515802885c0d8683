/** What stands for somebody of whom there is no picture: a letter, and a colour that is always the same for them. */

/** The first letter of an address that is one; null if there is none. */
export function initial(jid: string): string | null {
  return /[\p{L}\p{N}]/u.exec(jid)?.[0].toUpperCase() ?? null;
}

/** An angle on the colour circle, in degrees. */
export function hue(jid: string): number {
  let hash = 0;
  for (const character of jid) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) % 360_007;
  return hash % 360;
}
