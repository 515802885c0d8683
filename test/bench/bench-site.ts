/** Serves the pages that are compared, compressed as a good site would, and counts what it serves. */
import { readFile } from 'node:fs/promises';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { brotliCompressSync } from 'node:zlib';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
};

export interface Served {
  readonly requests: number;
  /** Of bodies, compressed. */
  readonly bytes: number;
}

export class BenchSite {
  readonly #server: Server;
  readonly #folders: Readonly<Record<string, string>>;
  readonly #files = new Map<string, Promise<Buffer>>();
  #served: Served = { requests: 0, bytes: 0 };

  private constructor(folders: Readonly<Record<string, string>>) {
    this.#folders = folders;
    this.#server = createServer((request, response) => {
      const { pathname } = new URL(request.url ?? '/', 'http://localhost');
      void this.#file(pathname).then(
        (body) => {
          this.#served = { requests: this.#served.requests + 1, bytes: this.#served.bytes + body.length };
          const type = TYPES[extname(pathname)] ?? 'application/octet-stream';
          response.writeHead(200, {
            'Content-Type': type,
            'Content-Encoding': 'br',
            'Cache-Control': 'max-age=3600',
          });
          response.end(body);
        },
        () => response.writeHead(404).end(),
      );
    });
  }

  /** `folders` by the first part of the path. */
  static async start(folders: Readonly<Record<string, string>>): Promise<BenchSite> {
    const site = new BenchSite(folders);
    site.#server.listen(0, '127.0.0.1');
    await once(site.#server, 'listening');
    return site;
  }

  get origin(): string {
    return `http://localhost:${(this.#server.address() as AddressInfo).port}`;
  }

  /** What was served since the last time. */
  takeServed(): Served {
    const served = this.#served;
    this.#served = { requests: 0, bytes: 0 };
    return served;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  /** Compressed once, before anybody measures. */
  #file(path: string): Promise<Buffer> {
    const [, first = '', ...rest] = normalize(path).split('/');
    const folder = this.#folders[first];
    if (folder === undefined) return Promise.reject(new Error(`no ${path}`));
    const known = this.#files.get(path);
    const file = known ?? readFile(join(folder, ...rest)).then((content) => brotliCompressSync(content));
    this.#files.set(path, file);
    return file;
  }
}
