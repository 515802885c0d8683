/** What the file system says, in words, of folders that endpoints write to and of what the archiver keeps itself. */
import { errorCode } from './durable-file.js';
import type { Fault, FaultReason } from './result.js';

const FAULTS: Readonly<Record<string, FaultReason>> = {
  ENOSPC: 'disk-full',
  EDQUOT: 'disk-full',
  ENOENT: 'folder-missing',
  ENOTDIR: 'folder-not-a-folder',
  EACCES: 'folder-not-writable',
  EPERM: 'folder-not-writable',
  EROFS: 'folder-not-writable',
};
const UNREADABLE = 'UNREADABLE';

/** A fault of the folder `path`. */
export function fileFault(error: unknown, path: string): Fault {
  const code = errorCode(error);
  const reason = FAULTS[code];
  return reason ? { reason, detail: path } : { reason: 'file-fault', detail: `${path} (${code || String(error)})` };
}

/** A fault of the state folder. What has no code is no fault of it, but a mistake of ours. */
export function stateFault(error: unknown): Fault {
  const code = errorCode(error);
  if (code === '') return { reason: 'program-fault', detail: error instanceof Error ? error.name : typeof error };
  if (code === UNREADABLE) return { reason: 'state-unreadable', detail: (error as Error).message };
  if (FAULTS[code] === 'disk-full') return { reason: 'disk-full', detail: 'the state folder' };
  return { reason: 'state-fault', detail: code };
}

/** Reads JSON that the archiver has written into `file`. The error does not quote it, for there are passwords in it. */
export function parseKept(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw Object.assign(new Error(file), { code: UNREADABLE });
  }
}
