import { setTimeout as pause } from 'node:timers/promises';

/** Resolves after some milliseconds, or when told to stop. */
export async function wait(milliseconds: number, signal: AbortSignal): Promise<void> {
  await pause(milliseconds, undefined, { signal }).catch(() => undefined);
}
