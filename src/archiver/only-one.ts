/**
 * Two archivers with one state folder would deliver everything twice: whoever is there listens on a socket in it. One
 * that was left behind by a crash is taken over, by one at a time: the next would take away what the first has put there.
 */
import { once } from 'node:events';
import { mkdir, rm, rmdir, stat } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { errorCode } from './durable-file.js';

/** Milliseconds between two looks at somebody who takes over, and after which they have crashed meanwhile. */
const BETWEEN_LOOKS = 50;
const TO_TAKE_OVER = 5000;

/** Undefined if somebody else is there. Throws what the file system says. */
export async function onlyOne(path: string): Promise<Server | undefined> {
  const taking = `${path}.taking`;
  for (;;) {
    const server = await listen(path);
    if (server) return server;
    if ((await look(path)) === 'there') return undefined;
    if (await isMade(taking)) {
      try {
        // Nobody can listen where a file is left: it is still the one that was looked at.
        if ((await look(path)) === 'left') await rm(path, { force: true });
        const taken = await listen(path);
        if (taken) return taken;
      } finally {
        await rmdir(taking).catch(() => undefined);
      }
    } else await waitFor(taking);
  }
}

/** Undefined if there is a file of that name. */
async function listen(path: string): Promise<Server | undefined> {
  const server = createServer((socket) => socket.destroy());
  try {
    server.listen(path);
    await once(server, 'listening');
    return server.unref();
  } catch (error) {
    if (errorCode(error) !== 'EADDRINUSE') throw error;
    return undefined;
  }
}

/** Whether somebody listens, or has left the file behind. */
async function look(path: string): Promise<'there' | 'left' | 'gone'> {
  const socket = connect(path);
  try {
    await once(socket, 'connect');
    return 'there';
  } catch (error) {
    return errorCode(error) === 'ENOENT' ? 'gone' : 'left';
  } finally {
    socket.destroy();
  }
}

async function isMade(folder: string): Promise<boolean> {
  try {
    await mkdir(folder);
    return true;
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
    return false;
  }
}

async function waitFor(taking: string): Promise<void> {
  await pause(BETWEEN_LOOKS);
  const made = await stat(taking).catch(() => undefined);
  if (made && Math.abs(Date.now() - made.mtimeMs) > TO_TAKE_OVER) await rmdir(taking).catch(() => undefined);
}
