/** Says in the log when an endpoint cannot deliver, and when it can again. */
import type { Archiver } from './archiver.js';
import { faultText } from './result.js';
import { wait } from './wait.js';

const INTERVAL = 2000;

/** Until it is told to stop; then nothing is said any more, for endpoints that have ended look as if nothing were wrong. */
export async function watchStates(
  archiver: Pick<Archiver, 'states'>,
  log: (line: string) => void,
  signal: AbortSignal,
  interval = INTERVAL,
): Promise<void> {
  let said: ReadonlyMap<string, string> = new Map();
  for (;;) {
    await wait(interval, signal);
    if (signal.aborted) return;
    const texts = new Map<string, string>();
    for (const { endpoint, queue, fault } of archiver.states) {
      const found = queue?.obstacle?.fault ?? fault;
      const text = found ? faultText(found) : '';
      texts.set(endpoint.name, text);
      if (text !== (said.get(endpoint.name) ?? '')) log(`${endpoint.name}: ${text === '' ? 'delivers again.' : text}`);
    }
    said = texts;
  }
}
