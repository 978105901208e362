import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Sql, TransactionSql } from 'postgres';
import { AppError } from '#lib/errors';

export type Migration = { name: string; sql: string };

const oldestPostgres = 130_000;
/** Any number, as long as every version of the program takes the same one. */
const migrationLock = 7_358_466_001;

/** The numbered files of this version, in order. */
export function migrationFiles(folder = join(import.meta.dirname, 'migrations')): Migration[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.sql'))
    .sort()
    .map((file) => ({ name: file.slice(0, -'.sql'.length), sql: readFileSync(join(folder, file), 'utf8') }));
}

/** Brings the database up to this version, all or nothing, one process at a time. Answers the names applied. */
export async function migrate(sql: Sql, migrations: Migration[] = migrationFiles()): Promise<string[]> {
  await refuseOldPostgres(sql);
  return sql.begin(async (tx) => {
    await tx`select pg_advisory_xact_lock(${migrationLock})`;
    const applied = await appliedMigrations(tx);
    refuseNewerDatabase(applied, migrations);
    const missing = migrations.filter(({ name }) => !applied.includes(name));
    for (const migration of missing) await apply(tx, migration);
    return missing.map(({ name }) => name);
  });
}

async function refuseOldPostgres(sql: Sql): Promise<void> {
  const [server] = await sql<{ number: number; version: string }[]>`
    select current_setting('server_version_num')::int as number, current_setting('server_version') as version`;
  if (!server || server.number >= oldestPostgres) return;
  throw new AppError('conflict', `PostgreSQL ${server.version} is too old: Fluxion needs version 13 or later.`);
}

async function appliedMigrations(tx: TransactionSql): Promise<string[]> {
  await tx`set local client_min_messages = warning`;
  await tx`
    create table if not exists schema_migrations (
      name       text primary key,
      applied_at timestamptz not null default now()
    )`;
  const rows = await tx<{ name: string }[]>`select name from schema_migrations order by name`;
  return rows.map(({ name }) => name);
}

function refuseNewerDatabase(applied: string[], migrations: Migration[]): void {
  const known = new Set(migrations.map(({ name }) => name));
  const unknown = applied.filter((name) => !known.has(name));
  if (unknown.length === 0) return;
  const newest = migrations.at(-1)?.name ?? 'none';
  throw new AppError(
    'conflict',
    `The database is newer than this program: it is at ${unknown.at(-1)}, this program knows ${newest}. ` +
      'Start the version of Fluxion that wrote it or a later one, or restore the backup made before the upgrade.',
  );
}

async function apply(tx: TransactionSql, migration: Migration): Promise<void> {
  for (const statement of migration.sql.split('--> statement-breakpoint')) await tx.unsafe(statement);
  await tx`insert into schema_migrations (name) values (${migration.name})`;
}
