/**
 * Floods of requests: `npm run test:flood -- [--shell widget|extension] [--browser B] [--flood F] [--waiting 10000]
 * [--minutes 1] [--picture FILE]`. Tells, a line of JSON for each, how long the page was busy at a stretch and how long
 * the person waited (milliseconds), what was held in memory (megabytes), and what button and notifications said.
 * Linux, a build.
 */
import { parseArgs } from 'node:util';
import { BROWSERS, type BrowserName } from '../support/browser.js';
import { Flood, FLOODS, startFloodScene, type FloodPlan } from '../support/flood.js';
import { openShell, SHELLS, type ShellName } from '../support/shell.js';
import { heapsOf, watchStrain } from '../support/strain.js';
import { chosen } from './chosen.js';
import { costOf } from './processes-of.js';

const MINUTE = 60_000;

const { values } = parseArgs({
  options: {
    shell: { type: 'string' },
    browser: { type: 'string' },
    flood: { type: 'string' },
    waiting: { type: 'string', default: '10000' },
    minutes: { type: 'string', default: '1' },
    picture: { type: 'string' },
  },
});

for (const browser of chosen(BROWSERS, values.browser)) {
  for (const shell of chosen(SHELLS, values.shell)) {
    for (const name of chosen(FLOODS, values.flood)) {
      const plan = { flood: name, requests: Number(values.waiting), within: Number(values.minutes) * MINUTE };
      await flood(browser, shell, plan);
    }
  }
}

async function flood(browserName: BrowserName, shellName: ShellName, plan: FloodPlan): Promise<void> {
  const scene = await startFloodScene();
  const flood = await Flood.open(plan, scene);
  const shell = await openShell(shellName, browserName, scene);
  const { browser, tab } = shell;
  const pid = browser.process()?.pid ?? 0;
  try {
    const person = await scene.person('maya');
    await flood.prepare(person.jid);
    await tab.page.bringToFront();
    const heapsBefore = await heapsOf(browser, tab.page);
    const before = await costOf(pid);
    const stopWatching = await watchStrain(browser, tab.page);
    const { times, ...outcome } = await flood.comeOver(shell, person);
    const longestTask = await stopWatching();
    const after = await costOf(pid);
    const heaps = { before: heapsBefore, after: await heapsOf(browser, tab.page) };
    if (values.picture) await tab.page.screenshot({ path: values.picture });
    const memory = { before: Math.round(before.memory), after: Math.round(after.memory) };
    const processor = Math.round(after.processor - before.processor);
    const answered = flood.answered;
    console.log(
      JSON.stringify({ browser: browserName, shell: shellName, ...plan, longestTask, times, ...outcome, answered, heaps, memory, processor }), // prettier-ignore
    );
  } finally {
    await shell.close();
    flood.close();
    await scene.stop();
  }
}
