import { AppError } from '#lib/errors';

const full = /no space left|disk quota|not enough (disk )?space|could not write all bytes|ENOSPC|ENOSPACE/i;
const outOfMemory = /^Out of Memory Error/;
const fatal = /FATAL Error|INTERNAL Error|database has been invalidated/;
const interrupted = /^INTERRUPT Error|Interrupted!/;
const conflicting = /^TransactionContext Error: .*[Cc]onflict/;
const heldBy = /Conflicting lock is held in (.*?) ?\(PID (\d+)\)/;

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** DuckDB refuses everything after such an error until the file is closed and opened again. */
export function isFatal(error: unknown): boolean {
  return fatal.test(messageOf(error));
}

export function isInterrupt(error: unknown): boolean {
  return interrupted.test(messageOf(error));
}

/** Disk full: with what is left, so that the reader knows how much to free. */
export function storageFull(file: string, freeBytes: number, cause?: unknown): AppError {
  const freeMb = Math.floor(freeBytes / 1_048_576);
  return new AppError('storage_full', `The disk of the warehouse ${file} is full: ${freeMb} MB are free.`, {
    cause,
    params: { file, freeMb },
  });
}

/** Gives an error of a statement its code; what is no fault of the storage stays a bug. */
export function statementError(error: unknown, file: string, freeBytes: number): unknown {
  const message = messageOf(error);
  if (full.test(message)) return storageFull(file, freeBytes, error);
  if (isInterrupt(error))
    return new AppError('cancelled', 'A statement of the warehouse was stopped.', { cause: error });
  if (isFatal(error)) return unavailable(file, `DuckDB gave the file up (${firstLine(message)})`, error);
  if (outOfMemory.test(message)) return unavailable(file, `out of memory (${firstLine(message)})`, error);
  if (conflicting.test(message)) return unavailable(file, 'another writer changed the same rows', error);
  if (/^IO Error/.test(message)) return unavailable(file, firstLine(message), error);
  return error;
}

/** Says why a warehouse could not be opened, in words that name the way out. */
export function openError(error: unknown, file: string, freeBytes: number): AppError {
  const message = messageOf(error);
  const holder = heldBy.exec(message);
  if (holder) {
    const [, program = '', pid = ''] = holder;
    return unavailable(file, `process ${pid} (${program}) holds it`, error, { pid: Number(pid) });
  }
  if (full.test(message)) return storageFull(file, freeBytes, error);
  if (/not a valid DuckDB database file/i.test(message)) {
    return unavailable(file, 'this file is not a DuckDB database; move it away or restore a copy', error);
  }
  if (/version number|storage version|newer version/i.test(message)) {
    return unavailable(file, `a newer DuckDB wrote it; upgrade this program (${firstLine(message)})`, error);
  }
  if (/permission denied|read-only|EACCES|EROFS|EPERM|ENOTDIR|not a directory/i.test(message)) {
    return unavailable(file, `its folder cannot be written (${firstLine(message)})`, error);
  }
  return unavailable(file, firstLine(message), error);
}

export function unavailable(file: string, why: string, cause?: unknown, params: { pid?: number } = {}): AppError {
  return new AppError('storage_unavailable', `The warehouse ${file} cannot be used: ${why}.`, {
    cause,
    params: { file, why, ...params },
  });
}

function firstLine(message: string): string {
  return (message.split('\n')[0] ?? '').replace(/\.$/, '').slice(0, 300);
}
