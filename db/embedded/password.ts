import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { idsOf, type PostgresUser } from '#db/embedded/postgres-user';
import { postgresRole } from '#db/embedded/settings';
import type { PostgresFolder } from '#db/embedded/start-postgres';
import { AppError } from '#lib/errors';

export function passwordFileOf(folder: string): string {
  return join(folder, 'fluxion.password');
}

/** The password of the embedded server; null when the file is lost or not one of ours. */
export function readPassword(folder: string): string | null {
  const file = passwordFileOf(folder);
  const text = existsSync(file) ? readFileSync(file, 'utf8').trim() : '';
  return /^[\w-]{43}$/.test(text) ? text : null;
}

export function writePassword(file: string, user: PostgresUser): string {
  const password = randomBytes(32).toString('base64url');
  rmSync(file, { force: true });
  writeFileSync(file, `${password}\n`, { mode: 0o600 });
  if (user.uid !== undefined) chownSync(file, user.uid, user.gid ?? user.uid);
  return password;
}

/** Gives the role a new password through a server without network, which asks for none. The folder must be at rest. */
export function resetPassword({ folder, binaries, user }: PostgresFolder): string {
  const password = writePassword(passwordFileOf(folder), user);
  const { postgres } = binaries;
  const [program = postgres, ...args] = [...user.prefix, postgres, '--single', '-D', folder, 'postgres'];
  const ended = spawnSync(program, args, {
    ...idsOf(user),
    input: `alter role ${postgresRole} password '${password}';\n`,
    encoding: 'utf8',
  });
  if (ended.status === 0 && !ended.stderr.includes('ERROR')) return password;
  throw new AppError('storage_unavailable', `${folder}: the password could not be set anew: ${ended.stderr}`);
}
