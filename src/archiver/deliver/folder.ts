/**
 * A folder: a file for each message (`eml`), or a file for each day with a line for each message (`jsonl`).
 *
 * `2026-11-27/000000000123-<digest>.eml` · `messages-2026-11-27.jsonl`. The day is that of the message (UTC). Files are
 * named by the row and a digest, never by what somebody has written. A mail that is written again after a crash has the name and
 * content that it had. Before a line is appended after a start or a fault, the end of the file is looked at: a line that was torn
 * is cut off, and one that is there is not written twice.
 */
import { constants } from 'node:fs';
import { mkdir, open, realpath, stat, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { errorCode, syncFolder, writeAt, writeDurably } from '../durable-file.js';
import { isInside, type FolderSettings } from '../endpoint.js';
import { fileFault } from '../file-faults.js';
import { digest, type Message } from '../message.js';
import { dayOf, recordOf } from '../record.js';
import { DONE, failed, type Result } from '../result.js';
import type { Deliverer } from './deliverer.js';
import { composeMail, mailOf } from './mail.js';

/** Whoever may read the folder may read what is in it. */
const READABLE = 0o640;
const SENDER = 'im-archiver@localhost';

export class FolderDeliverer implements Deliverer {
  readonly #settings: FolderSettings;
  readonly #folders: readonly string[];
  #open: { readonly file: string; readonly handle: FileHandle; length: number } | undefined;

  /** `folders`: where it may be, whatever links lead there. */
  constructor(settings: FolderSettings, folders: readonly string[]) {
    this.#settings = settings;
    this.#folders = folders;
  }

  async deliver(message: Message): Promise<Result> {
    try {
      const { path, format } = this.#settings;
      // A folder that is missing may be a disk that is not mounted: it is not made anew.
      const found = await stat(path);
      if (!found.isDirectory()) return failed('folder-not-a-folder', path);
      if (!(await isAllowed(path, this.#folders))) return failed('folder-not-allowed', path);
      if (format === 'eml') await this.#writeMail(message);
      else await this.#appendLine(message);
      return DONE;
    } catch (error) {
      await this.close().catch(() => undefined);
      return { ok: false, fault: fileFault(error, this.#settings.path) };
    }
  }

  async close(): Promise<void> {
    const opened = this.#open;
    this.#open = undefined;
    await opened?.handle.close();
  }

  async #writeMail(message: Message): Promise<void> {
    const file = mailFile(this.#settings.path, message);
    const folder = dirname(file);
    if (await mkdir(folder, { recursive: true })) await syncFolder(dirname(folder));
    await writeDurably(file, await composeMail(mailOf(message, SENDER)), READABLE);
  }

  async #appendLine(message: Message): Promise<void> {
    const file = join(this.#settings.path, `messages-${dayOf(message)}.jsonl`);
    if (this.#open?.file !== file) {
      await this.close();
      const handle = await openToAppend(file);
      this.#open = { file, handle, length: 0 };
      const end = await readEnd(handle);
      await handle.truncate(end.length);
      this.#open.length = end.length;
      if (end.last !== undefined && idOf(end.last) === message.id) return handle.datasync();
    }
    const line = Buffer.from(`${JSON.stringify(recordOf(message))}\n`);
    await writeAt(this.#open.handle, line, this.#open.length);
    this.#open.length += line.length;
  }
}

/** Whether a folder is in one of these, where links lead, too: the configuration may have changed, or what lies there. */
export async function isAllowed(path: string, folders: readonly string[]): Promise<boolean> {
  const places = await Promise.all(folders.map((folder) => realpath(folder).catch(() => folder)));
  return isInside(await realpath(path), places);
}

/** Where a mail of a message is kept. */
export function mailFile(folder: string, message: Message): string {
  return join(folder, dayOf(message), `${String(message.row).padStart(12, '0')}-${digest([message.id])}.eml`);
}

async function openToAppend(file: string): Promise<FileHandle> {
  try {
    // A link would have the end of some other file cut off.
    return await open(file, constants.O_RDWR | constants.O_NOFOLLOW);
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error;
    const handle = await open(file, 'wx+', READABLE);
    await syncFolder(dirname(file));
    return handle;
  }
}

const CHUNK = 64 * 1024;
const LINE_FEED = 10;

/** How many octets of a file are whole lines, and the last of those. */
async function readEnd(handle: FileHandle): Promise<{ readonly length: number; readonly last: string | undefined }> {
  const { size } = await handle.stat();
  const end = (await lineFeedBefore(handle, size)) + 1;
  if (end === 0) return { length: 0, last: undefined };
  const start = (await lineFeedBefore(handle, end - 1)) + 1;
  const line = Buffer.alloc(end - 1 - start);
  await handle.read(line, 0, line.length, start);
  return { length: end, last: line.toString('utf8') };
}

/** The place of the last line feed before `position`; -1 if there is none. */
async function lineFeedBefore(handle: FileHandle, position: number): Promise<number> {
  for (let end = position; end > 0; end -= CHUNK) {
    const start = Math.max(0, end - CHUNK);
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(end - start), 0, end - start, start);
    const found = buffer.subarray(0, bytesRead).lastIndexOf(LINE_FEED);
    if (found >= 0) return start + found;
  }
  return -1;
}

function idOf(line: string): unknown {
  try {
    const record: unknown = JSON.parse(line);
    return typeof record === 'object' && record !== null && 'id' in record ? record.id : undefined;
  } catch {
    return undefined;
  }
}
