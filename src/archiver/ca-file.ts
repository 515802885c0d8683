/** The certificates of an authority of one's own, in a file that an administrator names. */
import { readFile, stat } from 'node:fs/promises';
import { errorCode } from './durable-file.js';
import { failed, type Result } from './result.js';

const LONGEST = 5_000_000;

/** The certificates of a file; undefined if none is named. */
export async function readCa(file: string): Promise<Result<string | undefined>> {
  if (file === '') return { ok: true, value: undefined };
  try {
    // No device, and no pipe that nobody writes into.
    const found = await stat(file);
    if (!found.isFile() || found.size > LONGEST) return failed('ca-file-invalid', file);
    const text = await readFile(file, 'utf8');
    if (!text.includes('-----BEGIN CERTIFICATE-----')) return failed('ca-file-invalid', file);
    return { ok: true, value: text };
  } catch (error) {
    return failed('ca-file-unreadable', `${file} (${errorCode(error)})`);
  }
}
