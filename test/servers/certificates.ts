/** Certificates for servers that federate, by an authority of their own (openssl). */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const KEY = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];

export class Authority {
  readonly folder: string;

  private constructor(folder: string) {
    this.folder = folder;
  }

  static async create(): Promise<Authority> {
    const authority = new Authority(await mkdtemp(join(tmpdir(), 'im-certificates-')));
    const { certificate, key } = authority.#files('authority');
    await request('authority', key, certificate, ['-addext', 'keyUsage=critical,keyCertSign,cRLSign']);
    return authority;
  }

  /** The file that servers trust. */
  get certificate(): string {
    return this.#files('authority').certificate;
  }

  /** Writes a certificate for these domains (A-labels) and its key, each into a file, and both into a third. */
  async issue(
    name: string,
    domains: readonly string[],
  ): Promise<{ readonly certificate: string; readonly key: string; readonly both: string }> {
    const files = this.#files(name);
    const signer = this.#files('authority');
    const names = domains.map((domain) => `DNS:${domain}`).join(',');
    await request(name, files.key, files.certificate, [
      '-CA', signer.certificate, '-CAkey', signer.key,
      '-addext', `subjectAltName=${names}`, '-addext', 'basicConstraints=critical,CA:FALSE',
    ]); // prettier-ignore
    const both = join(this.folder, `${name}.pem`);
    await writeFile(both, (await readFile(files.key, 'utf8')) + (await readFile(files.certificate, 'utf8')));
    return { ...files, both };
  }

  remove(): Promise<void> {
    return rm(this.folder, { recursive: true, force: true });
  }

  #files(name: string): { readonly certificate: string; readonly key: string } {
    return { certificate: join(this.folder, `${name}.crt`), key: join(this.folder, `${name}.key`) };
  }
}

async function request(name: string, key: string, out: string, options: readonly string[]): Promise<void> {
  await run('openssl', [
    'req', '-x509', ...KEY, '-keyout', key, '-out', out, '-days', '30', '-subj', `/CN=${name}`, ...options,
  ]); // prettier-ignore
}
