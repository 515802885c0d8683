/**
 * How far an endpoint has come in the archive, and which messages it has had: a file of its own, appended to and
 * synchronised for each delivery.
 *
 * | line | what |
 * |---|---|
 * | `{"cursor":7,"seen":[["key",1,0],…]}` | the first: where it stood when the file was written anew |
 * | `[8,"key","out"]` | row 8 is done; it was this message, in the archive of whoever sent it |
 * | `[9]` | all rows up to 9 are done; there was nothing in them for this endpoint |
 *
 * A line that a crash has torn is the last one, and is dropped: its row is read again. The cursor never goes back.
 *
 * **Once.** A message between two people of the organisation stands in two archives, and a client that was not answered
 * sends again. `once.ts` says what is the same message. One with an id of its client is delivered once. Those without one
 * are counted on both sides, for somebody may say “ok” twice: one is delivered when its side counts more than any side did
 * before. The last 50,000 are remembered.
 */
import { open, readFile, truncate, type FileHandle } from 'node:fs/promises';
import { errorCode, writeAt, writeDurably } from './durable-file.js';
import { parseKept } from './file-faults.js';

/** In whose archive it was found: the sender's, or that of somebody who received it. */
export type Side = 'out' | 'in';

/** What tells whether two rows are one message. */
export interface OnceKey {
  readonly key: string;
  readonly side: Side;
  /** Its client gave it an id: however often it is there, it is one. */
  readonly hasId: boolean;
}

const LONGEST_MEMORY = 50_000;
/** Lines after which the file is written anew. */
const LONGEST_JOURNAL = 20_000;

interface Counts {
  out: number;
  in: number;
}

export class Ledger {
  readonly #file: string;
  readonly #seen: Map<string, Counts>;
  #cursor: number;
  #length: number;
  #lines: number;
  #handle: FileHandle | undefined;

  private constructor(file: string, read: ReadLedger) {
    this.#file = file;
    this.#seen = read.seen;
    this.#cursor = read.cursor;
    this.#length = read.length;
    this.#lines = read.lines;
  }

  /** Opens the ledger, or begins one after the row `start`. Throws what `stateFault` reads. */
  static async open(file: string, start: number): Promise<Ledger> {
    const content = await readFile(file).catch((error: unknown) => {
      if (errorCode(error) === 'ENOENT') return undefined;
      throw error;
    });
    const read = content && readLedger(content, file);
    if (read) {
      if (read.length < content.length) await truncate(file, read.length);
      return new Ledger(file, read);
    }
    const ledger = new Ledger(file, { cursor: start, seen: new Map(), length: 0, lines: 0 });
    await ledger.#rewrite();
    return ledger;
  }

  /** The last row that is done. */
  get cursor(): number {
    return this.#cursor;
  }

  /** Whether the message has not been delivered yet. */
  isNew({ key, side, hasId }: OnceKey): boolean {
    const counts = this.#seen.get(key);
    if (!counts) return true;
    return !hasId && counts[side] + 1 > Math.max(counts.out, counts.in);
  }

  /** A row is done, and `once` was in it. Resolves when that is on the disk; throws what the file system says. */
  async pass(row: number, once?: OnceKey): Promise<void> {
    if (row <= this.#cursor) return;
    if (this.#lines >= LONGEST_JOURNAL) await this.#rewrite();
    const line = Buffer.from(`${JSON.stringify(once ? [row, once.key, once.side] : [row])}\n`);
    const handle = (this.#handle ??= await open(this.#file, 'r+'));
    try {
      await writeAt(handle, line, this.#length);
    } catch (error) {
      await handle.truncate(this.#length).catch(() => undefined);
      await this.close();
      throw error;
    }
    this.#length += line.length;
    this.#lines++;
    this.#cursor = row;
    if (once) count(this.#seen, once.key, once.side);
  }

  async close(): Promise<void> {
    const handle = this.#handle;
    this.#handle = undefined;
    await handle?.close();
  }

  async #rewrite(): Promise<void> {
    await this.close();
    const seen = [...this.#seen].map(([key, counts]) => [key, counts.out, counts.in]);
    const content = Buffer.from(`${JSON.stringify({ cursor: this.#cursor, seen })}\n`);
    await writeDurably(this.#file, content);
    this.#length = content.length;
    this.#lines = 0;
  }
}

interface ReadLedger {
  readonly cursor: number;
  readonly seen: Map<string, Counts>;
  /** Octets that are whole lines. */
  readonly length: number;
  readonly lines: number;
}

/** Undefined if not even the first line is whole: then nothing was ever written after it. */
function readLedger(content: Buffer, file: string): ReadLedger | undefined {
  const length = content.lastIndexOf('\n') + 1;
  const [first, ...lines] = content.subarray(0, length).toString('utf8').split('\n').slice(0, -1);
  if (first === undefined) return undefined;
  const head = parseKept(first, file) as { cursor: number; seen: [string, number, number][] };
  const seen = new Map(head.seen.map(([key, out, inside]) => [key, { out, in: inside }]));
  let { cursor } = head;
  for (const line of lines) {
    const [row, key, side] = parseKept(line, file) as [number, string?, Side?];
    cursor = row;
    if (key !== undefined && side !== undefined) count(seen, key, side);
  }
  return { cursor, seen, length, lines: lines.length };
}

function count(seen: Map<string, Counts>, key: string, side: Side): void {
  const counts = seen.get(key) ?? { out: 0, in: 0 };
  counts[side]++;
  seen.set(key, counts);
  if (seen.size <= LONGEST_MEMORY) return;
  for (const oldest of seen.keys()) {
    seen.delete(oldest);
    break;
  }
}
