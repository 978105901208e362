import { randomBytes } from 'node:crypto';
import type { Sql } from 'postgres';
import type { Db } from '#db/db';
import { postgres } from '#db/driver';
import { migrate } from '#db/migrate';
import { connect } from '#db/open';
import { sharedServer } from '#db/testing/shared-server';
import { createLog } from '#lib/log';

export type TestDatabase = { db: Db; sql: Sql; url: string; close: () => Promise<void> };

/** A test context, or node:test's own `after` for a database that a whole file shares. */
type Owner = { after: (close: () => Promise<void>) => void };

const log = createLog('silent');

/**
 * A fresh migrated database, dropped when its owner ends: `await testDatabase(t)` in a test, or
 * `await testDatabase({ after })` at the top of a file, outside of any hook (a hook's `after` runs when the hook ends).
 */
export async function testDatabase(owner?: Owner): Promise<TestDatabase> {
  const name = `test_${process.pid}_${randomBytes(6).toString('hex')}`;
  const external = process.env.TEST_DATABASE_URL;
  const server = external ?? (await sharedServer());
  await onServer(server, (sql) =>
    external
      ? sql`create database ${sql(name)}`
      : sql`create database ${sql(name)} template ${sql(new URL(server).pathname.slice(1))}`,
  );
  const url = withDatabase(server, name);
  const database = connect(url, log);
  if (external) await migrate(database.sql);
  const close = async () => {
    await database.close();
    await onServer(server, (sql) => sql`drop database if exists ${sql(name)} with (force)`);
  };
  owner?.after(close);
  return { db: database.db, sql: database.sql, url, close };
}

/** Not on the template itself: a template that somebody is connected to cannot be cloned. */
async function onServer(server: string, work: (sql: Sql) => Promise<unknown>): Promise<void> {
  const sql = postgres(withDatabase(server, 'postgres'), { max: 1, onnotice: () => {} });
  try {
    await work(sql);
  } finally {
    await sql.end();
  }
}

function withDatabase(server: string, name: string): string {
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}
