import { execFile } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { Binaries } from '#db/embedded/binaries';
import { passwordFileOf, writePassword } from '#db/embedded/password';
import { accessHint, idsOf, type PostgresUser } from '#db/embedded/postgres-user';
import { postgresRole } from '#db/embedded/settings';
import { AppError } from '#lib/errors';

const run = promisify(execFile);

const major = '18';

export type NewFolder = { folder: string; binaries: Binaries; user: PostgresUser; durable: boolean };

/** Creates the database folder when there is none; it appears under its name only when whole. */
export async function ensureFolder(wanted: NewFolder): Promise<void> {
  if (existsSync(join(wanted.folder, 'PG_VERSION'))) return refuseOtherMajor(wanted.folder);
  removeDrafts(wanted.folder);
  const draft = `${wanted.folder}.new-${process.pid}`;
  const passwordFile = `${draft}.password`;
  try {
    writePassword(passwordFile, wanted.user);
    makeDraft(draft, wanted.user);
    await initialise(draft, passwordFile, wanted);
    renameSync(passwordFile, passwordFileOf(draft));
    renameSync(draft, wanted.folder);
  } catch (cause) {
    removeDrafts(wanted.folder);
    const reason = reasonOf(cause);
    const hint = accessHint(wanted.user, reason);
    throw new AppError('storage_unavailable', `${wanted.folder} could not be created: ${reason}${hint}`, { cause });
  }
}

function refuseOtherMajor(folder: string): void {
  const found = readFileSync(join(folder, 'PG_VERSION'), 'utf8').trim();
  if (found === major) return;
  throw new AppError(
    'conflict',
    `${folder} was written by PostgreSQL ${found}, this program brings PostgreSQL ${major}. ` +
      'Start the version of Fluxion that wrote it and move the data with pg_dump.',
  );
}

/** What a start that was killed half-way left behind. */
function removeDrafts(folder: string): void {
  const prefix = `${basename(folder)}.new-`;
  for (const name of readdirSync(dirname(folder))) {
    if (name.startsWith(prefix)) rmSync(join(dirname(folder), name), { recursive: true, force: true });
  }
}

/** Another user must be able to pass through our folder to reach its own. */
function makeDraft(draft: string, user: PostgresUser): void {
  mkdirSync(draft, { mode: 0o700 });
  if (user.uid === undefined) return;
  chownSync(draft, user.uid, user.gid ?? user.uid);
  chmodSync(dirname(draft), 0o711);
}

async function initialise(draft: string, passwordFile: string, { binaries, user, durable }: NewFolder): Promise<void> {
  const [program = binaries.initdb, ...prefix] = [...user.prefix, binaries.initdb];
  const options = [
    `--pgdata=${draft}`,
    `--username=${postgresRole}`,
    '--auth=scram-sha-256',
    `--pwfile=${passwordFile}`,
    '--encoding=UTF8',
    '--locale-provider=builtin',
    '--locale=C.UTF-8',
    '--no-instructions',
    ...(durable ? [] : ['--no-sync']),
  ];
  await run(program, [...prefix, ...options], { ...idsOf(user), env: { ...process.env, LC_ALL: 'C' } });
}

function reasonOf(cause: unknown): string {
  const stderr = cause instanceof Error && 'stderr' in cause ? String(cause.stderr).trim() : '';
  return stderr || (cause instanceof Error ? cause.message : String(cause));
}
