import { setTimeout as delay } from 'node:timers/promises';
import { postgres } from '#db/driver';
import { postgresRole } from '#db/embedded/settings';
import { AppError } from '#lib/errors';

const databaseName = 'fluxion';
const wrongPassword = '28P01';
const unknownDatabase = '3D000';
const starting = '57P03';
const startTimeoutMs = 60_000;
const pollMs = 100;

/** The address of our database, created when there is none; null when the server refuses the password. */
export async function ensureDatabase(port: number, password: string): Promise<string | null> {
  const address = (database: string) => `postgres://${postgresRole}:${password}@127.0.0.1:${port}/${database}`;
  const refusal = await settledRefusal(address(databaseName));
  if (refusal === wrongPassword) return null;
  if (refusal === unknownDatabase) await createDatabase(address('postgres'));
  return address(databaseName);
}

/** A server that was killed first replays what it had not written yet, and refuses everyone meanwhile. */
async function settledRefusal(url: string): Promise<string | null> {
  const deadline = Date.now() + startTimeoutMs;
  for (;;) {
    const refusal = await firstRefusal(url);
    if (refusal !== starting) return refusal;
    if (Date.now() > deadline) {
      throw new AppError('storage_unavailable', `PostgreSQL is still starting after ${startTimeoutMs} ms.`);
    }
    await delay(pollMs);
  }
}

/** The code by which the server refuses a connection; null when it takes it. */
async function firstRefusal(url: string): Promise<string | null> {
  const sql = postgres(url, { max: 1 });
  try {
    await sql`select 1`;
    return null;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (code === wrongPassword || code === unknownDatabase || code === starting) return code;
    throw error;
  } finally {
    await sql.end();
  }
}

async function createDatabase(url: string): Promise<void> {
  const sql = postgres(url, { max: 1 });
  try {
    await sql`create database ${sql(databaseName)}`;
  } finally {
    await sql.end();
  }
}
