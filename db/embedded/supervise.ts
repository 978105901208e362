import { isPostgresOf, type PostmasterFile } from '#db/embedded/postmaster-file';
import { type PostgresFolder, stopPostgres } from '#db/embedded/start-postgres';
import type { Logger } from '#lib/log';

export type Supervised = {
  where: PostgresFolder;
  running: PostmasterFile;
  start: (port: number) => Promise<PostmasterFile>;
  log: Logger;
};

const everyMs = 1000;

/** Starts PostgreSQL again, on the same port, when it ends without us: the clients find it where it was. */
export function supervise({ where, running, start, log }: Supervised): {
  pid: () => number;
  stop: () => Promise<void>;
} {
  let current = running;
  let pass = Promise.resolve();
  const timer = setInterval(() => {
    pass = pass.then(restartIfDead);
  }, everyMs);
  timer.unref();

  async function restartIfDead(): Promise<void> {
    if (isPostgresOf(where.folder, current.pid)) return;
    log.error({ postgres: current.pid, logFile: where.logFile }, 'PostgreSQL ended by itself; starting it again');
    try {
      current = await start(current.port);
    } catch (error) {
      log.error({ err: error }, 'PostgreSQL could not be started again; the next try is in a second');
    }
  }

  async function stop(): Promise<void> {
    clearInterval(timer);
    await pass;
    await stopPostgres(where.folder, current.pid);
  }

  return { pid: () => current.pid, stop };
}
