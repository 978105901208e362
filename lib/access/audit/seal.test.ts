import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { test } from 'node:test';
import { connect } from '#db/open';
import { type TestDatabase, testDatabase } from '#db/testing/test-database';
import { recordAct } from '#lib/access/audit/record-act';
import { sealEntries } from '#lib/access/audit/seal-entries';
import { startSealing } from '#lib/access/audit/seal-loop';
import { recordActs, someAct } from '#lib/access/audit/testing/acts';
import { verifyAudit } from '#lib/access/audit/verify-audit';
import { until } from '#lib/http/testing/until';
import { createLog } from '#lib/log';

const log = createLog('silent');

test('an act is in the chain within a second of its record, nobody waits for that, and a stop seals the tail', async (t) => {
  const { db } = await testDatabase(t);
  const loop = startSealing({ db, log });
  const waits: number[] = [];
  for (let round = 0; round < 5; round += 1) {
    const [id = ''] = await recordActs(db, 1);
    const recordedAt = performance.now();
    await until(
      () => verifyAudit(db),
      ({ unsealed }) => !unsealed.includes(id),
    );
    waits.push(performance.now() - recordedAt);
  }
  await recordActs(db, 7);
  await loop.stop();

  const { whole, sealed, unsealed } = await verifyAudit(db);
  assert.deepEqual([whole, sealed, unsealed], [true, 12, []]);
  assert.ok(Math.max(...waits) < 1000, `waits: ${waits}`);
});

test('four that seal at once while others record make one chain without a hole', async (t) => {
  const { db, url } = await testDatabase(t);
  const nodes = Array.from({ length: 4 }, () => connect(url, log));
  const loops = nodes.map((node) => startSealing({ db: node.db, log, everyMs: 1 }));
  await Promise.all(nodes.map((node) => recordActs(node.db, 100)));
  for (const loop of loops) await loop.stop();
  for (const node of nodes) await node.close();

  const { whole, sealed, unsealed, head } = await verifyAudit(db);
  assert.deepEqual([whole, sealed, unsealed, head?.number], [true, 400, [], 400]);
});

test('an act that commits after later ones is sealed after them', async (t) => {
  const { db } = await testDatabase(t);
  const late = Promise.withResolvers<void>();
  const recorded = Promise.withResolvers<string>();
  const slow = db.transaction(async (tx) => {
    recorded.resolve(await recordAct(tx, someAct));
    await late.promise;
  });
  const first = await recorded.promise;
  const [second = ''] = await recordActs(db, 1);
  await sealEntries(db);
  late.resolve();
  await slow;
  const between = await verifyAudit(db);
  await sealEntries(db);

  assert.deepEqual([between.whole, between.sealed, between.unsealed], [true, 1, [first]]);
  assert.ok(BigInt(first) < BigInt(second));
  const { whole, sealed } = await verifyAudit(db);
  assert.deepEqual([whole, sealed], [true, 2]);
});

test('a node that is killed in the middle of sealing leaves a chain that goes on', async (t) => {
  const database = await testDatabase(t);
  const { db, sql } = database;
  await sql`
    insert into audit_entries (actor_kind, act, outcome)
    select 'system', 'post.runs', 'done' from generate_series(1, 3000)`;
  const cutAt: number[] = [];
  for (let kill = 0; kill < 3; kill += 1) {
    const before = await sealedCount(database);
    const node = spawn(process.execPath, [join(import.meta.dirname, 'testing', 'seal-main.ts'), database.url]);
    await until(
      () => sealedCount(database),
      (count) => count > before,
    );
    node.kill('SIGKILL');
    await once(node, 'exit');
    cutAt.push(await sealedCount(database));
  }
  await sealEntries(db);

  assert.ok(
    cutAt.every((count) => count > 0 && count < 3000),
    `killed at ${cutAt}`,
  );
  const { whole, sealed, unsealed } = await verifyAudit(db);
  assert.deepEqual([whole, sealed, unsealed], [true, 3000, []]);
});

async function sealedCount({ sql }: TestDatabase): Promise<number> {
  const [row] = await sql<{ count: number }[]>`select count(seal_number)::int as count from audit_entries`;
  return row?.count ?? 0;
}

test('the database refuses to change, remove or empty the audit, sealed or not', async (t) => {
  const { db, sql } = await testDatabase(t);
  await recordActs(db, 2);
  await sealEntries(db, 1);
  await recordActs(db, 1);
  const refused = [
    sql`update audit_entries set reason = 'another'`,
    sql`update audit_entries set reason = 'another' where seal_number is null`,
    sql`update audit_entries set seal_number = 9, hash = 'x', reason = 'another' where seal_number is null`,
    sql`update audit_entries set hash = 'x' where seal_number = 1`,
    sql`update audit_entries set seal_number = null where seal_number = 1`,
    sql`update audit_entries set seal_number = 7 where seal_number = 1`,
    sql`delete from audit_entries`,
    sql`delete from audit_entries where seal_number is null`,
    sql`truncate audit_entries`,
  ];
  for (const act of refused) await assert.rejects(act, /append-only/);

  const { whole, sealed, unsealed } = await verifyAudit(db);
  assert.deepEqual([whole, sealed, unsealed.length], [true, 2, 1]);
});
