/** Two tabs that went on with the same import would write over each other: one has it, as long as it shows it. */

const LOCK = 'im-admin-import';
/** Milliseconds: a page that is loaded again waits for itself to be gone. */
const PATIENCE = 1500;

/** Resolves to what gives it back, or to undefined where another tab has it. Where a page has no locks, it has it. */
export function holdImport(): Promise<(() => void) | undefined> {
  // Not there in pages that are not secure.
  const locks = navigator.locks as LockManager | undefined;
  if (!locks) return Promise.resolve(() => undefined);
  return new Promise((resolve) => {
    locks
      .request(LOCK, { signal: AbortSignal.timeout(PATIENCE) }, () => new Promise<void>((release) => resolve(release)))
      .catch(() => resolve(undefined));
  });
}
