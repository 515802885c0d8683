/** What is measured of one subject at a time; each begins with a browser context of its own, and ends it. */
import type { CDPSession, Page } from 'puppeteer-core';
import { setTimeout as pause } from 'node:timers/promises';
import { heapOf } from './heap.js';
import { longestTask, TRACED } from '../support/longest-task.js';
import type { Stage } from './stage.js';
import type { Subject } from './subject.js';

/** Figures by name; null where the subject did not get so far in time. Milliseconds, bytes, megabytes, counts. */
export type Figures = Readonly<Record<string, number | null>>;

/** Milliseconds after which nothing is fetched any more that belongs to the first look. */
const REST = 1000;
const ACCEPTS = 5;

/** (a) From the address to signed in, with an empty cache and with a full one. */
export async function signIn(stage: Stage, subject: Subject): Promise<Figures> {
  const person = await stage.person(0);
  stage.site.takeServed();
  const cold = await stage.signIn(subject, person, 'prompt');
  await pause(REST);
  const { bytes, requests } = stage.site.takeServed();
  const context = cold.page.browserContext();
  await cold.page.close();
  await stage.crowd.when('unavailable', person.jid, 2, REST);
  const warm = await stage.signIn(subject, person, 'prompt', { within: context });
  await context.close();
  return { cold: cold.online - cold.asked, warm: warm.online - warm.asked, bytes, requests };
}

/** (b) From signed in to the last answer that was heard, where the policy accepts all of `waiting`. */
export async function acceptAll(stage: Stage, subject: Subject, waiting: number, limit: number): Promise<Figures> {
  const person = await stage.person(waiting);
  const { page, online } = await stage.signIn(subject, person, 'accept-all');
  const first = await stage.crowd.when('subscribed', person.jid, 2, limit);
  const last = await stage.crowd.when('subscribed', person.jid, waiting + 1, limit);
  await page.browserContext().close();
  return { first: since(online, first), last: since(online, last) };
}

/** (c) and (d): `waiting` prompts, and a click on Accept. */
export async function prompts(stage: Stage, subject: Subject, waiting: number, limit: number): Promise<Figures> {
  const person = await stage.person(waiting);
  let devtools: CDPSession | undefined;
  const { page, online } = await stage.signIn(subject, person, 'prompt', {
    before: async (fresh) => {
      devtools = await fresh.createCDPSession();
      await fresh.evaluateOnNewDocument(watchTimes(waiting));
      await fresh.tracing.start({ categories: TRACED });
    },
  });
  const all = await page
    .waitForFunction('imTimes.all', { timeout: limit, polling: 50 })
    .then(() => true)
    .catch(() => false);
  const { processor, clock: onClock } = longestTask(await page.tracing.stop());
  const times = (await page.evaluate('imTimes')) as { first?: number; all?: number };
  const heap = await heapOf(page.browserContext());
  const nodes = devtools ? await nodesOf(devtools) : null;
  const accepted = all ? await accept(stage, page, person.jid) : undefined;
  await page.browserContext().close();
  return {
    first: since(online, times.first),
    all: since(online, times.all),
    task: processor,
    taskOnClock: onClock,
    heap,
    nodes,
    ...(accepted === undefined ? {} : { accept: accepted }),
  };
}

/** The median of some clicks on Accept, each from the click to when the requester heard of it; undefined where there is no such button. */
async function accept(stage: Stage, page: Page, person: string): Promise<number | undefined> {
  const taken: number[] = [];
  for (let i = 0; i < ACCEPTS; i++) {
    const before = stage.crowd.heard('subscribed', person).length;
    const clicked = (await page.evaluate(PRESS)) as number | null;
    if (clicked === null) return undefined;
    const heard = await stage.crowd.when('subscribed', person, before + 1, 60_000);
    if (heard === undefined) return undefined;
    taken.push(heard - clicked);
    await pause(REST);
  }
  return median(taken);
}

/** In the page: notes when somebody is shown for the first time, and when all are. Text: a compiler names functions its way. */
export const watchTimes = (waiting: number): string => `{
  const times = (globalThis.imTimes = {});
  const look = () => {
    const { shown = 0 } = globalThis.imBench ?? {};
    const now = performance.timeOrigin + performance.now();
    if (shown > 0) times.first ??= now;
    if (shown >= ${waiting}) times.all ??= now;
    else requestAnimationFrame(look);
  };
  look();
}`;

/** In the page: presses the button that is marked, wherever it is, and says when; null if there is none. */
const PRESS = `(() => {
  const find = (root) => {
    const button = root.querySelector('[data-bench-accept]');
    if (button) return button;
    for (const { shadowRoot } of root.querySelectorAll('*')) {
      const inside = shadowRoot && find(shadowRoot);
      if (inside) return inside;
    }
  };
  const button = find(document);
  const now = performance.timeOrigin + performance.now();
  button?.click();
  return button ? now : null;
})()`;

async function nodesOf(devtools: CDPSession): Promise<number | null> {
  await devtools.send('Performance.enable');
  const { metrics } = await devtools.send('Performance.getMetrics');
  return metrics.find(({ name }) => name === 'Nodes')?.value ?? null;
}

export function since(start: number, end: number | undefined): number | null {
  return end === undefined ? null : end - start;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}
