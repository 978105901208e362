import assert from 'node:assert/strict';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { openFor, temporaryFolder } from '#lib/warehouse/testing/open-temporary';

test('a statement of the warehouse reaches no other file and no network, and cannot give itself the right', async (t) => {
  const { folder, remove } = temporaryFolder();
  t.after(remove);
  const warehouse = await openFor(t, join(folder, 'sales.db'));
  const secret = join(folder, 'secret.csv');
  writeFileSync(secret, 'a\ncanary\n');
  const written = join(folder, 'written.csv');
  const statements = [
    ...[`select * from read_csv('${secret}')`, `select * from read_text('${secret}')`, `select * from '${secret}'`],
    ...[`select * from glob('${folder}/*')`, `copy (select 1) to '${written}'`, `attach '${written}' as other`],
    ...[
      'install httpfs',
      'load httpfs',
      "select * from read_csv('http://127.0.0.1:9/x')",
      `export database '${written}'`,
    ],
    ...[
      'set enable_external_access = true',
      `set global enable_external_access = true; select * from read_text('${secret}')`,
    ],
  ];

  for (const statement of statements) await assert.rejects(warehouse.read(statement, []), statement);
  assert.equal(existsSync(written), false);
});
