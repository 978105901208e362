import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { passwordFileOf } from '#db/embedded/password';
import { isPostgresOf, readPostmasterFile } from '#db/embedded/postmaster-file';
import { stopPostgres } from '#db/embedded/start-postgres';
import { type Database, openDatabase } from '#db/open';
import { createLog } from '#lib/log';

const log = createLog('silent');

/** A folder in a directory that only its owner may enter; whatever runs on it is stopped when the test ends. */
function databaseFolder(t: TestContext): string {
  const folder = join(mkdtempSync(join(tmpdir(), 'fluxion-embedded-')), 'postgres');
  t.after(async () => {
    const running = readPostmasterFile(folder);
    if (running) await stopPostgres(folder, running.pid);
    rmSync(join(folder, '..'), { recursive: true, force: true });
  });
  return folder;
}

const open = (folder: string): Promise<Database> => openDatabase({ url: undefined, folder, log });

async function keepNumber({ sql }: Database, number: number): Promise<void> {
  await sql`create table if not exists kept (number int)`;
  await sql`insert into kept values (${number})`;
}

async function keptNumbers({ sql }: Database): Promise<number[]> {
  const rows = await sql<{ number: number }[]>`select number from kept order by number`;
  return rows.map(({ number }) => number);
}

/** Another process that opens the database, keeps a number in it and is then killed -9. */
async function killedServer(folder: string): Promise<void> {
  const module = (name: string) => JSON.stringify(join(import.meta.dirname, '..', '..', name));
  const program = `
    import { openDatabase } from ${module('db/open.ts')};
    import { createLog } from ${module('lib/log.ts')};
    const { sql } = await openDatabase({ url: undefined, folder: ${JSON.stringify(folder)}, log: createLog('silent') });
    await sql\`create table kept (number int)\`;
    await sql\`insert into kept values (1)\`;
    process.kill(process.pid, 'SIGKILL');`;
  await once(spawn(process.execPath, ['--input-type=module', '-e', program], { stdio: 'inherit' }), 'exit');
}

test('the first start creates a durable PostgreSQL 18 with a password of its own, open to this machine alone', async (t) => {
  const folder = databaseFolder(t);

  const database = await open(folder);

  const [settings] = await database.sql`
    select current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit,
           current_setting('listen_addresses') as address, current_setting('server_version_num')::int / 10000 as major`;
  assert.deepEqual(settings, { fsync: 'on', commit: 'on', address: '127.0.0.1', major: 18 });
  assert.equal(statSync(passwordFileOf(folder)).mode & 0o777, 0o600);
  await database.close();
});

test('closing ends PostgreSQL, and the next start finds what was kept', async (t) => {
  const folder = databaseFolder(t);
  const first = await open(folder);
  await keepNumber(first, 1);
  const running = readPostmasterFile(folder);
  await first.close();

  const second = await open(folder);

  assert.equal(isPostgresOf(folder, running?.pid ?? 0), false);
  assert.deepEqual(await keptNumbers(second), [1]);
  await second.close();
});

test('after its server was killed -9 the PostgreSQL that still runs is taken over', async (t) => {
  const folder = databaseFolder(t);
  await killedServer(folder);
  const left = readPostmasterFile(folder);

  const database = await open(folder);

  assert.equal(readPostmasterFile(folder)?.pid, left?.pid);
  assert.deepEqual(await keptNumbers(database), [1]);
  await database.close();
  assert.equal(isPostgresOf(folder, left?.pid ?? 0), false);
});

test('after both were killed -9 the next start recovers what was committed', async (t) => {
  const folder = databaseFolder(t);
  await killedServer(folder);
  const left = readPostmasterFile(folder);
  process.kill(left?.pid ?? 0, 'SIGKILL');
  while (isPostgresOf(folder, left?.pid ?? 0)) await delay(5);

  const database = await open(folder);

  assert.deepEqual(await keptNumbers(database), [1]);
  await database.close();
});

test('a PostgreSQL that dies under a running server comes back on the same port', async (t) => {
  const folder = databaseFolder(t);
  const database = await open(folder);
  await keepNumber(database, 1);
  process.kill(readPostmasterFile(folder)?.pid ?? 0, 'SIGKILL');

  const deadline = Date.now() + 20_000;
  let kept: number[] | null = null;
  while (!kept && Date.now() < deadline) kept = await keptNumbers(database).catch(() => delay(50, null));

  assert.deepEqual(kept, [1]);
  await database.close();
});

test('a password file that is lost, garbage or wrong is repaired, and nothing else is lost', async (t) => {
  const folder = databaseFolder(t);
  const first = await open(folder);
  await keepNumber(first, 1);
  await first.close();

  for (const damage of ['', 'garbage\n', `${'x'.repeat(43)}\n`]) {
    writeFileSync(passwordFileOf(folder), damage);
    const repaired = await open(folder);
    assert.deepEqual(await keptNumbers(repaired), [1], JSON.stringify(damage));
    await repaired.close();
  }
});

test('a pid file that names a process of another program does not stop the start', async (t) => {
  const folder = databaseFolder(t);
  await (await open(folder)).close();
  const stale = [process.pid, folder, 1, 5432, '', '127.0.0.1', '', 'ready'].join('\n');
  writeFileSync(join(folder, 'postmaster.pid'), stale);

  const database = await open(folder);

  assert.notEqual(readPostmasterFile(folder)?.pid, process.pid);
  await database.close();
});

test('a first start that was killed half-way leaves nothing in the way', async (t) => {
  const folder = databaseFolder(t);
  mkdirSync(`${folder}.new-1`);
  writeFileSync(join(`${folder}.new-1`, 'half'), '');

  await (await open(folder)).close();

  assert.deepEqual(readdirSync(join(folder, '..')).sort(), ['postgres', 'postgres.log']);
});

test('a folder of another major version is refused with both versions and what to do', async (t) => {
  const folder = databaseFolder(t);
  mkdirSync(folder);
  writeFileSync(join(folder, 'PG_VERSION'), '17\n');

  await assert.rejects(open(folder), /was written by PostgreSQL 17, this program brings PostgreSQL 18/);
});

test('a folder that PostgreSQL cannot start on is refused with what PostgreSQL said', async (t) => {
  const folder = databaseFolder(t);
  await (await open(folder)).close();
  rmSync(join(folder, 'global', 'pg_control'));

  await assert.rejects(open(folder), /PostgreSQL could not be run on .*pg_control/s);
});

test('the log of PostgreSQL never shows the password', async (t) => {
  const folder = databaseFolder(t);
  const { url, close } = await open(folder);
  await close();

  assert.doesNotMatch(readFileSync(`${folder}.log`, 'utf8'), new RegExp(new URL(url).password));
});
