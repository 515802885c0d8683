/** What a browser costs that does nothing, as Linux counts it: processor time, and how often it was woken up. */
import { readdir, readFile } from 'node:fs/promises';

export interface Cost {
  /** Seconds of processor time. */
  readonly processor: number;
  /** How often a thread went to sleep, to be woken again. */
  readonly wakeUps: number;
  /** Megabytes that are in memory; what processes share is counted for each. */
  readonly memory: number;
}

const TICKS_PER_SECOND = 100;

/** Of a process and all that it has started. */
export async function costOf(root: number): Promise<Cost> {
  const costs = await Promise.all((await familyOf(root)).map(costOfOne));
  const sum = (of: (cost: Cost) => number): number => costs.reduce((total, cost) => total + of(cost), 0);
  return { processor: sum((c) => c.processor), wakeUps: sum((c) => c.wakeUps), memory: sum((c) => c.memory) };
}

async function familyOf(root: number): Promise<number[]> {
  const parents = new Map<number, number>();
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const stat = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => '');
    parents.set(Number(name), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]));
  }
  const isKin = (pid: number | undefined): boolean => pid !== undefined && (pid === root || isKin(parents.get(pid)));
  return [...parents.keys()].filter(isKin);
}

async function costOfOne(pid: number): Promise<Cost> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [user, system] = [Number(fields[11] ?? 0), Number(fields[12] ?? 0)];
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  const memory = Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? 0) / 1024;
  let wakeUps = 0;
  for (const thread of await readdir(`/proc/${pid}/task`).catch(() => [])) {
    const of = await readFile(`/proc/${pid}/task/${thread}/status`, 'utf8').catch(() => '');
    wakeUps += Number(/^voluntary_ctxt_switches:\s+(\d+)/m.exec(of)?.[1] ?? 0);
  }
  return { processor: (user + system) / TICKS_PER_SECOND, wakeUps, memory };
}
