import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { postgresBinaries } from '#db/embedded/binaries';
import { ensureFolder } from '#db/embedded/create-folder';
import { ensureDatabase } from '#db/embedded/ensure-database';
import { readPassword, resetPassword } from '#db/embedded/password';
import { postgresUser } from '#db/embedded/postgres-user';
import type { PostmasterFile } from '#db/embedded/postmaster-file';
import { type PostgresFolder, runningPostgres, startPostgres, stopPostgres } from '#db/embedded/start-postgres';
import { supervise } from '#db/embedded/supervise';
import { AppError } from '#lib/errors';
import type { Logger } from '#lib/log';

export type EmbeddedOptions = { folder: string; log: Logger; maxConnections?: number; durable?: boolean };
export type EmbeddedPostgres = { url: string; pid: () => number; takenOver: boolean; stop: () => Promise<void> };

type Reach = {
  where: PostgresFolder;
  left: PostmasterFile | null;
  start: () => Promise<PostmasterFile>;
  log: Logger;
};

/** Runs our own PostgreSQL in `folder`: created at the first start, taken over when a killed server left it running. */
export async function openEmbedded(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const { folder, log, maxConnections = 60, durable = true } = options;
  mkdirSync(dirname(folder), { recursive: true });
  const where: PostgresFolder = {
    folder,
    logFile: `${folder}.log`,
    binaries: postgresBinaries(),
    user: postgresUser(folder),
  };
  await ensureFolder({ ...where, durable });
  const left = await runningPostgres(folder);
  const start = (port?: number) =>
    startPostgres(where, { maxConnections, durable, ...(port === undefined ? {} : { port }) });
  const { running, url } = await reachable({ where, left, start, log });
  const supervisor = supervise({ where, running, start, log });
  if (supervisor.pid() === left?.pid)
    log.warn({ postgres: left.pid }, 'took over the PostgreSQL of a server that was killed');
  return { url, pid: supervisor.pid, takenOver: supervisor.pid() === left?.pid, stop: supervisor.stop };
}

/** A lost or garbled password file is no reason to stay down: the folder is ours, so the password is set anew. */
async function reachable({ where, left, start, log }: Reach): Promise<{ running: PostmasterFile; url: string }> {
  const password = readPassword(where.folder);
  const running = left ?? (await start());
  const url = password && (await ensureDatabase(running.port, password));
  if (url) return { running, url };
  log.warn({ folder: where.folder }, 'the password of the database is lost or wrong; it is set anew');
  await stopPostgres(where.folder, running.pid);
  const fresh = resetPassword(where);
  const restarted = await start();
  const repaired = await ensureDatabase(restarted.port, fresh);
  if (repaired) return { running: restarted, url: repaired };
  throw new AppError('storage_unavailable', `${where.folder}: the new password of the database is not accepted`);
}
