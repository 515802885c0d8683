/** Resolves with `promise`, or after so many milliseconds. */
export async function within(deadline: number, promise: Promise<unknown>): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  await Promise.race([promise, new Promise<void>((resolve) => (timer = setTimeout(resolve, deadline)))]);
  clearTimeout(timer);
}
