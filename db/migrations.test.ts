import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { migrationFiles } from '#db/migrate';

const root = join(import.meta.dirname, '..');

test('the migrations lead to the schema: nothing is left to generate', (t) => {
  const draft = mkdtempSync(join(tmpdir(), 'fluxion-migrations-'));
  t.after(() => rmSync(draft, { recursive: true }));
  cpSync(join(root, 'db', 'migrations'), join(draft, 'migrations'), { recursive: true });

  const options = ['generate', '--dialect=postgresql', `--schema=${root}/db/schema/*.ts`, '--out=migrations'];
  const said = execFileSync(process.execPath, [join(root, 'node_modules/drizzle-kit/bin.cjs'), ...options], {
    cwd: draft,
    encoding: 'utf8',
  });

  assert.match(said, /No schema changes/);
});

test('migrations are numbered without a hole and carry a name', () => {
  for (const [index, { name }] of migrationFiles().entries()) {
    assert.match(name, new RegExp(`^${String(index).padStart(4, '0')}_[a-z_]+$`));
  }
});
