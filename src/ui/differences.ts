/** Where two short texts differ, character by character: what is not in their longest common subsequence. */
export interface Part {
  readonly text: string;
  readonly differs: boolean;
}

/** Both texts, cut where they begin or end to differ. */
export function differences(a: string, b: string): readonly [readonly Part[], readonly Part[]] {
  const [left, right] = [Array.from(a), Array.from(b)];
  const common = longestCommon(left, right);
  const [inLeft, inRight] = [new Set(common.map(([at]) => at)), new Set(common.map(([, at]) => at))];
  return [parts(left, inLeft), parts(right, inRight)];
}

/** Pairs of indices whose characters are the same, as many as there can be. */
function longestCommon(a: readonly string[], b: readonly string[]): [number, number][] {
  // lengths[i][j]: of the longest common subsequence of a from i on and b from j on.
  const lengths = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
  const at = (i: number, j: number): number => lengths[i]?.[j] ?? 0;
  for (let i = a.length - 1; i >= 0; i--) {
    const row = lengths[i];
    if (!row) continue;
    for (let j = b.length - 1; j >= 0; j--) {
      row[j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const pairs: [number, number][] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    if (a[i] === b[j]) pairs.push([i++, j++]);
    else if (at(i + 1, j) >= at(i, j + 1)) i++;
    else j++;
  }
  return pairs;
}

function parts(characters: readonly string[], common: ReadonlySet<number>): Part[] {
  const found: Part[] = [];
  characters.forEach((character, index) => {
    const differs = !common.has(index);
    const last = found.at(-1);
    if (last?.differs === differs) found[found.length - 1] = { text: last.text + character, differs };
    else found.push({ text: character, differs });
  });
  return found;
}
