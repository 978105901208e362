import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Binaries } from '#db/embedded/binaries';
import { accessHint, idsOf, type PostgresUser } from '#db/embedded/postgres-user';
import { isAlive, isPostgresOf, type PostmasterFile, readPostmasterFile } from '#db/embedded/postmaster-file';
import { type PostgresSettings, settingsArgs } from '#db/embedded/settings';
import { AppError } from '#lib/errors';

export type PostgresFolder = { folder: string; logFile: string; binaries: Binaries; user: PostgresUser };
export type StartSettings = Omit<PostgresSettings, 'port'> & { port?: number };

const pollMs = 10;
const startTimeoutMs = 60_000;
const logLimitBytes = 10_000_000;
/** Another program took the port meanwhile; the children of a killed PostgreSQL have not all noticed yet. */
const passingFaults = ['Address already in use', 'shared memory block'];
const passingFaultMs = 10_000;

/** The PostgreSQL that still runs on the folder after its server was killed; null when none does. */
export async function runningPostgres(folder: string): Promise<PostmasterFile | null> {
  const deadline = Date.now() + startTimeoutMs;
  for (;;) {
    const file = readPostmasterFile(folder);
    if (!file || !isPostgresOf(folder, file.pid)) return null;
    if (file.ready) return file;
    if (Date.now() > deadline) throw notReady(folder, `process ${file.pid} neither starts nor ends`);
    await delay(pollMs);
  }
}

/** Starts PostgreSQL on the folder and waits until it takes connections. It outlives us unless it is stopped. */
export async function startPostgres(where: PostgresFolder, settings: StartSettings): Promise<PostmasterFile> {
  removeForeignPidFile(where.folder);
  const deadline = Date.now() + passingFaultMs;
  for (;;) {
    const port = settings.port ?? (await freePort());
    const logStart = prepareLog(where.logFile);
    const started = await launch(where, { ...settings, port });
    if (started) return started;
    const reason = readFileSync(where.logFile).subarray(logStart).toString('utf8').trim();
    const passes = passingFaults.some((fault) => reason.includes(fault));
    if (!passes || Date.now() > deadline) {
      throw notReady(where.folder, reason ? reason + accessHint(where.user, reason) : `see ${where.logFile}`);
    }
    await delay(pollMs);
  }
}

/** PostgreSQL takes a pid that is alive for its own; the pid of a dead one it deals with itself. */
function removeForeignPidFile(folder: string): void {
  const file = readPostmasterFile(folder);
  if (file && !isPostgresOf(folder, file.pid) && isAlive(file.pid)) rmSync(join(folder, 'postmaster.pid'));
}

/** Ends PostgreSQL: its clients are cut off, what was committed is kept. */
export async function stopPostgres(folder: string, pid: number): Promise<void> {
  if (!isPostgresOf(folder, pid)) return;
  process.kill(pid, 'SIGINT');
  const deadline = Date.now() + startTimeoutMs;
  // Its file goes before the process does: only the end of the process frees the folder.
  while (isPostgresOf(folder, pid)) {
    if (Date.now() > deadline) throw notReady(folder, `process ${pid} does not end`);
    await delay(pollMs);
  }
}

/** Null when it ended before it was ready. */
async function launch(where: PostgresFolder, settings: PostgresSettings): Promise<PostmasterFile | null> {
  const { postgres } = where.binaries;
  const [program = postgres, ...args] = [...where.user.prefix, postgres, '-D', where.folder, ...settingsArgs(settings)];
  const log = openSync(where.logFile, 'a', 0o600);
  // Detached: Ctrl-C in a terminal goes to the whole group, and the server still needs its database to drain.
  const child = spawn(program, args, {
    ...idsOf(where.user),
    cwd: '/',
    detached: true,
    stdio: ['ignore', log, log],
    env: { ...process.env, LC_ALL: 'C' },
  });
  closeSync(log);
  let failure: unknown = null;
  child.on('error', (error) => {
    failure = error;
  });
  child.unref();
  const deadline = Date.now() + startTimeoutMs;
  while (child.exitCode === null && child.signalCode === null) {
    if (failure) throw notReady(where.folder, String(failure));
    const file = readPostmasterFile(where.folder);
    if (file?.pid === child.pid && file?.ready) return file;
    if (Date.now() > deadline) throw notReady(where.folder, `not ready after ${startTimeoutMs} ms`);
    await delay(pollMs);
  }
  return null;
}

/** Starts the log anew when it has grown too long; answers where this start's lines begin. */
function prepareLog(file: string): number {
  const bytes = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (bytes <= logLimitBytes) return bytes;
  rmSync(file);
  return 0;
}

/** Another program may take it before PostgreSQL does: the caller tries again. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

function notReady(folder: string, reason: string): AppError {
  return new AppError('storage_unavailable', `PostgreSQL could not be run on ${folder}: ${reason}`);
}
