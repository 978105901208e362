import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { postgres } from '#db/driver';
import { testDatabase } from '#db/testing/test-database';

const database = await testDatabase({ after });

test('a connection that is cut inside a transaction fails that transaction, and the pool goes on', async (t) => {
  const sql = postgres(database.url, { max: 1, onnotice: () => {} });
  t.after(() => sql.end());

  for (let cut = 0; cut < 3; cut += 1) {
    const transaction = sql.begin(async (tx) => {
      const [backend] = await tx<{ pid: number }[]>`select pg_backend_pid() as pid`;
      await database.sql`select pg_terminate_backend(${backend?.pid ?? 0})`;
      await delay(20);
      await tx`select 1`;
    });

    await assert.rejects(transaction);
    const [row] = await sql`select 42 as answer`;
    assert.equal(row?.answer, 42);
  }
});
