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
}

/** Without a sandbox where there cannot be one, and without the browser's own traffic: only loopback is contacted. */
const ARGS = [
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
];

/** A Chromium. */
export async function openBrowser({
  extension,
  profile,
  headless = true,
  args = [],
}: BrowserOptions = {}): Promise<Browser> {
  const executablePath = findChromium();
  if (!executablePath) throw new Error('there is no Chromium or Chrome on this machine');
  exitWhenTold();
  return puppeteer.launch({
    executablePath,
    handleSIGTERM: false, // it would close the browser, and leave this process running
    headless,
    pipe: true,
    enableExtensions: extension ? [extension] : false,
    defaultViewport: null,
    userDataDir: profile,
    args: [...ARGS, ...(headless ? ['--disable-gpu'] : []), ...args],
  });
}

/** Either, for web sites. */
export function openNamed(name: BrowserName): Promise<Browser> {
  return name === 'firefox' ? openFirefox() : openBrowser();
}
