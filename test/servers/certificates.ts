/** Certificates for tests, of an authority that is made for them (openssl). */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Files. */
export interface Certificate {
  readonly certificate: string;
  readonly key: string;
  /** Both in one. */
  readonly both: string;
}

export class Authority {
  readonly #folder: string;
  /** The file that makes it known. */
  readonly file: string;
  #issued = 0;

  /** In a folder of its own, if none is given. */
  constructor(folder = mkdtempSync(join(tmpdir(), 'im-certificates-'))) {
    this.#folder = folder;
    this.file = join(folder, 'ca.pem');
    openssl(
      'req', '-x509', ...NEW_KEY, '-keyout', join(folder, 'ca.key'), '-out', this.file, '-days', '30', '-subj', '/CN=Tests',
      '-addext', 'keyUsage=critical,keyCertSign,cRLSign',
    ); // prettier-ignore
  }

  /** A certificate for names (A-labels) or addresses; one that lasts -1 days has expired. */
  issue(names: string | readonly string[], days = 30): Certificate {
    const all = typeof names === 'string' ? [names] : names;
    const at = join(this.#folder, `issued-${++this.#issued}`);
    const [certificate, key, request, extensions, both] = [
      `${at}.pem`,
      `${at}.key`,
      `${at}.csr`,
      `${at}.ext`,
      `${at}.both`,
    ];
    const alternatives = all.map((name) => `${/^[\d.]+$/.test(name) ? 'IP' : 'DNS'}:${name}`).join(',');
    openssl('req', ...NEW_KEY, '-keyout', key, '-out', request, '-subj', `/CN=${all[0] ?? 'nobody'}`);
    writeFileSync(extensions, `subjectAltName=${alternatives}\nbasicConstraints=critical,CA:FALSE\n`);
    openssl(
      'x509', '-req', '-in', request, '-CA', this.file, '-CAkey', join(this.#folder, 'ca.key'), '-CAcreateserial',
      '-days', String(days), '-extfile', extensions, '-out', certificate,
    ); // prettier-ignore
    writeFileSync(both, readFileSync(key, 'utf8') + readFileSync(certificate, 'utf8'));
    return { certificate, key, both };
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

const NEW_KEY = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];

function openssl(...args: readonly string[]): void {
  const { status, stderr } = spawnSync('openssl', args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`openssl ${args.join(' ')}: ${stderr}`);
}
