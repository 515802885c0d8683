/**
 * A large collection, kept in a fixed number of records, which is a part of its format: who changes one entry writes one record, not the
 * whole. An entry stays in the record that it was put in; when all are full, everything is laid out anew, half
 * of the room free.
 */

/** Entries of a record; enough of them that a few hundred need but a few records. */
const SMALLEST = 128;

type Entries<Value> = readonly (readonly [string, Value])[];

export class Parts<Value> {
  /** Of the records, in order. */
  readonly keys: readonly string[];
  /** What was last written, and in which part an entry is. */
  readonly #parts: Map<string, Value>[];
  readonly #home = new Map<string, number>();
  /** What the records hold is known. */
  #known = false;
  #size = SMALLEST;
  /** Where new entries go: those before it were full when they were laid out. */
  #filling = 0;

  constructor(name: string, count: number) {
    this.keys = Array.from({ length: count }, (_, part) => `${name}-${part}`);
    this.#parts = this.keys.map(() => new Map<string, Value>());
  }

  /** The entries that `records` hold, by their keys; with records of another account or version, call `disregard`. */
  read(records: Readonly<Record<string, unknown>>): Map<string, Value> {
    this.#empty();
    for (const [part, key] of this.keys.entries()) {
      for (const [name, value] of (records[key] ?? []) as Entries<Value>) this.#put(part, name, value);
    }
    this.#size = Math.max(SMALLEST, ...this.#parts.map((part) => part.size));
    this.#known = true;
    return new Map(this.#parts.flatMap((part) => [...part]));
  }

  /** What `records` hold is nobody's: it is written over the next time, where there is anything. */
  disregard(records: Readonly<Record<string, unknown>>): void {
    this.#empty();
    this.#size = SMALLEST;
    this.#known = this.keys.every((key) => records[key] === undefined);
  }

  /** Nothing is known of what the records hold: they are all written the next time. */
  forget(): void {
    this.#known = false;
  }

  /** Takes the records to write, all or none, so that they hold `wanted`. A value is changed if it is another one. */
  take(wanted: ReadonlyMap<string, Value>): Record<string, Entries<Value>> {
    const touched = this.#known ? this.#update(wanted) : undefined;
    return this.#records(touched ?? this.#layOut(wanted));
  }

  /** The parts that differ now; undefined when there is no room left. */
  #update(wanted: ReadonlyMap<string, Value>): ReadonlySet<number> | undefined {
    const touched = new Set<number>();
    for (const [name, part] of this.#home) {
      if (wanted.has(name)) continue;
      this.#home.delete(name);
      this.#parts[part]?.delete(name);
      touched.add(part);
    }
    for (const [name, value] of wanted) {
      const home = this.#home.get(name);
      if (home !== undefined && this.#parts[home]?.get(name) === value) continue;
      const part = home ?? this.#roomFor();
      if (part === undefined) return undefined;
      this.#put(part, name, value);
      touched.add(part);
    }
    return touched;
  }

  #layOut(wanted: ReadonlyMap<string, Value>): ReadonlySet<number> {
    this.#empty();
    this.#size = Math.max(SMALLEST, Math.ceil((2 * wanted.size) / this.keys.length));
    for (const [name, value] of wanted) this.#put(this.#roomFor() ?? 0, name, value);
    this.#known = true;
    return new Set(this.keys.keys());
  }

  /** Not where there was room before: who came first stays first. */
  #roomFor(): number | undefined {
    while ((this.#parts[this.#filling]?.size ?? 0) >= this.#size) this.#filling++;
    return this.#filling < this.keys.length ? this.#filling : undefined;
  }

  #put(part: number, name: string, value: Value): void {
    this.#parts[part]?.set(name, value);
    this.#home.set(name, part);
    this.#filling = Math.max(this.#filling, part);
  }

  #empty(): void {
    for (const part of this.#parts) part.clear();
    this.#home.clear();
    this.#filling = 0;
  }

  #records(parts: Iterable<number>): Record<string, Entries<Value>> {
    const records: Record<string, Entries<Value>> = {};
    for (const part of parts) {
      const key = this.keys[part];
      if (key !== undefined) records[key] = [...(this.#parts[part] ?? [])];
    }
    return records;
  }
}
