/** What the scripts of a browser context hold, and what they can be told. */
import type { BrowserContext, CDPSession } from 'puppeteer-core';

/** Megabytes that scripts hold after a collection, in the pages and the workers of a context. */
export async function heapOf(context: BrowserContext): Promise<number> {
  const pages = await context.pages();
  const sessions = [
    ...(await Promise.all(pages.map((page) => page.createCDPSession()))),
    ...(await sharedWorkersOf(context)),
    ...pages.flatMap((page) => page.workers().map((worker) => worker.client)),
  ];
  let bytes = 0;
  for (const session of sessions) {
    await session.send('HeapProfiler.collectGarbage');
    bytes += (await session.send('Runtime.getHeapUsage')).usedSize;
  }
  return bytes / 2 ** 20;
}

/** The workers that the pages of a context share. */
export function sharedWorkersOf(context: BrowserContext): Promise<CDPSession[]> {
  const workers = context.targets().filter((target) => target.type().endsWith('_worker'));
  return Promise.all(workers.map((worker) => worker.createCDPSession()));
}
