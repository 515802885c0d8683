/** Whether it was done: one that fails keeps nobody from the next. */
export async function succeeds(work: Promise<unknown> | undefined): Promise<boolean> {
  try {
    await work;
    return true;
  } catch {
    return false;
  }
}
