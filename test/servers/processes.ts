/** Child processes and free ports for servers that run as long as a test, a demo or a benchmark does. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/** A port that was free a moment ago, on `host`. */
export async function freePort(host = '127.0.0.1'): Promise<number> {
  const { port, release } = await reservePort(host);
  await release();
  return port;
}

/** A port that nobody else is given until it is released. */
export async function reservePort(
  host = '127.0.0.1',
): Promise<{ readonly port: number; readonly release: () => Promise<void> }> {
  const server = createServer().listen(0, host);
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const release = async (): Promise<void> => {
    server.close();
    await once(server, 'close');
  };
  return { port: address.port, release };
}

/** Whether somebody listens on `port` of 127.0.0.1. */
export async function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

let isTold = false;

/** Makes being told to end an 'exit', which ends what was started here; whoever else listens decides what comes next. */
export function exitWhenTold(): void {
  if (isTold) return;
  isTold = true;
  process.once('SIGTERM', () => {
    if (process.listenerCount('SIGTERM') === 0) process.exit(143);
  });
}

/** Starts a process that does not outlive this one, however this one ends; it reads nothing unless `stdin` is a pipe. */
export function start(
  command: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
  stdin: 'ignore' | 'pipe' = 'ignore',
): ChildProcess {
  exitWhenTold();
  const child = spawn(command, args, { stdio: [stdin, 'pipe', 'pipe'], env: { ...process.env, ...env } });
  const end = (): void => void child.kill('SIGKILL');
  process.once('exit', end);
  child.once('exit', () => process.off('exit', end));
  return child;
}

/** Ends a process by its id: asks first, then insists. */
export async function stop(child: ChildProcess, patience = 5000): Promise<void> {
  const isGone = (): boolean => child.exitCode !== null || child.signalCode !== null;
  if (isGone()) return;
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  await Promise.race([exited, pause(patience, undefined, { ref: false })]);
  if (!isGone()) {
    child.kill('SIGKILL');
    await exited;
  }
}

/** Milliseconds after which waiting is in vain, on a machine that has much else to do, too. */
export const PATIENCE = 60_000;

/** Polls until `check` holds; rejects with `what` when it does not within `limit` milliseconds. */
export async function until(check: () => boolean | Promise<boolean>, what: string, limit = PATIENCE): Promise<void> {
  const end = Date.now() + limit;
  while (!(await check())) {
    if (Date.now() > end) throw new Error(`waited ${limit} ms in vain: ${what}`);
    await pause(10);
  }
}
