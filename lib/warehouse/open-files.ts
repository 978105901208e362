import { mkdirSync, realpathSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { AppError } from '#lib/errors';

declare global {
  /** Warehouse files open in this process: DuckDB would neither refuse nor share a second opening. */
  var fluxionWarehouseFiles: Set<string> | undefined;
}

/** Claims a file for this process's one instance; the answer is its real path and how to give it back. */
export function claimFile(file: string): { path: string; release: () => void } {
  const path = realPathOf(file);
  globalThis.fluxionWarehouseFiles ??= new Set();
  const files = globalThis.fluxionWarehouseFiles;
  if (files.has(path)) throw new AppError('conflict', `The warehouse ${path} is already open in this process.`);
  files.add(path);
  let isHeld = true;
  const release = () => {
    // A second close must not give back what another opening has claimed since.
    if (isHeld) files.delete(path);
    isHeld = false;
  };
  return { path, release };
}

/** The file itself need not exist yet, its folder is made when it can be. */
function realPathOf(file: string): string {
  const absolute = resolve(file);
  try {
    mkdirSync(dirname(absolute), { recursive: true });
    return realpathSync(absolute);
  } catch {
    // Opening it will say what is wrong with the folder.
  }
  try {
    return join(realpathSync(dirname(absolute)), basename(absolute));
  } catch {
    return absolute;
  }
}
