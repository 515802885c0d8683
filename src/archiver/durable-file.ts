/** Files that are there after a crash as they were before it, or as they were meant to be: never half. */
import { open, rename, rm, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Nobody but the user of the archiver reads what it keeps. */
const PRIVATE = 0o600;

/** Writes a file whole: what was there before stays if this fails. Throws what the file system says. */
export async function writeDurably(file: string, content: string | Uint8Array, mode = PRIVATE): Promise<void> {
  const temporary = `${file}.tmp`;
  try {
    // One that a crash has left, or a link that somebody has put there: it is not written through.
    await rm(temporary, { force: true });
    const handle = await open(temporary, 'wx', mode);
    try {
      await handle.writeFile(content);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw error;
  }
  await syncFolder(dirname(file));
}

/** Makes names that were made or renamed in a folder outlive a crash. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Writes all of it from `position` on, and synchronises; a full disk takes a part before it says so. */
export async function writeAt(handle: FileHandle, content: Uint8Array, position: number): Promise<void> {
  let written = 0;
  while (written < content.length) {
    written += (await handle.write(content, written, content.length - written, position + written)).bytesWritten;
  }
  await handle.datasync();
}

/** The code of an error of the file system, such as `ENOSPC`; empty if it has none. */
export function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}
