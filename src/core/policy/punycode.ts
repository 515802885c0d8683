/** Punycode (RFC 3492), to show a label as it was meant. */

const BASE = 36;
const LEAST = 1;
const MOST = 26;

/** Decodes a label, without its prefix `xn--`. Throws RangeError if it is none. */
export function decodePunycode(label: string): string {
  if (/[^\p{ASCII}]/u.test(label)) throw new RangeError(label);
  const hyphen = label.lastIndexOf('-');
  const points = Array.from(label.slice(0, Math.max(hyphen, 0)), (character) => character.charCodeAt(0));
  let [code, index, bias] = [128, 0, 72];
  for (let at = hyphen > 0 ? hyphen + 1 : 0; at < label.length; index++) {
    const before = index;
    let weight = 1;
    for (let step = BASE; ; step += BASE) {
      const digit = digitOf(label.charAt(at++));
      const threshold = Math.min(Math.max(step - bias, LEAST), MOST);
      index += digit * weight;
      if (digit < threshold) break;
      weight *= BASE - threshold;
    }
    if (index > Number.MAX_SAFE_INTEGER) throw new RangeError(label);
    const length = points.length + 1;
    bias = adapt(index - before, length, before === 0);
    code += Math.floor(index / length);
    index %= length;
    points.splice(index, 0, code);
  }
  return String.fromCodePoint(...points);
}

/** §5: `a` to `z` are 0 to 25, `0` to `9` are 26 to 35. */
function digitOf(character: string): number {
  const value = parseInt(character, BASE);
  if (Number.isNaN(value)) throw new RangeError(character);
  return (value + 26) % BASE;
}

/** §6.1 */
function adapt(delta: number, length: number, isFirst: boolean): number {
  let rest = Math.floor(delta / (isFirst ? 700 : 2));
  rest += Math.floor(rest / length);
  let step = 0;
  for (; rest > 455; step += BASE) rest = Math.floor(rest / (BASE - LEAST));
  return step + Math.floor((BASE * rest) / (rest + 38));
}
