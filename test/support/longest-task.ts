/** What a trace of Chromium says of how long its pages were busy at a stretch. */
import assert from 'node:assert/strict';

export interface LongestTask {
  /** Milliseconds of the processor. */
  readonly processor: number;
  /** Milliseconds as they passed. */
  readonly clock: number;
}

/** What has to be traced for it. */
export const TRACED = ['toplevel', 'devtools.timeline'];
/** Chromium draws parts of its own window as pages do, in processes like theirs. */
const ITS_OWN = '"chrome://';

interface TraceEvent {
  readonly ph: string;
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  /** Microseconds. */
  readonly dur?: number;
  readonly tdur?: number;
  readonly cat: string;
  readonly args: { readonly name?: string };
}

/** The longest task on the main thread of a page that is not the browser's own. */
export function longestTask(trace: Uint8Array | undefined): LongestTask {
  const { traceEvents } = JSON.parse(new TextDecoder().decode(trace)) as { readonly traceEvents: TraceEvent[] };
  const threadOf = ({ pid, tid }: TraceEvent): string => `${pid} ${tid}`;
  const isNameOfMain = ({ name, args }: TraceEvent): boolean =>
    name === 'thread_name' && args.name === 'CrRendererMain';
  const isItsOwn = ({ cat, args }: TraceEvent): boolean =>
    cat.includes('devtools.timeline') && JSON.stringify(args).includes(ITS_OWN);
  const own = new Set(traceEvents.filter(isItsOwn).map(({ pid }) => pid));
  const mains = new Set(traceEvents.filter((event) => isNameOfMain(event) && !own.has(event.pid)).map(threadOf));
  const tasks = traceEvents.filter((event) => event.name.endsWith('RunTask') && mains.has(threadOf(event)));
  assert.ok(tasks.length > 0, 'tasks were seen');
  const most = (of: (task: TraceEvent) => number | undefined): number =>
    Math.round(tasks.reduce((longest, task) => Math.max(longest, of(task) ?? 0), 0) / 1000);
  return { processor: most(({ tdur }) => tdur), clock: most(({ dur }) => dur) };
}
