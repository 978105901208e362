import type { Logger } from '#lib/log';

export type Repetition = { now: () => void; stop: () => Promise<void> };

type Repeated = { everyMs: number; what: string; log: Logger };

/** Does `work` again and again, never twice at the same time; a failure is logged and the next turn comes as usual. */
export function repeat(work: () => Promise<void>, { everyMs, what, log }: Repeated): Repetition {
  let stopped = false;
  let again = false;
  let timer: NodeJS.Timeout | undefined;
  let turn: Promise<void> | undefined;

  const takeTurn = async () => {
    do {
      again = false;
      try {
        await work();
      } catch (error) {
        if (!stopped) log.warn({ err: error }, `${what} failed, the next turn tries again`);
      }
    } while (again && !stopped);
    turn = undefined;
    if (!stopped) timer = setTimeout(start, everyMs);
  };
  const start = () => {
    clearTimeout(timer);
    if (stopped) return;
    if (turn) again = true;
    else turn = takeTurn();
  };
  start();

  const stop = async () => {
    stopped = true;
    clearTimeout(timer);
    await turn;
  };
  return { now: start, stop };
}
