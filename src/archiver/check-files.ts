/** What `--check` finds in the file system: folders that nothing can be delivered into, and what more than the archiver's user reads. */
import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { fileFault } from './file-faults.js';
import { failed, type Fault } from './result.js';

/** Which of these folders cannot be written, and why. */
export async function folderFaults(folders: Iterable<string>): Promise<readonly Fault[]> {
  const found = await Promise.all([...new Set(folders)].map(folderFault));
  return found.filter((fault) => fault !== undefined);
}

/** Advice about those of these files and folders that everybody on the machine may read. */
export async function readableByAll(paths: Iterable<string>): Promise<readonly string[]> {
  const found = await Promise.all([...new Set(paths)].map(async (path) => ((await isOpen(path)) ? [path] : [])));
  return found
    .flat()
    .map((path) => `The permissions of ${path} let everybody read it. Take that away: chmod o= ${path}`);
}

async function folderFault(path: string): Promise<Fault | undefined> {
  try {
    if (!(await stat(path)).isDirectory()) return failed('folder-not-a-folder', path).fault;
    await access(path, constants.W_OK | constants.X_OK);
    return undefined;
  } catch (error) {
    return fileFault(error, path);
  }
}

async function isOpen(path: string): Promise<boolean> {
  try {
    return ((await stat(path)).mode & constants.S_IROTH) !== 0;
  } catch {
    return false; // who reads it says so
  }
}
