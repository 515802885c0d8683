/**
 * A file of ours in the browser's private file system. A database keeps deleted entries on the disk until it tidies up;
 * of a file that is removed nothing is left in any file.
 */
import type { ErasableFile } from './platform.js';

export class PrivateFile implements ErasableFile {
  readonly #name: string;

  constructor(name: string) {
    this.#name = name;
  }

  async read(): Promise<Uint8Array<ArrayBuffer> | undefined> {
    const folder = await navigator.storage.getDirectory();
    const handle = await folder.getFileHandle(this.#name).catch(() => undefined);
    const content = await (await handle?.getFile())?.arrayBuffer();
    return content && new Uint8Array(content);
  }

  async write(content: Uint8Array<ArrayBuffer>): Promise<void> {
    const folder = await navigator.storage.getDirectory();
    const handle = await folder.getFileHandle(this.#name, { create: true });
    const stream = await handle.createWritable();
    await stream.write(content);
    await stream.close();
  }

  async erase(): Promise<void> {
    const folder = await navigator.storage.getDirectory().catch(unless('SecurityError'));
    await folder?.removeEntry(this.#name).catch(unless('NotFoundError'));
  }
}

/** Where the browser lets nothing be kept (Firefox in private windows), and where nothing was, there is nothing to erase. */
function unless(name: string): (error: unknown) => undefined {
  return (error) => {
    if (!(error instanceof DOMException && error.name === name)) throw error;
  };
}
