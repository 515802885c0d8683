/** The archiver as a process of its own, and an administrator who gives it commands by way of the server. */
import type { ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { MessageRecord } from '../../src/archiver/record.js';
import { NS_ARCHIVER } from '../../src/xmpp/archiver-commands.js';
import { COMMANDS, itemsOf, submitted, valuesOf, type Fields } from './ad-hoc.js';
import { start, stop, until } from './processes.js';
import type { RawClient } from './raw-client.js';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '../..');
/** The program as it is written, and as `npm run build` makes it. */
const PROGRAMS = {
  source: ['--import', 'tsx', join(ROOT, 'src/archiver/main.ts')],
  built: [join(ROOT, 'dist/archiver/im-archiver.js')],
} as const;
export const COMPONENT_SECRET = 'component-secret';

export class ArchiverProcess {
  /** Where endpoints of type folder may write. */
  readonly place: string;
  readonly #folder: string;
  readonly #program: readonly string[];
  #process: ChildProcess | undefined;
  readonly #output: string[] = [];

  /** `config` lacks what is the same for all. */
  constructor(config: Readonly<Record<string, unknown>>, program: keyof typeof PROGRAMS = 'source') {
    this.#program = PROGRAMS[program];
    this.#folder = mkdtempSync(join(tmpdir(), 'im-archiver-'));
    this.place = join(this.#folder, 'place');
    mkdirSync(this.place);
    const all = { ...config, state: join(this.#folder, 'state'), folders: [this.place] };
    writeFileSync(join(this.#folder, 'config.json'), JSON.stringify(all));
  }

  get output(): string {
    return this.#output.join('');
  }

  run(...args: readonly string[]): void {
    const child = start(process.execPath, [...this.#program, '--config', join(this.#folder, 'config.json'), ...args]);
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (data: Buffer) => this.#output.push(String(data)));
    this.#process = child;
  }

  /** Resolves with its exit code. */
  async ended(): Promise<number> {
    await until(() => this.#process?.exitCode !== null, 'the archiver to end');
    return this.#process?.exitCode ?? -1;
  }

  /** As a crash would. */
  async kill(): Promise<void> {
    const child = this.#process;
    child?.kill('SIGKILL');
    await until(() => child?.signalCode !== null, 'the archiver to be gone');
  }

  /** As an init system would; fails if it does not end by itself. */
  async quit(): Promise<void> {
    this.#process?.kill('SIGTERM');
    await this.ended();
  }

  /** What lies in the folder of `place`, day by day. */
  get records(): readonly MessageRecord[] {
    const files = readdirSync(this.place).filter((name) => name.endsWith('.jsonl')).sort(); // prettier-ignore
    return files.flatMap((name) => {
      const text = readFileSync(join(this.place, name), 'utf8');
      // The last line may be half written.
      return text.split('\n').slice(0, -1).map((line) => JSON.parse(line) as MessageRecord); // prettier-ignore
    });
  }

  async stop(): Promise<void> {
    if (this.#process) await stop(this.#process);
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** Gives a command of the archiver, in one step; resolves with the frame that answers. */
export function command(admin: RawClient, component: string, name: string, fields: Fields = {}): Promise<string> {
  const node = `${NS_ARCHIVER}#${name}`;
  return admin.iq(
    'set',
    `<command xmlns="${COMMANDS}" node="${node}" action="execute">${submitted(fields)}</command>`,
    component,
  );
}

/** Tests an endpoint and saves it; fails if it does not pass. */
export async function saveEndpoint(
  admin: RawClient,
  component: string,
  fields: Fields,
  start: 'now' | 'beginning' = 'now',
): Promise<void> {
  const tested = await command(admin, component, 'test', fields);
  const [token] = valuesOf(tested, 'token');
  if (token === undefined) throw new Error(`the test has not passed: ${tested}`);
  const saved = await command(admin, component, 'save', { ...fields, token, start });
  if (/type=["']error["']/.test(saved)) throw new Error(saved);
}

/** The status of an endpoint. */
export async function statusOf(
  admin: RawClient,
  component: string,
  name: string,
): Promise<Readonly<Record<string, string>>> {
  const rows = itemsOf(await command(admin, component, 'status'));
  return rows.find((row) => row.name === name) ?? {};
}

/** Resolves when the component answers. */
export async function untilThere(admin: RawClient, component: string): Promise<void> {
  await until(
    async () => /type=["']result["']/.test(await admin.iq('get', '<ping xmlns="urn:xmpp:ping"/>', component)),
    `${component} to answer`,
  );
}
