/**
 * Stops on SIGTERM and SIGINT; a fleet that was started attached also when its parent is gone, however it went: the
 * parent holds the other end of standard input.
 */
export function endWithParent(stop: () => Promise<void>, isAttached: boolean): void {
  let isEnding = false;
  const end = (): void => {
    if (isEnding) return;
    isEnding = true;
    void stop().finally(() => process.stdin.destroy());
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, end);
  if (isAttached) process.stdin.once('end', end).once('error', end).resume();
}
