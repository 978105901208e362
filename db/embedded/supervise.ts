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
/** After failed starts, such as on a full disk, the tries grow apart up to this. */
const longestPauseMs = 30_000;

/** Starts PostgreSQL again, on the same port, when it ends without us: the clients find it where it was. */
export function supervise({ where, running, start, log }: Supervised): {
  pid: () => number;
  stop: () => Promise<void>;
} {
  let current = running;
  let pass = Promise.resolve();
  let pauseMs = 0;
  let notBefore = 0;
  const timer = setInterval(() => {
    pass = pass.then(restartIfDead);
  }, everyMs);
  timer.unref();

  async function restartIfDead(): Promise<void> {
    if (Date.now() < notBefore || isPostgresOf(where.folder, current.pid)) return;
    log.error({ postgres: current.pid, logFile: where.logFile }, 'PostgreSQL ended by itself; starting it again');
    try {
      current = await start(current.port);
      pauseMs = 0;
    } catch (error) {
      pauseMs = Math.min(Math.max(pauseMs * 2, everyMs), longestPauseMs);
      log.error({ err: error, pauseMs }, 'PostgreSQL could not be started again; it is tried again after a pause');
    }
    notBefore = Date.now() + pauseMs;
  }

  async function stop(): Promise<void> {
    clearInterval(timer);
    await pass;
    await stopPostgres(where.folder, current.pid);
  }

  return { pid: () => current.pid, stop };
}
