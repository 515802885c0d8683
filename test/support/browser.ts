/** A browser for demo and tests, in a fresh profile: a Chromium, with or without the extension, or a Firefox. */
import puppeteer, { type Browser } from 'puppeteer-core';
import { findChromium } from '../setup.mjs';
import { exitWhenTold } from '../servers/processes.js';
import { openFirefox } from './firefox.js';

export const BROWSERS = ['chromium', 'firefox'] as const;
export type BrowserName = (typeof BROWSERS)[number];

export interface BrowserOptions {
  /** Folder of an unpacked extension. */
  readonly extension?: string;
  /** Folder of a profile to go on with; a fresh one without it. */
  readonly profile?: string;
  readonly headless?: boolean;
  readonly args?: readonly string[];
  /** Starts it on a machine whose policies say what it installs; see `managed-machine.ts`. */
  readonly managed?: string;
}

/** Without a sandbox where there cannot be one, and without the browser's own traffic: only loopback is contacted. */
const QUIET = '--disable-background-networking';
const ARGS = [
  '--disable-quic',
  '--no-first-run',
  QUIET,
  '--disable-component-update',
  '--disable-sync',
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
];

/** What policies install is fetched in the background; whatever else would be is not found. */
const ARGS_MANAGED = [
  ...ARGS.filter((arg) => arg !== QUIET && arg !== '--no-sandbox'),
  '--no-sandbox', // in a namespace of its own, whoever starts it is root
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
];

/** A Chromium. */
export async function openBrowser({
  extension,
  profile,
  headless = true,
  args = [],
  managed,
}: BrowserOptions = {}): Promise<Browser> {
  const executablePath = managed ?? findChromium();
  if (!executablePath) throw new Error('there is no Chromium or Chrome on this machine');
  exitWhenTold();
  return puppeteer.launch({
    executablePath,
    handleSIGTERM: false, // it would close the browser, and leave this process running
    headless,
    pipe: true,
    enableExtensions: extension ? [extension] : managed !== undefined,
    ignoreDefaultArgs: managed === undefined ? [] : [QUIET],
    defaultViewport: null,
    userDataDir: profile,
    args: [...(managed === undefined ? ARGS : ARGS_MANAGED), ...(headless ? ['--disable-gpu'] : []), ...args],
  });
}

/** Either, for web sites. */
export function openNamed(name: BrowserName): Promise<Browser> {
  return name === 'firefox' ? openFirefox() : openBrowser();
}
