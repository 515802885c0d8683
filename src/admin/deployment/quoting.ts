/** Strings as values of configuration files: whatever they hold, they stay one value on one line. */

/** What would end a line or could not be seen, in any of the two languages. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\u2028\u2029]/gu;

/** A string of Lua 5.1 and later, by its octets. */
export function lua(text: string): string {
  const octets = (part: string): string =>
    [...new TextEncoder().encode(part)].map((octet) => `\\${String(octet).padStart(3, '0')}`).join('');
  return `"${text.replace(/[\\"]/g, '\\$&').replace(UNSEEN, octets)}"`;
}

/** A table of strings. */
export function luaList(all: readonly string[]): string {
  return all.length > 0 ? `{ ${all.map(lua).join(', ')} }` : '{ }';
}

/** A string of YAML in double quotes; half a character is none. */
export function yaml(text: string): string {
  const code = (character: string): string => `\\U${(character.codePointAt(0) ?? 0).toString(16).padStart(8, '0')}`;
  return `"${text
    .replace(/\p{Cs}/gu, '\ufffd')
    .replace(/[\\"]/g, '\\$&')
    .replace(UNSEEN, code)}"`;
}

/** A sequence of strings, in one line. */
export function yamlList(all: readonly string[]): string {
  return `[${all.map(yaml).join(', ')}]`;
}
