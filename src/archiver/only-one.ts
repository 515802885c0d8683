/**
 * Two archivers with one state folder would deliver everything twice: whoever is there listens on a socket in it. One
 * that was left behind by a crash is taken over.
 */
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { errorCode } from './durable-file.js';

/** Undefined if somebody else is there. Throws what the file system says. */
export async function onlyOne(path: string): Promise<Server | undefined> {
  for (let attempt = 0; attempt < 2; attempt++) {
    const server = createServer((socket) => socket.destroy());
    try {
      server.listen(path);
      await once(server, 'listening');
      return server.unref();
    } catch (error) {
      if (errorCode(error) !== 'EADDRINUSE') throw error;
      if (await isThere(path)) return undefined;
      await rm(path, { force: true });
    }
  }
  return undefined;
}

async function isThere(path: string): Promise<boolean> {
  const socket = connect(path);
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
