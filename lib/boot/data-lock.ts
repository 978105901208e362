import { closeSync, openSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import type { Server } from 'node:net';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { listenAlone } from '#lib/boot/listen-alone';
import { AppError } from '#lib/errors';

export type DataLock = { release: () => Promise<void> };

/**
 * Makes this process the only one on the data folder; throws `conflict` with the holder's pid. A lock is a socket that
 * we listen on: the kernel frees it with the process, also after kill -9, and never while the process lives.
 */
export async function lockDataFolder(dataDir: string): Promise<DataLock> {
  const holderFile = join(dataDir, 'server.pid');
  const locks: Server[] = [];
  const folder = openSync(dataDir, 'r');
  const release = async () => {
    for (const lock of locks) await new Promise((closed) => lock.close(closed));
    closeSync(folder);
  };
  for (const address of [nameLock(dataDir), ...fileLock(folder)]) {
    const lock = await listenAlone(address);
    if (lock === 'taken') {
      await release();
      throw taken(dataDir, holderFile);
    }
    if (lock) locks.push(lock.unref());
  }
  writeFileSync(holderFile, `${process.pid} ${hostname()}\n`);
  return { release };
}

/** Decides within one machine or container. Named after the folder itself and not its path, which may be a link. */
function nameLock(dataDir: string): string {
  const { dev, ino } = statSync(dataDir, { bigint: true });
  const name = `fluxion-data-${dev}-${ino}`;
  if (process.platform === 'linux') return `\0${name}`;
  return process.platform === 'win32' ? `\\\\.\\pipe\\${name}` : join(tmpdir(), `${name}.sock`);
}

/** A socket in the folder is seen by other containers that mount it. Through the descriptor its path is short enough. */
function fileLock(folder: number): string[] {
  return process.platform === 'linux' ? [`/proc/self/fd/${folder}/server.sock`] : [];
}

function taken(dataDir: string, holderFile: string): AppError {
  const holder = holderOf(holderFile);
  return new AppError(
    'conflict',
    `The data folder ${dataDir} is in use by ${holder ? `process ${holder}` : 'another process'}. ` +
      'Stop it first, or set DATA_DIR to another folder.',
    { params: { pid: Number(holder) || null } },
  );
}

/** Written right after the lock is taken: a second start in that instant does not find it yet. */
function holderOf(holderFile: string): string | null {
  try {
    return readFileSync(holderFile, 'utf8').split(' ')[0] ?? null;
  } catch {
    return null;
  }
}
