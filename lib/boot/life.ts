import type { Closing } from '#lib/boot/closing';
import { isAppError } from '#lib/errors';
import type { Logger } from '#lib/log';

export type Life = { stopping: () => boolean };

/** One Ctrl-C arrives twice, from the terminal and passed on by npm: that is not a second one. */
export const echoMs = 1000;

/** Running steps have 30 seconds, what is open has the rest. */
const lastResortMs = 45_000;

/**
 * Runs the program until it is told to end. SIGTERM and SIGINT close what is open and exit 0, a second one exits at
 * once; a start that fails closes what it had opened and exits 1. A bug in one step is logged and ends nothing else.
 */
export function live(start: (life: Life) => Promise<void>, closing: Closing, log: Logger): void {
  let stopping = false;
  const started = start({ stopping: () => stopping });

  async function end(): Promise<void> {
    setTimeout(() => {
      log.fatal('did not end in time: something that is being closed does not answer');
      process.exit(1);
    }, lastResortMs).unref();
    const failure = await started.then(
      () => null,
      (error: unknown) => ({ error }),
    );
    if (failure) explain(failure.error, log);
    await closing.run();
    log.info('ended');
    process.exit(failure ? 1 : 0);
  }

  let firstSignalAt = 0;
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      if (stopping && performance.now() - firstSignalAt < echoMs) return;
      if (stopping) process.exit(1);
      stopping = true;
      firstSignalAt = performance.now();
      log.info({ signal }, 'ending: no new work; running steps have 30 seconds');
      void end();
    });
  }
  started.catch(() => {
    if (!stopping) void end();
  });
  process.on('uncaughtException', (error) => log.error({ err: error }, 'bug: an error that nothing caught'));
  process.on('unhandledRejection', (error) => log.error({ err: error }, 'bug: a rejection that nothing handled'));
}

/** A sentence for the person at the terminal; the stack only when it is a bug. */
function explain(error: unknown, log: Logger): void {
  if (!isAppError(error)) log.fatal({ err: error }, 'the start failed');
  const text = isAppError(error) ? error.message : String(error);
  process.stderr.write(`Fluxion did not start.\n${text}\n`);
}
