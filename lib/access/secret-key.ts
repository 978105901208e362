import { createHash, randomBytes } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  fsyncSync,
  linkSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { AppError } from '#lib/errors';
import type { Logger } from '#lib/log';

/** `id` names the key in every record that it seals, so that a record of another key is told from a damaged one. */
export type SecretKey = { id: string; bytes: Buffer };

/** The first seals; the others open what was sealed before, and lie there only while keys are rotated. */
export type SecretKeys = readonly [SecretKey, ...SecretKey[]];

const keyBytes = 32;

/** Reads the key file; the first start creates it. A file that holds no key is kept aside under another name. */
export function readSecretKeys(file: string, log: Logger): SecretKeys {
  try {
    if (!statSync(file, { throwIfNoEntry: false })) createKeyFile(file);
    closeToOthers(file, log);
    const found = keysIn(readFileSync(file, 'utf8'));
    if (found) return found;
    setAside(file, log);
    createKeyFile(file);
    return keysIn(readFileSync(file, 'utf8')) ?? unreadable(file, 'it changed while it was read');
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    return unreadable(file, cause);
  }
}

/** Replaces the file by one with these keys, whole or not at all: on disk before it takes the old one's name. */
export function writeSecretKeys(file: string, keys: SecretKeys): void {
  const draft = `${file}.new-${process.pid}`;
  try {
    writeFileSync(draft, keys.map(keyLine).join(''), { mode: 0o600, flush: true });
    renameSync(draft, file);
    syncFolder(dirname(file));
  } catch (cause) {
    rmSync(draft, { force: true });
    unreadable(file, cause);
  }
}

export function newSecretKey(): SecretKey {
  return keyOf(randomBytes(keyBytes));
}

function keysIn(text: string): SecretKeys | null {
  const lines = text.split('\n').map((line) => line.trim());
  const [first, ...others] = lines.filter((line) => line !== '').map(keyInLine);
  const rest = others.filter((key) => key !== null);
  return first && rest.length === others.length ? [first, ...rest] : null;
}

function keyInLine(line: string): SecretKey | null {
  if (!/^[A-Za-z0-9+/]{43}=$/.test(line)) return null;
  const bytes = Buffer.from(line, 'base64');
  return bytes.length === keyBytes ? keyOf(bytes) : null;
}

const keyOf = (bytes: Buffer): SecretKey => ({
  id: createHash('sha256').update(bytes).digest('hex').slice(0, 12),
  bytes,
});

const keyLine = ({ bytes }: SecretKey): string => `${bytes.toString('base64')}\n`;

/** Linked into place whole, and only where there is none: of two first starts both use the same key. */
function createKeyFile(file: string): void {
  const draft = `${file}.new-${process.pid}`;
  writeFileSync(draft, keyLine(newSecretKey()), { mode: 0o600, flush: true });
  try {
    linkSync(draft, file);
  } catch (error) {
    if (!isTaken(error)) throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Windows opens no folders; its file system keeps a rename in its journal. */
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
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
