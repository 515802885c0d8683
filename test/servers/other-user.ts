/** Servers that refuse to run as root are run as the user that their package has for it. */
import { spawnSync } from 'node:child_process';

/** The command as that user; as whoever runs the tests, if that is not root. */
export function asUser(user: string, command: string, args: readonly string[]): readonly [string, readonly string[]] {
  if (process.getuid?.() !== 0) return [command, args];
  return ['setpriv', [`--reuid=${user}`, `--regid=${user}`, '--clear-groups', '--', command, ...args]];
}

export function giveTo(user: string, path: string): void {
  if (process.getuid?.() === 0) spawnSync('chown', ['-R', `${user}:`, path]);
}
