import { accessSync, constants, existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { AppError } from '#lib/errors';

const reasons: Record<string, string> = {
  EROFS: 'it lies on a read-only file system',
  ENOTDIR: 'it or a part of its path is a file',
  ENOSPC: 'the disk is full',
  EACCES: 'this user may not write there',
  EPERM: 'this user may not write there',
};

/** Creates the data folder where there is none; refuses one that we could not work in. */
export function prepareDataFolder(dataDir: string): void {
  try {
    makeFolder(dataDir);
    // The dot makes a file in its place an error.
    accessSync(`${dataDir}/.`, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
    throw new AppError('storage_unavailable', messageFor(dataDir, code, cause), { cause });
  }
}

/** Not mkdir's own `recursive`: where nothing can be made it hides the reason, or never returns. */
function makeFolder(path: string): void {
  if (existsSync(path)) return;
  makeFolder(dirname(path));
  mkdirSync(path, { mode: 0o700 });
}

function messageFor(dataDir: string, code: string, cause: unknown): string {
  const reason = reasons[code] ?? (cause instanceof Error ? cause.message : String(cause));
  const user = process.getuid?.();
  const owner = statSync(dataDir, { throwIfNoEntry: false })?.uid;
  const owned =
    owner !== undefined && owner !== user ? ` It belongs to uid ${owner}, this process runs as uid ${user}.` : '';
  return `The data folder ${dataDir} cannot be used: ${reason}.${owned} Give it to the user that runs Fluxion, or set DATA_DIR to another folder.`;
}
