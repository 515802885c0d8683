/** What is measured of contact lists and conversations that are long. */
import type { Page } from 'puppeteer-core';
import { setTimeout as pause } from 'node:timers/promises';
import { Proxy } from '../servers/proxy.js';
import { Crowd } from './crowd.js';
import { heapOf } from './heap.js';
import { since, watchTimes, type Figures } from './measure.js';
import { FAVOURITE, popular } from './popular.js';
import type { Stage } from './stage.js';
import type { Question, Subject } from './subject.js';

/** Milliseconds that a subject may take. */
const LIMIT = 120_000;
/** Milliseconds after which nothing comes any more that belongs to the first look. */
const REST = 3000;
/** How far people scroll: lines of the list, one with each frame, and messages. */
const LINES = 200;
const BACK = 500;

/** (i) A contact list of thousands, from the address to it being shown: the first of them, and all; and scrolling in it. */
export async function contacts(stage: Stage, subject: Subject, size: number): Promise<Figures> {
  return look(stage, subject, { show: 'contacts', contacts: size, count: size }, async (page) => {
    const { slow, longest } = (await page.evaluate(scrollDown)) as Frames;
    return { slowFrames: slow, longestFrame: longest };
  });
}

/** Of somebody who has few contacts. */
const FEW = 50;

/** (k) A conversation of ten thousand messages, from the address to the newest being shown; and paging back in it. */
export async function archive(stage: Stage, subject: Subject): Promise<Figures> {
  const contact = `${FAVOURITE}@${Crowd.domain}`;
  return look(stage, subject, { show: `chat ${contact}`, contacts: FEW, count: 1 }, async (page) => {
    const { slow, longest, took } = (await page.evaluate(pageBack)) as Frames;
    return { back: took, slowFrames: slow, longestFrame: longest };
  });
}

/** How smoothly it went: frames over 50 milliseconds, the longest of all, and how long it took; null where it came to no end. */
interface Frames {
  readonly slow: number;
  readonly longest: number;
  readonly took: number | null;
}

interface Looked {
  readonly show: Question['show'];
  /** How many contacts the person has, and how many entries there are to be seen. */
  readonly contacts: number;
  readonly count: number;
}

async function look(
  stage: Stage,
  subject: Subject,
  { show, contacts, count }: Looked,
  use: (page: Page) => Promise<Figures>,
): Promise<Figures> {
  const person = await popular(stage, contacts);
  const proxy = await Proxy.start(stage.server);
  try {
    stage.site.takeServed();
    const { page, asked } = await stage.signIn(subject, person, 'prompt', {
      service: proxy.through(stage.server),
      show,
      limit: LIMIT,
      before: (fresh) => fresh.evaluateOnNewDocument(watchTimes(count)),
    });
    const context = page.browserContext();
    await page.waitForFunction('imTimes.all', { timeout: LIMIT, polling: 50 }).catch(() => undefined);
    const times = (await page.evaluate('imTimes')) as { first?: number; all?: number };
    await pause(REST);
    const { bytes } = stage.site.takeServed();
    const { up, down } = proxy.traffic;
    const stream = up.bytes + down.bytes;
    const heap = await heapOf(context);
    const used = times.first === undefined ? {} : await use(page);
    const heapAfter = await heapOf(context);
    await context.close();
    const all: Figures = count > 1 ? { all: since(asked, times.all) } : {};
    return { first: since(asked, times.first), ...all, bytes, stream, heap, ...used, heapAfter };
  } finally {
    await proxy.stop();
  }
}

/** In the page, as text: what scrolls around an element, and one frame after the other. */
const TOOLS = `
  const scrollerOf = (element) => {
    for (let at = element; at; at = at.assignedSlot ?? at.parentElement ?? at.getRootNode().host) {
      if (at.scrollHeight > at.clientHeight + 1 && /auto|scroll/.test(getComputedStyle(at).overflowY)) return at;
    }
    return document.scrollingElement;
  };
  const frames = [];
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  const start = performance.now();
  let last = start;
  const step = async () => {
    await frame();
    const now = performance.now();
    frames.push(now - last);
    last = now;
  };
  const result = (took) => ({ slow: frames.filter((length) => length > 50).length, longest: Math.max(...frames), took });
`;

const scrollDown = `(async () => {
  ${TOOLS}
  const row = imBench.row();
  const [scroller, height] = [scrollerOf(row), row.offsetHeight];
  for (let i = 0; i < ${LINES}; i++) {
    await step();
    scroller.scrollBy(0, height);
  }
  return result(performance.now() - start);
})()`;

/** Whichever end its zero is at: up means up. The messages are numbered. */
const pageBack = `(async () => {
  ${TOOLS}
  const oldest = () => Number(/No\\. (\\d+):/.exec(imBench.message()?.textContent)?.[1] ?? Infinity);
  const goal = oldest() - ${BACK};
  while (oldest() > goal) {
    scrollerOf(imBench.message()).scrollTo(0, -1e9);
    await step();
    if (performance.now() - start > ${LIMIT}) return result(null);
  }
  return result(performance.now() - start);
})()`;
