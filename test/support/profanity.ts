/** Profanity (profanity-im.github.io), a client for terminals that is not ours: somebody who asks with it. */
import type { ChildProcess } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { start, stop, until } from '../servers/processes.js';

export interface ProfanityOptions {
  readonly jid: string;
  readonly password: string;
  /** Where its server listens on 127.0.0.1. */
  readonly port: number;
}

export class Profanity {
  readonly #process: ChildProcess;
  readonly #folder: string;

  private constructor(process: ChildProcess, folder: string) {
    this.#process = process;
    this.#folder = folder;
  }

  /** Starts it in a terminal of its own, and resolves when it is signed in. */
  static async signIn({ jid, password, port }: ProfanityOptions): Promise<Profanity> {
    const folder = await mkdtemp(join(tmpdir(), 'im-profanity-'));
    await mkdir(join(folder, 'data/profanity'), { recursive: true });
    const account = { enabled: true, jid, password, server: '127.0.0.1', port, 'tls.policy': 'disable' };
    const lines = Object.entries(account).map(([name, value]) => `${name}=${value}`);
    await writeFile(join(folder, 'data/profanity/accounts'), `[test]\n${lines.join('\n')}\n`);
    const command = `stty rows 40 cols 120; exec profanity --account test --log DEBUG --logfile ${join(folder, 'log')}`;
    const home = { HOME: folder, XDG_CONFIG_HOME: join(folder, 'config'), XDG_DATA_HOME: join(folder, 'data') };
    const terminal = start('script', ['-qfc', command, '/dev/null'], { ...home, TERM: 'xterm' }, 'pipe');
    const profanity = new Profanity(terminal, folder);
    await profanity.logs(/<presence/, 'to be signed in');
    return profanity;
  }

  /** Types a line, and Enter. */
  type(line: string): void {
    this.#process.stdin?.write(`${line}\r`);
  }

  /** Types without Enter, as somebody does who is about to say something. */
  begin(text: string): void {
    this.#process.stdin?.write(text);
  }

  /** Resolves when its log matches. */
  async logs(pattern: RegExp, what: string): Promise<void> {
    let log = '';
    await until(async () => pattern.test((log = await this.#log())), `Profanity ${what}`).catch((error: unknown) => {
      throw new Error(`${String(error)}; its log:\n${log}`);
    });
  }

  async close(): Promise<void> {
    this.type('/quit');
    await stop(this.#process);
    await rm(this.#folder, { recursive: true, force: true });
  }

  #log(): Promise<string> {
    return readFile(join(this.#folder, 'log'), 'utf8').catch(() => '');
  }
}
