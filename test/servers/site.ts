/** A web site on loopback: folders under prefixes, with the headers a careful site sends. */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { once } from 'node:events';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.json': 'application/json',
  '.map': 'application/json',
};

export interface SiteOptions {
  /** Folder by path prefix; the longest prefix that fits counts. */
  readonly folders: Readonly<Record<string, string>>;
  /** Answers made here rather than read from a file, by path. */
  readonly pages?: Readonly<Record<string, () => { readonly type: string; readonly body: string }>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly preferredPort?: number;
}

export class Site {
  readonly #server: Server;
  readonly port: number;

  private constructor(server: Server, port: number) {
    this.#server = server;
    this.port = port;
  }

  /** Listens on the preferred port, or on another if that is taken. */
  static async start(options: SiteOptions): Promise<Site> {
    const server = createServer((request, response) => void answer(options, request, response));
    const port = (await listen(server, options.preferredPort ?? 0)) ?? (await listen(server, 0));
    if (port === undefined) throw new Error('no port to listen on');
    return new Site(server, port);
  }

  get origin(): string {
    return `http://localhost:${this.port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }
}

async function listen(server: Server, port: number): Promise<number | undefined> {
  server.listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch {
    return undefined; // taken
  }
  const address = server.address();
  return typeof address === 'object' ? address?.port : undefined;
}

async function answer(options: SiteOptions, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = pathOf(request);
  const page = options.pages?.[path];
  const headers = { 'Cache-Control': 'no-cache', 'X-Content-Type-Options': 'nosniff', ...options.headers };
  if (page) {
    const { type, body } = page();
    response.writeHead(200, { ...headers, 'Content-Type': type }).end(body);
    return;
  }
  const file = await fileFor(options.folders, path);
  if (!file) {
    response.writeHead(404, { 'Content-Type': 'text/plain' }).end('Not found');
    return;
  }
  response.writeHead(200, { ...headers, 'Content-Type': TYPES[extname(file)] ?? 'application/octet-stream' });
  createReadStream(file).pipe(response);
}

/** The path that is asked for; the empty string if that is none. */
function pathOf({ url = '/' }: IncomingMessage): string {
  try {
    return decodeURIComponent(new URL(url, 'http://localhost').pathname);
  } catch {
    return '';
  }
}

async function fileFor(folders: SiteOptions['folders'], path: string): Promise<string | undefined> {
  const prefixes = Object.keys(folders).sort((a, b) => b.length - a.length);
  const prefix = prefixes.find((candidate) => path.startsWith(candidate));
  const folder = prefix === undefined ? undefined : folders[prefix];
  if (prefix === undefined || folder === undefined) return undefined;
  const inside = normalize(`/${path.slice(prefix.length)}`);
  for (const candidate of [join(folder, inside), join(folder, inside, 'index.html')]) {
    if ((await stat(candidate).catch(() => undefined))?.isFile()) return candidate;
  }
  return undefined;
}
