/**
 * A machine that a company manages: files in /etc that are there for one browser and nobody else, in a mount namespace
 * of its own. So it reads its policies from where they belong, and no other browser that is running does.
 */
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const NAMESPACE = ['unshare', '--mount', ...(process.getuid?.() === 0 ? [] : ['--user', '--map-root-user'])];
/** `$0` is the folder that is laid over /etc. */
const SCRIPT = 'mount -t overlay overlay -o "lowerdir=$0:/etc" /etc && exec "$@"';

export class ManagedMachine {
  readonly #folder = mkdtempSync(join(tmpdir(), 'im-managed-'));

  /** Why there can be none here, or undefined. */
  static get isMissing(): string | undefined {
    const machine = new ManagedMachine();
    const [command = '', ...args] = NAMESPACE;
    const { status } = spawnSync(command, [...args, 'sh', '-c', SCRIPT, machine.#etc, 'true']);
    machine.remove();
    return status === 0 ? undefined : 'this system lets nobody lay a folder over /etc';
  }

  get #etc(): string {
    const etc = join(this.#folder, 'etc');
    mkdirSync(etc, { recursive: true });
    return etc;
  }

  /** The file at this path, which begins with /etc/. */
  write(path: string, octets: Uint8Array): void {
    const [, inside] = /^\/etc\/(.+)$/.exec(path) ?? [];
    if (inside === undefined) throw new Error(`${path} is not in /etc`);
    mkdirSync(dirname(join(this.#etc, inside)), { recursive: true });
    writeFileSync(join(this.#etc, inside), octets);
  }

  /** A command that starts `executable` on this machine, with the arguments that it is given. */
  command(executable: string): string {
    const path = join(this.#folder, 'start');
    const words = [...NAMESPACE, 'sh', '-c', SCRIPT, this.#etc, executable].map((word) => `'${word}'`);
    writeFileSync(path, `#!/bin/sh\nexec ${words.join(' ')} "$@"\n`);
    chmodSync(path, 0o755);
    return path;
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
