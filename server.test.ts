import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { before, type TestContext, test } from 'node:test';
import { isAlive, isPostgresOf, readPostmasterFile } from '#db/embedded/postmaster-file';
import { stopPostgres } from '#db/embedded/start-postgres';
import { migrate, migrationFiles } from '#db/migrate';
import { openDatabase } from '#db/open';
import { testDatabase } from '#db/testing/test-database';
import { type Product, startProduct } from '#demo/product';
import { createLog } from '#lib/log';

before(() => execFileSync(process.execPath, ['lib/boot/ensure-build.ts'], { stdio: 'inherit' }));

const patient = { timeout: 120_000 };

/** A data folder, removed when the test ends together with what a killed server left running on it. */
function dataFolder(t: TestContext): string {
  const dataDir = join(mkdtempSync(join(tmpdir(), 'fluxion-server-')), 'data');
  t.after(async () => {
    const left = readPostmasterFile(join(dataDir, 'postgres'));
    if (left) await stopPostgres(join(dataDir, 'postgres'), left.pid);
    rmSync(join(dataDir, '..'), { recursive: true, force: true });
  });
  return dataDir;
}

async function serve(t: TestContext, dataDir: string, env: Record<string, string> = {}): Promise<Product> {
  const product = await startProduct({ dataDir, env });
  t.after(product.kill);
  return product;
}

/** A start that is expected to end by itself. */
function startAndEnd(dataDir: string, env: Record<string, string> = {}): { code: number | null; output: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['server.ts'], {
    env: { ...process.env, PORT: '0', DATA_DIR: dataDir, ...env },
    encoding: 'utf8',
    timeout: 60_000,
  });
  return { code: status, output: stdout + stderr };
}

async function readiness(url: string): Promise<{ status: number; body: { status: string } }> {
  const response = await fetch(`${url}/health/readiness`);
  return { status: response.status, body: await response.json() };
}

test('a first start without any setting serves, and SIGTERM leaves no process and no lock', patient, async (t) => {
  const dataDir = dataFolder(t);
  const product = await serve(t, dataDir);
  const postgres = readPostmasterFile(join(dataDir, 'postgres'))?.pid ?? 0;

  const { status, body } = await readiness(product.url);
  const page = await fetch(product.url);
  const code = await product.stop();

  assert.deepEqual([status, body.status, page.status, code], [200, 'ready', 200, 0]);
  assert.equal(isAlive(postgres), false);
  assert.equal(existsSync(`${dataDir}.key`), true);
});

test('a second server on the same folder ends with the pid of the first in its message', patient, async (t) => {
  const dataDir = dataFolder(t);
  const first = await serve(t, dataDir);

  const second = startAndEnd(dataDir);

  assert.equal(second.code, 1);
  assert.match(second.output, new RegExp(`in use by process ${first.pid}\\b`));
  assert.equal((await readiness(first.url)).status, 200);
});

test('two servers on two folders, each on a port of its own, do not collide', patient, async (t) => {
  const servers = await Promise.all([serve(t, dataFolder(t)), serve(t, dataFolder(t))]);

  const [first, second] = await Promise.all(servers.map(({ url }) => readiness(url)));

  assert.deepEqual([first?.status, second?.status], [200, 200]);
});

test('after kill -9 the next start takes the running PostgreSQL over and serves', patient, async (t) => {
  const dataDir = dataFolder(t);
  const killed = await serve(t, dataDir);
  await killed.kill();
  const left = readPostmasterFile(join(dataDir, 'postgres'))?.pid;

  const next = await serve(t, dataDir);

  assert.equal(readPostmasterFile(join(dataDir, 'postgres'))?.pid, left);
  assert.equal((await readiness(next.url)).status, 200);
  assert.equal(await next.stop(), 0);
  assert.equal(isPostgresOf(join(dataDir, 'postgres'), left ?? 0), false);
});

test(
  'a garbage password file, a garbage key file and a lock file of the dead do not stop a start',
  patient,
  async (t) => {
    const dataDir = dataFolder(t);
    await (await serve(t, dataDir)).stop();
    writeFileSync(join(dataDir, 'postgres', 'fluxion.password'), 'garbage');
    writeFileSync(`${dataDir}.key`, 'garbage');
    writeFileSync(join(dataDir, 'server.pid'), '1 elsewhere');

    const product = await serve(t, dataDir);

    assert.equal((await readiness(product.url)).status, 200);
    assert.equal(await product.stop(), 0);
  },
);

test(
  'a database newer than the program is refused with both versions, and nothing is left running',
  patient,
  async (t) => {
    const dataDir = dataFolder(t);
    const log = createLog('silent');
    const newer = await openDatabase({ url: undefined, folder: join(dataDir, 'postgres'), log });
    await migrate(newer.sql, [...migrationFiles(), { name: '9000_future', sql: 'select 1' }]);
    await newer.close();

    const { code, output } = startAndEnd(dataDir);

    assert.equal(code, 1);
    assert.match(output, /newer than this program: it is at 9000_future/);
    assert.equal(readPostmasterFile(join(dataDir, 'postgres')), null);
  },
);

test('a data folder that cannot be used is refused with its name and what to do', patient, (t) => {
  const file = join(dataFolder(t), '..', 'file');
  writeFileSync(file, '');

  const { code, output } = startAndEnd(join(file, 'data'));

  assert.equal(code, 1);
  assert.match(output, /The data folder .* cannot be used: it or a part of its path is a file/);
});

test('bad variables end the start with a table of all of them and exit code 78', patient, (t) => {
  const { code, output } = startAndEnd(dataFolder(t), { PORT: '99999', FLUXION_ZONE: 'Caracas' });

  assert.equal(code, 78);
  assert.match(output, /PORT .*\n.*FLUXION_ZONE .*IANA time zone/);
});

test('a port that is taken is refused with what to do', patient, async (t) => {
  const { port } = new URL((await serve(t, dataFolder(t))).url);

  const { code, output } = startAndEnd(dataFolder(t), { PORT: port });

  assert.equal(code, 1);
  assert.match(output, /another program uses the port\. Stop it, or set PORT/);
});

test('a server on a PostgreSQL of the operator starts none of its own', patient, async (t) => {
  const dataDir = dataFolder(t);
  const { url } = await testDatabase(t);
  const product = await serve(t, dataDir, { DATABASE_URL: url });

  assert.equal((await readiness(product.url)).status, 200);
  assert.equal(existsSync(join(dataDir, 'postgres')), false);
  assert.equal(await product.stop(), 0);
});

test(
  'an unreachable PostgreSQL of the operator is an error with its address and without its password',
  patient,
  (t) => {
    const { code, output } = startAndEnd(dataFolder(t), {
      DATABASE_URL: 'postgres://me:S3cret-canary@127.0.0.1:9/fluxion',
    });

    assert.equal(code, 1);
    assert.match(output, /127\.0\.0\.1:9/);
    assert.doesNotMatch(output, /S3cret-canary/);
  },
);
