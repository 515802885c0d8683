/** Where a company hosts the extension for its browsers: as Chromium takes it (signed, beside an update manifest), and as Firefox does. */
import { spawnSync } from 'node:child_process';
import { createHash, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { copyFileSync, cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Site } from '../servers/site.js';
import { findChromium } from '../setup.mjs';
import { ROOT } from './e2e.js';

export class ExtensionSite {
  readonly #folder: string;
  readonly #site: Site;
  /** Drawn from the key that this company signs with. */
  readonly chromeExtensionId: string;

  private constructor(folder: string, site: Site, id: string) {
    this.#folder = folder;
    this.#site = site;
    this.chromeExtensionId = id;
  }

  static async start(): Promise<ExtensionSite> {
    const folder = mkdtempSync(join(tmpdir(), 'im-extension-site-'));
    const site = await Site.start({ folders: { '/': folder } });
    const { id, version } = pack(folder);
    const crx = `http://127.0.0.1:${site.port}/extension.crx`;
    writeFileSync(
      join(folder, 'updates.xml'),
      `<gupdate xmlns="http://www.google.com/update2/response" protocol="2.0"><app appid="${id}">
        <updatecheck codebase="${crx}" version="${version}"/></app></gupdate>`,
    );
    const zip = readdirSync(join(ROOT, 'dist')).find((file) => /-firefox-.*\.zip$/.test(file));
    if (!zip) throw new Error('there is no zip for Firefox in dist: build it');
    copyFileSync(join(ROOT, 'dist', zip), join(folder, 'extension.xpi'));
    return new ExtensionSite(folder, site, id);
  }

  get chromeUpdateUrl(): string {
    return `http://127.0.0.1:${this.#site.port}/updates.xml`;
  }

  get firefoxInstallUrl(): string {
    return `http://127.0.0.1:${this.#site.port}/extension.xpi`;
  }

  async stop(): Promise<void> {
    await this.#site.stop();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** Packs what was built, under a key of this site: that of the manifest is known to nobody here. */
function pack(folder: string): { readonly id: string; readonly version: string } {
  const work = mkdtempSync(join(tmpdir(), 'im-pack-'));
  const source = join(work, 'extension');
  cpSync(join(ROOT, 'dist/extension'), source, { recursive: true });
  const manifest = JSON.parse(readFileSync(join(source, 'manifest.json'), 'utf8')) as { readonly version: string };
  writeFileSync(join(source, 'manifest.json'), JSON.stringify({ ...manifest, key: undefined }));
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  writeFileSync(join(work, 'key.pem'), privateKey.export({ type: 'pkcs8', format: 'pem' }));
  const { error, stderr } = spawnSync(findChromium() ?? 'chromium', [
    '--headless',
    '--no-sandbox',
    '--disable-gpu',
    `--user-data-dir=${join(work, 'profile')}`,
    `--pack-extension=${source}`,
    `--pack-extension-key=${join(work, 'key.pem')}`,
  ]);
  if (error) throw new Error(`the extension cannot be packed: ${String(error)} ${String(stderr)}`);
  copyFileSync(`${source}.crx`, join(folder, 'extension.crx'));
  rmSync(work, { recursive: true, force: true });
  const spki = createPublicKey(privateKey).export({ type: 'spki', format: 'der' });
  const digits = createHash('sha256').update(spki).digest('hex').slice(0, 32);
  const id = digits.replace(/./g, (digit) => String.fromCharCode('a'.charCodeAt(0) + parseInt(digit, 16)));
  return { id, version: manifest.version };
}
