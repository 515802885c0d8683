/** What a page has to bear: how long its main thread was busy at a stretch, and what it and its worker hold in memory. */
import type { Browser, CDPSession, Page, Target } from 'puppeteer-core';
import { longestTask, TRACED } from './longest-task.js';

export interface Strain {
  /** The longest task of the main thread, in milliseconds of the processor; null where that cannot be told. */
  readonly processor: number | null;
  /** The same as it passed on the clock. */
  readonly clock: number;
}

/** Milliseconds between two looks at the clock, where nothing can be traced. */
const LOOK = 10;

/** Begins to watch a page; what it returns ends that. Chromium is traced; in Firefox a timer tells by how much it was late. */
export async function watchStrain(browser: Browser, page: Page): Promise<() => Promise<Strain>> {
  if (isChromium(browser)) {
    await page.tracing.start({ categories: TRACED });
    return async () => longestTask(await page.tracing.stop());
  }
  await page.evaluate((pause) => {
    const lag = { last: performance.now(), most: 0 };
    setInterval(() => {
      const now = performance.now();
      lag.most = Math.max(lag.most, now - lag.last - pause);
      lag.last = now;
    }, pause);
    Object.assign(globalThis, { imLag: lag });
  }, LOOK);
  return async () => ({ processor: null, clock: Math.round(Number(await page.evaluate('imLag.most'))) });
}

export interface Heaps {
  readonly page: number;
  readonly worker: number;
}

/** Megabytes that scripts hold after a collection, of a page and of the worker behind it; null in Firefox. */
export async function heapsOf(browser: Browser, page: Page): Promise<Heaps | null> {
  if (!isChromium(browser)) return null;
  const isWorker = (target: Target): boolean => target.type().endsWith('_worker');
  const worker = await browser.waitForTarget(isWorker);
  return { page: await heapOf(await page.createCDPSession()), worker: await heapOf(await worker.createCDPSession()) };
}

async function heapOf(session: CDPSession): Promise<number> {
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  await session.detach();
  return Math.round(usedSize / 2 ** 17) / 8;
}

function isChromium(browser: Browser): boolean {
  return browser.process()?.spawnfile.includes('firefox') !== true;
}
