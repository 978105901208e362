import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Sql } from 'postgres';
import { connect } from '#db/open';
import { testDatabase } from '#db/testing/test-database';
import { sealEntries } from '#lib/access/audit/seal-entries';
import { recordActs } from '#lib/access/audit/testing/acts';
import { verifyAudit } from '#lib/access/audit/verify-audit';
import { createLog } from '#lib/log';

/** What a person can do who owns the database: without the triggers. */
async function tamper(sql: Sql, statement: string): Promise<void> {
  await sql.begin(async (tx) => {
    await tx.unsafe('alter table audit_entries disable trigger user');
    await tx.unsafe(statement);
    await tx.unsafe('alter table audit_entries enable trigger user');
  });
}

/** Another value of the same type for each column; the row is sealed as number 3 of 5. */
const changes: Record<string, string> = {
  at: `at + interval '1 microsecond'`,
  actor_kind: `'system'`,
  actor_id: 'null',
  actor_name: `'Ana Rojas '`,
  act: `'delete.stores'`,
  outcome: `'refused'`,
  object_kind: 'null',
  object_id: `'tienda_02'`,
  input: `replace(input::text, '1.5', '1.50')::json`,
  before: `'null'`,
  after: `replace(after::text, ',"zone"', ', "zone"')::json`,
  reason: `''`,
  address: 'null',
  user_agent: `user_agent || ' '`,
  request_id: `'r-9'`,
  previous_hash: `repeat('f', 64)`,
  hash: `repeat('f', 64)`,
  sealed_at: `sealed_at + interval '1 microsecond'`,
};

test('a change of any column of a sealed entry is named with its number', async (t) => {
  const { db, sql } = await testDatabase(t);
  await recordActs(db, 5);
  await sealEntries(db);
  await sql`create table kept as select * from audit_entries`;
  const columns = await sql<{ name: string }[]>`
    select column_name as name from information_schema.columns where table_name = 'audit_entries'`;
  const [{ id: third } = { id: '' }] = await sql<{ id: string }[]>`
    select id::text as id from audit_entries where seal_number = 3`;

  for (const { name } of columns.filter(({ name }) => name !== 'id' && name !== 'seal_number')) {
    await tamper(sql, `update audit_entries set "${name}" = ${changes[name]} where seal_number = 3`);
    const { whole, broken } = await verifyAudit(db);
    assert.deepEqual([whole, broken?.number, broken?.entry], [false, 3, third], `${name}: ${broken?.message}`);
    await tamper(sql, `update audit_entries e set "${name}" = k."${name}" from kept k where k.id = e.id`);
  }
  assert.equal((await verifyAudit(db)).whole, true);
});

test('an entry that has another id or another number, or none, is named', async (t) => {
  const { db, sql } = await testDatabase(t);
  await recordActs(db, 5);
  await sealEntries(db);

  await tamper(sql, 'update audit_entries set id = default where seal_number = 3');
  const otherId = await verifyAudit(db);
  await tamper(sql, 'update audit_entries set seal_number = 30 where seal_number = 2');
  const otherNumber = await verifyAudit(db);
  await tamper(sql, 'update audit_entries set seal_number = null where seal_number = 1');
  const unsealed = await verifyAudit(db);

  assert.deepEqual([otherId.broken?.number, otherNumber.broken?.number, unsealed.broken?.number], [3, 2, 1]);
  assert.match(otherId.broken?.message ?? '', /changed/);
  assert.match(otherNumber.broken?.message ?? '', /seal 2 is missing/);
  assert.deepEqual([unsealed.sealed, unsealed.unsealed.length], [4, 1]);
});

test('an entry that was taken out is named, the first as well as one in the middle', async (t) => {
  const { db, sql } = await testDatabase(t);
  await recordActs(db, 5);
  await sealEntries(db);

  await tamper(sql, 'delete from audit_entries where seal_number = 4');
  const middle = await verifyAudit(db);
  await tamper(sql, 'delete from audit_entries where seal_number = 1');
  const first = await verifyAudit(db);

  assert.deepEqual(
    [middle, first].map(({ broken }) => [broken?.number, broken?.entry]),
    [
      [4, null],
      [1, null],
    ],
  );
});

test('a head that was written down tells that the newest entries were taken away, or the chain made anew', async (t) => {
  const { db, sql } = await testDatabase(t);
  await recordActs(db, 3);
  await sealEntries(db);
  const { head } = await verifyAudit(db);
  assert.ok(head);
  await recordActs(db, 2);
  await sealEntries(db);
  const grown = await verifyAudit(db, head);

  await tamper(sql, 'delete from audit_entries where seal_number >= 3');
  const cut = await verifyAudit(db, head);
  const alone = await verifyAudit(db);
  await recordActs(db, 1);
  await sealEntries(db);
  const anew = await verifyAudit(db, head);

  assert.deepEqual(
    [grown.whole, grown.head?.number, cut.whole, alone.whole, anew.whole],
    [true, 5, false, true, false],
  );
  assert.match(cut.broken?.message ?? '', /newest entries are missing: the chain ends at 2, and it had 3/);
  assert.match(anew.broken?.message ?? '', /Seal 3 is not the one that was written down/);
});

test('a chain longer than what is read at once is walked to its end, whatever zone and style the database shows', async (t) => {
  const { db, sql, url } = await testDatabase(t);
  await sql`
    insert into audit_entries (actor_kind, act, outcome, input)
    select 'system', 'post.runs', 'done', '{"b": 1, "a": "ñ\\u0001"}' from generate_series(1, 1201)`;
  await sealEntries(db);
  const name = new URL(url).pathname.slice(1);
  await sql`alter database ${sql(name)} set timezone = 'Asia/Kathmandu'`;
  await sql`alter database ${sql(name)} set datestyle = 'SQL, DMY'`;
  const elsewhere = connect(url, createLog('silent'));
  const { whole, sealed } = await verifyAudit(elsewhere.db);
  await elsewhere.close();

  assert.deepEqual([whole, sealed], [true, 1201]);
});
