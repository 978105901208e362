import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { eq, sql } from 'drizzle-orm';
import type { Db } from '#db/db';
import { programSecrets } from '#db/schema/access';
import { secretKeys } from '#db/schema/secrets';
import { stores } from '#db/schema/stores';
import { testDatabase } from '#db/testing/test-database';
import { programSecret } from '#lib/access/program-secret';
import { checkSecretKey } from '#lib/access/rotation/check-key';
import { type RotationStep, rotateSecrets } from '#lib/access/rotation/rotate-secrets';
import { openSecrets, type Secrets } from '#lib/access/secrets';
import { createLog } from '#lib/log';
import { changeStore } from '#lib/stores/change-store';
import { createStore } from '#lib/stores/create-store';
import { storeConnection } from '#lib/stores/store-connection';
import { newStore } from '#lib/stores/testing/store-access';

const log = createLog('silent');
const rotateMain = join(import.meta.dirname, 'testing', 'rotate-main.ts');
const idOf = (index: number) => `tienda_${String(index).padStart(2, '0')}`;

async function sealedWorld(t: TestContext, count = 10) {
  const { db, url } = await testDatabase(t);
  const folder = mkdtempSync(join(tmpdir(), 'fluxion-rotation-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const keyFile = join(folder, 'data.key');
  const secrets = openSecrets({ keyFile, log });
  for (let index = 0; index < count; index += 1) {
    await createStore({ db, secrets }, newStore({ id: idOf(index), password: `clave-${index}` }));
  }
  const sessions = await programSecret({ db, secrets, log }, 'sessions');
  return { db, url, keyFile, folder, secrets, count, sessions };
}

type World = Awaited<ReturnType<typeof sealedWorld>>;

/** Everything that the world sealed, opened by these secrets; what cannot be opened throws. */
async function passwords(db: Db, secrets: Secrets, count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, (_, index) => idOf(index));
  return Promise.all(ids.map(async (id) => (await storeConnection({ db, secrets }, id)).password));
}

async function assertWhole({ db, keyFile, count, sessions }: World, secrets = openSecrets({ keyFile, log })) {
  const expected = Array.from({ length: count }, (_, index) => `clave-${index}`);
  assert.deepEqual(await passwords(db, secrets, count), expected);
  const [row] = await db.select().from(programSecrets).where(eq(programSecrets.name, 'sessions'));
  assert.equal(secrets.open(row?.cipher ?? '', 'program:sessions'), sessions);
}

const keyLines = (file: string) => readFileSync(file, 'utf8').trim().split('\n');

/** A process that was killed may hold its lock until the database has seen its end. */
async function rotated(world: { db: Db }, secrets: Secrets) {
  const free = sql`select count(*)::int as held from pg_locks where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())`;
  for (let held = 1; held > 0; ) held = Number((await world.db.execute<{ held: number }>(free))[0]?.held);
  return rotateSecrets({ db: world.db, secrets });
}

test('a rotation seals everything with a new key, drops the old one and counts', async (t) => {
  const world = await sealedWorld(t);
  const before = world.secrets.keys.current().id;
  const [old] = keyLines(world.keyFile);
  const done = await rotateSecrets({ ...world, batchRows: 3 });

  assert.deepEqual(done.resealed, { storePasswords: 10, programSecrets: 1 });
  assert.deepEqual([done.unreadable, done.resumed, done.keyId === before], [0, false, false]);
  assert.deepEqual([keyLines(world.keyFile).length, keyLines(world.keyFile).includes(old ?? '')], [1, false]);
  assert.equal(statSync(world.keyFile).mode & 0o777, 0o600);
  await assertWhole(world);
  await assertWhole(world, world.secrets);
});

const steps: RotationStep[] = ['key-made', 'registered', 'key-switched', 'batch', 'resealed', 'closed', 'key-dropped'];
for (const step of steps) {
  test(`killed at ${step}, everything stays readable, new passwords can be saved, and a second rotation finishes`, async (t) => {
    const world = await sealedWorld(t);
    const killed = spawn(process.execPath, [rotateMain, world.url, world.keyFile, step], { stdio: 'inherit' });
    const [, signal] = await once(killed, 'exit');
    const secrets = openSecrets({ keyFile: world.keyFile, log });
    await assertWhole(world, secrets);
    await assertWhole(world, world.secrets);
    await changeStore({ db: world.db, secrets }, idOf(0), { password: 'otra' });
    await changeStore({ db: world.db, secrets }, idOf(0), { password: 'clave-0' });
    const done = await rotated(world, secrets);
    const known = await world.db.select().from(secretKeys);

    assert.equal(signal, 'SIGKILL');
    assert.deepEqual(
      known.map(({ id, state }) => [id, state]),
      [[done.keyId, 'current']],
    );
    assert.equal(keyLines(world.keyFile).length, 1);
    await assertWhole(world);
  });
}

test('passwords that are saved while keys are rotated are all there afterwards', async (t) => {
  const world = await sealedWorld(t, 30);
  const { db, secrets } = world;
  const state = { isOver: false, writes: 0 };
  const saved = new Map<string, string>();
  const write = async (worker: number) => {
    while (!state.isOver) {
      const id = idOf(worker * 10 + (state.writes % 10));
      const password = `nueva-${state.writes++}`;
      await changeStore({ db, secrets }, id, { password });
      saved.set(id, password);
    }
  };
  const writers = [0, 1, 2].map(write);
  for (let round = 0; round < 5; round += 1) await rotateSecrets({ db, secrets, batchRows: 4 });
  state.isOver = true;
  await Promise.all(writers);
  const held = await passwords(db, openSecrets({ keyFile: world.keyFile, log }), 30);

  assert.ok(state.writes > 10);
  assert.deepEqual(
    held,
    held.map((_, index) => saved.get(idOf(index)) ?? `clave-${index}`),
  );
});

test('a write that waits with the former key is let in before the end, or refused, never kept unreadable', async (t) => {
  const world = await sealedWorld(t, 3);
  const { db, secrets } = world;
  const stale = secrets.seal('tarde', `store:${idOf(1)}:password`);
  const early = secrets.seal('a tiempo', `store:${idOf(0)}:password`);
  const set = (on: Db, to: string, id: string) =>
    on.update(stores).set({ passwordCipher: to }).where(eq(stores.id, id));
  const [wrote, mayEnd] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const writer = db.transaction(async (tx) => {
    await set(tx, early, idOf(0));
    wrote.resolve();
    await mayEnd.promise;
  });
  await wrote.promise;
  await rotateSecrets({ ...world, reached: (step) => step === 'key-switched' && mayEnd.resolve() });
  await writer;
  const fresh = openSecrets({ keyFile: world.keyFile, log });

  await assert.rejects(set(db, stale, idOf(1)), (error: Error) =>
    /FX001|not that of the database/.test(String(error.cause)),
  );
  assert.deepEqual(await passwords(db, fresh, 3), ['a tiempo', 'clave-1', 'clave-2']);
});

test('two rotations at once: one is done, the other is refused', async (t) => {
  const world = await sealedWorld(t, 3);
  const ends = await Promise.allSettled([rotateSecrets(world), rotateSecrets(world)]);

  assert.deepEqual(ends.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
  await assertWhole(world);
});

test('a node on another machine says that it lacks the new key, writes nothing with its old one, and goes on with the copied file', async (t) => {
  const world = await sealedWorld(t, 3);
  const elsewhere = join(world.folder, 'elsewhere.key');
  copyFileSync(world.keyFile, elsewhere);
  const lines: string[] = [];
  const told = createLog('error', { write: (line) => void lines.push(line) });
  const other = openSecrets({ keyFile: elsewhere, log: told });
  await rotateSecrets(world);
  const check = { db: world.db, secrets: other, log: told };

  await assert.rejects(storeConnection({ db: world.db, secrets: other }, idOf(0)), /key file does not hold the key/);
  await assert.rejects(changeStore({ db: world.db, secrets: other }, idOf(0), { password: 'x' }));
  await assert.rejects(programSecret({ db: world.db, secrets: other, log }, 'sessions'));
  await assert.rejects(rotateSecrets({ db: world.db, secrets: other }), { code: 'conflict' });
  await assert.rejects(checkSecretKey({ ...check, isShared: true }), /copy the key file/);
  assert.match(lines.join(''), /copy the key file of the node that rotated/);
  copyFileSync(world.keyFile, elsewhere);
  await checkSecretKey({ ...check, isShared: true });
  await assertWhole(world, other);
});

test('a key file that was lost after a rotation leaves passwords to be given again, and nothing else', async (t) => {
  const world = await sealedWorld(t, 2);
  await rotateSecrets(world);
  rmSync(world.keyFile);
  const secrets = openSecrets({ keyFile: world.keyFile, log });
  await checkSecretKey({ db: world.db, secrets, log, isShared: false });
  await programSecret({ db: world.db, secrets, log }, 'sessions');
  await changeStore({ db: world.db, secrets }, idOf(0), { password: 'otra vez' });
  const done = await rotateSecrets({ db: world.db, secrets });

  assert.deepEqual([done.resealed.storePasswords, done.unreadable], [1, 1]);
  assert.equal((await storeConnection({ db: world.db, secrets }, idOf(0))).password, 'otra vez');
});

test('every sealed column of the database is rotated', async (t) => {
  const { db } = await testDatabase(t);
  const columns = await db.execute<{ name: string }>(
    sql`select table_name || '.' || column_name as name from information_schema.columns where table_schema = 'public' and column_name like '%cipher%' order by 1`,
  );
  const triggers = await db.execute<{ name: string }>(
    sql`select distinct event_object_table as name from information_schema.triggers where trigger_name like '%secret_key' order by 1`,
  );

  assert.deepEqual(
    columns.map(({ name }) => name),
    ['program_secrets.cipher', 'stores.password_cipher'],
  );
  assert.deepEqual(
    triggers.map(({ name }) => name),
    ['program_secrets', 'stores'],
  );
});
