import { createHash, randomBytes } from 'node:crypto';
import { chmodSync, linkSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { AppError } from '#lib/errors';
import type { Logger } from '#lib/log';

/** `id` names the key in every record that it seals, so that a record of another key is told from a damaged one. */
export type SecretKey = { id: string; bytes: Buffer };

const keyBytes = 32;

/** Reads the key file; the first start creates it. A file that holds no key is kept aside under another name. */
export function readSecretKey(file: string, log: Logger): SecretKey {
  try {
    if (!statSync(file, { throwIfNoEntry: false })) createKeyFile(file);
    closeToOthers(file, log);
    const found = keyIn(readFileSync(file, 'utf8'));
    if (found) return found;
    setAside(file, log);
    createKeyFile(file);
    return keyIn(readFileSync(file, 'utf8')) ?? unreadable(file, 'it changed while it was read');
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    return unreadable(file, cause);
  }
}

function keyIn(text: string): SecretKey | null {
  if (!/^[A-Za-z0-9+/]{43}=\s*$/.test(text)) return null;
  const bytes = Buffer.from(text, 'base64');
  if (bytes.length !== keyBytes) return null;
  return { id: createHash('sha256').update(bytes).digest('hex').slice(0, 12), bytes };
}

/** Linked into place whole, and only where there is none: of two first starts both use the same key. */
function createKeyFile(file: string): void {
  const draft = `${file}.new-${process.pid}`;
  writeFileSync(draft, `${randomBytes(keyBytes).toString('base64')}\n`, { mode: 0o600 });
  try {
    linkSync(draft, file);
  } catch (error) {
    if (!isTaken(error)) throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

function closeToOthers(file: string, log: Logger): void {
  const { mode } = statSync(file);
  if (process.platform === 'win32' || (mode & 0o077) === 0) return;
  chmodSync(file, 0o600);
  log.warn({ file, mode: (mode & 0o777).toString(8) }, 'others could read the key file; its mode is 600 again');
}

function setAside(file: string, log: Logger): void {
  const aside = `${file}.unreadable-${new Date().toISOString().replaceAll(':', '')}`;
  renameSync(file, aside);
  log.error({ file, aside }, 'the key file holds no key: passwords of stores stay unreadable until it is restored');
}

function isTaken(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EEXIST';
}

function unreadable(file: string, cause: unknown): never {
  const reason = cause instanceof Error ? cause.message : String(cause);
  throw new AppError(
    'storage_unavailable',
    `The key file ${file} cannot be used: ${reason}. Give its folder to the user that runs Fluxion, or set SECRET_KEY_FILE.`,
    { cause },
  );
}
