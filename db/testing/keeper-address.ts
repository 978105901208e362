import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrationFiles } from '#db/migrate';

/**
 * Where the keeper of the shared test server listens: one for each user, checkout and state of the migrations.
 * On Linux an abstract socket, which the kernel frees with its process.
 */
export function keeperAddress(): string {
  const identity = JSON.stringify([process.getuid?.(), import.meta.dirname, migrationFiles()]);
  const name = `fluxion-test-${createHash('sha256').update(identity).digest('hex').slice(0, 16)}`;
  if (process.platform === 'linux') return `\0${name}`;
  return process.platform === 'win32' ? `\\\\.\\pipe\\${name}` : join(tmpdir(), `${name}.sock`);
}
