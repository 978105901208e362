/** Waits for `done`, but not longer: a database that swallows what it is sent never settles anything. */
export async function within(done: Promise<unknown>, timeoutMs: number): Promise<void> {
  const { promise: late, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, timeoutMs);
  // Whatever it throws after that is nobody's any more.
  done.catch(() => {});
  await Promise.race([done, late]).finally(() => clearTimeout(timer));
}
