/** Says in the log when an endpoint cannot deliver, and when it can again. */
import type { Archiver } from './archiver.js';
import { faultText } from './result.js';
import { wait } from './wait.js';

const INTERVAL = 2000;

export async function watchStates(archiver: Archiver, log: (line: string) => void, signal: AbortSignal): Promise<void> {
  const said = new Map<string, string>();
  while (!signal.aborted) {
    await wait(INTERVAL, signal);
    for (const { endpoint, queue, fault } of archiver.states) {
      const found = queue?.obstacle?.fault ?? fault;
      const text = found ? faultText(found) : '';
      const before = said.get(endpoint.name) ?? '';
      if (text === before) continue;
      said.set(endpoint.name, text);
      log(`${endpoint.name}: ${text === '' ? 'delivers again.' : text}`);
    }
  }
}
