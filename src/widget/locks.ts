/** Locks as signs of life: a context that dies lets go of its locks, and says nothing else. */

/** Resolves when whoever holds the lock `name` has died. */
export async function whenReleased(name: string): Promise<void> {
  await navigator.locks.request(name, () => undefined);
}

/** Holds the lock `name` for as long as this context lives. Resolves once it is held. */
export function holdLock(name: string): Promise<void> {
  return new Promise((held) => {
    void navigator.locks.request(name, () => {
      held();
      return new Promise(() => undefined);
    });
  });
}
