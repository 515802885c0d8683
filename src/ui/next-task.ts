/** Resolves in another task: the page may answer its person before that. */
export function nextTask(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}
