import { accessSync, constants, mkdirSync, statSync } from 'node:fs';
import { AppError } from '#lib/errors';

const reasons: Record<string, string> = {
  EROFS: 'it lies on a read-only file system',
  ENOTDIR: 'a part of the path is a file',
  EEXIST: 'it is a file',
  ENOSPC: 'the disk is full',
  EACCES: 'this user may not write there',
  EPERM: 'this user may not write there',
};

/** Creates the data folder where there is none; refuses one that we could not work in. */
export function prepareDataFolder(dataDir: string): void {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    accessSync(dataDir, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
    throw new AppError('storage_unavailable', messageFor(dataDir, code, cause), { cause });
  }
}

function messageFor(dataDir: string, code: string, cause: unknown): string {
  const reason = reasons[code] ?? (cause instanceof Error ? cause.message : String(cause));
  const user = process.getuid?.();
  const owner = statSync(dataDir, { throwIfNoEntry: false })?.uid;
  const owned =
    owner !== undefined && owner !== user ? ` It belongs to uid ${owner}, this process runs as uid ${user}.` : '';
  return `The data folder ${dataDir} cannot be used: ${reason}.${owned} Give it to the user that runs Fluxion, or set DATA_DIR to another folder.`;
}
