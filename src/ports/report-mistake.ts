/** Our own mistakes are reported where a developer sees them, and stop nothing else. */
export function reportMistake(error: unknown): void {
  queueMicrotask(() => {
    throw error;
  });
}
