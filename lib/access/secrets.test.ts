import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { openSecrets } from '#lib/access/secrets';
import { createLog } from '#lib/log';

const use = 'store:tienda_01:password';

function keyFile(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'fluxion-key-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, 'data.key');
}

function memoryLog() {
  const lines: string[] = [];
  return { lines, log: createLog('trace', { write: (line) => void lines.push(line) }) };
}

test('what is sealed opens again, also after a restart, and the key file is for its owner alone', (t) => {
  const file = keyFile(t);
  const { log } = memoryLog();

  const record = openSecrets({ keyFile: file, log }).seal('contraseña ✓', use);

  assert.equal(openSecrets({ keyFile: file, log }).open(record, use), 'contraseña ✓');
  assert.equal(statSync(file).mode & 0o777, 0o600);
});

test('the same text sealed twice gives two records, and neither contains it', (t) => {
  const secrets = openSecrets({ keyFile: keyFile(t), log: memoryLog().log });

  const [first, second] = [secrets.seal('canary', use), secrets.seal('canary', use)];

  assert.notEqual(first, second);
  assert.doesNotMatch(first + second, /canary/);
});

test("the record of one store does not open as another's", (t) => {
  const secrets = openSecrets({ keyFile: keyFile(t), log: memoryLog().log });

  const record = secrets.seal('canary', use);

  assert.equal(secrets.open(record, 'store:tienda_02:password'), null);
});

test('a record that was damaged, cut or made up does not open', (t) => {
  const secrets = openSecrets({ keyFile: keyFile(t), log: memoryLog().log });
  const record = secrets.seal('canary', use);
  const flipped = record.slice(0, -6) + (record.at(-6) === 'A' ? 'B' : 'A') + record.slice(-5);
  const shortTag = record.split('.').with(3, 'AAAA').join('.');

  for (const bad of [flipped, record.slice(0, -8), shortTag, 'v1', '', 'plain text']) {
    assert.equal(secrets.open(bad, use), null, bad);
  }
});

test('after the key is lost the old records are unreadable and new ones work', (t) => {
  const file = keyFile(t);
  const { log } = memoryLog();
  const record = openSecrets({ keyFile: file, log }).seal('canary', use);
  rmSync(file);

  const secrets = openSecrets({ keyFile: file, log });

  assert.equal(secrets.open(record, use), null);
  assert.equal(secrets.open(secrets.seal('new', use), use), 'new');
});

test('a key file that holds no key is kept aside, and the program says so and goes on', (t) => {
  const file = keyFile(t);
  const { log, lines } = memoryLog();
  writeFileSync(file, 'garbage', { mode: 0o600 });

  const secrets = openSecrets({ keyFile: file, log });

  assert.equal(secrets.open(secrets.seal('new', use), use), 'new');
  assert.equal(readdirSync(join(file, '..')).filter((name) => name.includes('unreadable')).length, 1);
  assert.match(lines.join(''), /holds no key/);
});

test('a key file that others could read is closed to them with a warning', (t) => {
  const file = keyFile(t);
  const { log, lines } = memoryLog();
  openSecrets({ keyFile: file, log });
  chmodSync(file, 0o644);

  openSecrets({ keyFile: file, log });

  assert.equal(statSync(file).mode & 0o777, 0o600);
  assert.match(lines.join(''), /others could read/);
});

test('a key file that cannot be made is refused with its name', (t) => {
  const file = join(keyFile(t), 'missing-folder', 'data.key');

  assert.throws(() => openSecrets({ keyFile: file, log: memoryLog().log }), /The key file .*data\.key cannot be used/);
});

test('neither the key nor a password reaches the log', (t) => {
  const file = keyFile(t);
  const { log, lines } = memoryLog();
  const secrets = openSecrets({ keyFile: file, log });
  secrets.open(secrets.seal('S3cret-canary', use), 'another use');

  log.info({ store: { id: 'tienda_01', password: 'S3cret-canary' }, password: 'S3cret-canary', secrets }, 'store');

  assert.doesNotMatch(lines.join(''), /S3cret-canary/);
});
