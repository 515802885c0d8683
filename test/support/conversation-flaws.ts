/** Compares what somebody has of a conversation with what was said in it. */

/** What each device of the two has said, in that order; no text twice. */
export type Said = ReadonlyMap<string, readonly string[]>;

/**
 * What is wrong with `seen`, in words; nothing if each message is there once, and those of each device in the order in
 * which it sent them. How the messages of different devices lie among each other is open: those were sent at the same time.
 */
export function flaws(said: Said, seen: readonly string[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const text of seen) counts.set(text, (counts.get(text) ?? 0) + 1);
  const found: string[] = [];
  const known = new Set<string>();
  for (const [device, texts] of said) {
    const places = new Map(texts.map((text, index) => [text, index]));
    for (const text of texts) {
      known.add(text);
      const count = counts.get(text) ?? 0;
      if (count !== 1) found.push(`${device}: ${count === 0 ? 'missing' : `${count} times`}: ${text}`);
    }
    let last = -1;
    for (const text of new Set(seen)) {
      const place = places.get(text);
      if (place === undefined) continue;
      if (place < last) found.push(`${device}: too late, after “${texts[last] ?? ''}”: ${text}`);
      last = Math.max(last, place);
    }
  }
  for (const text of counts.keys()) if (!known.has(text)) found.push(`nobody has said this: ${text}`);
  return found;
}
