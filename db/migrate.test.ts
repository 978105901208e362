import assert from 'node:assert/strict';
import { test } from 'node:test';
import { migrate, migrationFiles } from '#db/migrate';
import { testDatabase } from '#db/testing/test-database';

test('a migrated database has nothing left to migrate', async (t) => {
  const { sql } = await testDatabase(t);

  assert.deepEqual(await migrate(sql), []);
});

test('a new migration is applied once, also by two servers that start together', async (t) => {
  const { sql } = await testDatabase(t);
  const migrations = [...migrationFiles(), { name: '9000_new', sql: 'create table fresh (id int)' }];

  const applied = await Promise.all([migrate(sql, migrations), migrate(sql, migrations)]);

  assert.deepEqual(applied.flat(), ['9000_new']);
});

test('a migration that fails leaves nothing behind', async (t) => {
  const { sql } = await testDatabase(t);
  const broken = { name: '9000_broken', sql: 'create table half (id int)\n--> statement-breakpoint\nselect 1/0' };

  await assert.rejects(migrate(sql, [...migrationFiles(), broken]), /division by zero/);

  const [found] = await sql`select to_regclass('half') as half`;
  assert.equal(found?.half, null);
});

test('a database newer than the program is refused with both versions in the message', async (t) => {
  const { sql } = await testDatabase(t);
  await migrate(sql, [...migrationFiles(), { name: '9000_future', sql: 'select 1' }]);

  await assert.rejects(migrate(sql), /newer than this program: it is at 9000_future, this program knows \d{4}_/);
});
