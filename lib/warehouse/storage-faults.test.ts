import assert from 'node:assert/strict';
import { execFileSync, fork } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { loadSlice, openFor, temporaryFolder } from '#lib/warehouse/testing/open-temporary';
import { bulkLines, saleLines, salesBatch } from '#lib/warehouse/testing/sales-rows';
import type { Warehouse } from '#lib/warehouse/warehouse';

const { folder, remove } = temporaryFolder();
after(remove);

const day = '2025-10-02';

const batchFrom = bulkLines(day);

function loadBulk(warehouse: Warehouse, pages: number) {
  return loadSlice(warehouse, {
    writer: { runId: '1', stepId: '2', attempt: 1, source: 'sql-server' },
    fill: async (append) => {
      for (let page = 0; page < pages; page++) await append(batchFrom(page * 10_000));
    },
  });
}

function load(warehouse: Warehouse, rows: number, stepId = '1') {
  return loadSlice(warehouse, {
    writer: { runId: '1', stepId, attempt: 1, source: 'sql-server' },
    fill: (append) => append(salesBatch(saleLines(day, rows))),
  });
}

async function heldRows(warehouse: Warehouse): Promise<unknown> {
  const [held] = await warehouse.read('select count(*)::integer as rows from ventas_raw');
  return held?.rows;
}

/** Polls, because reopening is what the warehouse does by itself. */
async function untilOpen(warehouse: Warehouse): Promise<void> {
  const deadline = Date.now() + 20_000;
  while (!(await warehouse.status()).ok) {
    assert.ok(Date.now() < deadline, (await warehouse.status()).message);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

test('a file that is no database: the warehouse is down, says so, and opens when the file is gone', async (t) => {
  const file = join(folder, 'garbage.db');
  writeFileSync(file, 'this is a spreadsheet, really'.repeat(1000));

  const warehouse = await openFor(t, file);

  const { ok, message } = await warehouse.status();
  assert.equal(ok, false);
  assert.match(message, /garbage\.db cannot be used: this file is not a DuckDB database/);
  await assert.rejects(warehouse.read('select 1'), { code: 'storage_unavailable' });
  await assert.rejects(load(warehouse, 5), { code: 'storage_unavailable' });
  assert.match(readFileSync(file, 'utf8'), /^this is a spreadsheet/);

  rmSync(file);
  await untilOpen(warehouse);
  await load(warehouse, 5);
});

test('a file of a newer storage version is refused as such', async (t) => {
  const file = join(folder, 'newer.db');
  const warehouse = await openFor(t, file);
  await warehouse.close();
  pretendVersion(file, 200n);

  const newer = await openFor(t, file);

  assert.match((await newer.status()).message, /newer\.db cannot be used: a newer DuckDB wrote it/);
});

/** Writes a version into the file's first header, with the checksum that DuckDB keeps in its first 8 bytes. */
function pretendVersion(file: string, version: bigint): void {
  const header = readFileSync(file).subarray(0, 4096);
  assert.equal(header.readBigUInt64LE(0), checksum(header.subarray(8)), 'the checksum is the one that DuckDB computes');
  header.writeBigUInt64LE(version, 12);
  header.writeBigUInt64LE(checksum(header.subarray(8)), 0);
  const descriptor = openSync(file, 'r+');
  writeSync(descriptor, header, 0, header.length, 0);
  closeSync(descriptor);
}

function checksum(words: Buffer): bigint {
  let sum = 5381n;
  for (let at = 0; at < words.length; at += 8) {
    sum ^= BigInt.asUintN(64, words.readBigUInt64LE(at) * 0xbf58476d1ce4e5b9n);
  }
  return sum;
}

test('a folder that is none is named', async (t) => {
  writeFileSync(join(folder, 'no-folder'), '');

  const warehouse = await openFor(t, join(folder, 'no-folder', 'sales.db'));

  assert.match((await warehouse.status()).message, /no-folder\/sales\.db cannot be used: its folder cannot be written/);
});

test('a file that another process holds names that process', async (t) => {
  const file = join(folder, 'held.db');
  const holder = fork(new URL('./testing/hold-open.ts', import.meta.url), [file]);
  await once(holder, 'message');

  const warehouse = await openFor(t, file);

  const { ok, message } = await warehouse.status();
  assert.equal(ok, false);
  assert.match(message, new RegExp(`held\\.db cannot be used: process ${holder.pid} `));
  holder.kill('SIGKILL');
  await once(holder, 'exit');
  await untilOpen(warehouse);
});

test('a second opening of one file in this process is refused, and allowed after the first has closed', async (t) => {
  const file = join(folder, 'once.db');
  const warehouse = await openFor(t, file);

  await assert.rejects(openFor(t, join(folder, '.', 'once.db')), { code: 'conflict' });

  await warehouse.close();
  const again = await openFor(t, file);
  assert.equal((await again.status()).ok, true);
});

test('a table whose columns differ from the dataset is refused by column', async (t) => {
  const file = join(folder, 'other-columns.db');
  const made = await openFor(t, file, {
    datasets: [
      {
        ...(await import('#lib/sales/sales-dataset')).salesDataset,
        columns: [{ name: 'fecha', kind: 'date', nullable: false }],
      },
    ],
  });
  await made.close();

  const warehouse = await openFor(t, file);

  assert.match((await warehouse.status()).message, /ventas_raw of this file differs in column 3: expected fecha_hora/);
});

test('a statement that takes too long is ended', async (t) => {
  const warehouse = await openFor(t, join(folder, 'slow.db'), { readTimeoutMs: 100 });

  await assert.rejects(
    warehouse.read('select count(*) from range(10000000) a, range(1000000) b where a.range % 7 < b.range % 5'),
    {
      code: 'timed_out',
    },
  );

  assert.deepEqual(await warehouse.read('select 1 as one'), [{ one: 1 }]);
});

test('a load is refused before the disk runs full, with what is free', async (t) => {
  const warehouse = await openFor(t, join(folder, 'reserve.db'), { reserveBytes: Number.MAX_SAFE_INTEGER });

  await assert.rejects(load(warehouse, 5), { code: 'storage_full', message: /reserve\.db is full: \d+ MB are free/ });
});

const mayMount = canMount();

function canMount(): boolean {
  const probe = join(folder, 'probe');
  mkdirSync(probe);
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', probe], { stdio: 'ignore' });
    execFileSync('umount', [probe]);
    return true;
  } catch {
    return false;
  }
}

const whyNot = mayMount ? false : 'NOT TESTED: a small disk needs the right to mount a tmpfs; run as root';

function smallDisk(size: string): { disk: string; unmount: () => void } {
  const disk = join(folder, `disk-${size}`);
  mkdirSync(disk);
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', disk]);
  return { disk, unmount: () => execFileSync('umount', ['-l', disk]) };
}

/** Which of DuckDB's writes meets the wall: row groups written ahead of the commit, or the log at the commit. */
const walls: [when: string, freeBytes: number, pages: number][] = [
  ['while rows are written', 2 ** 22, 40],
  ['while the commit is written', 2 ** 19, 2],
];
for (const [when, freeBytes, pages] of walls) {
  test(`a disk that fills up ${when} fails the load and keeps the earlier slice`, { skip: whyNot }, async (t) => {
    const { disk, unmount } = smallDisk(`${32 + pages}m`);
    // Without the reserve the load runs into the wall instead of stopping before it.
    const warehouse = await openFor(t, join(disk, 'sales.db'), { reserveBytes: -(2 ** 40) });
    const filler = join(disk, 'filler');
    try {
      await load(warehouse, 5000);
      writeFileSync(filler, Buffer.alloc((await warehouse.status()).freeBytes - freeBytes));

      await assert.rejects(loadBulk(warehouse, pages), { code: 'storage_full' });

      rmSync(filler);
      await untilOpen(warehouse);
      assert.equal(await heldRows(warehouse), 5000);
      await load(warehouse, 6000, '3');
      assert.equal(await heldRows(warehouse), 6000);
    } finally {
      await warehouse.close();
      unmount();
    }
  });
}

test('a disk that turns read-only is told, and used again when it is writable', { skip: whyNot }, async (t) => {
  const { disk, unmount } = smallDisk('20m');
  execFileSync('mount', ['-o', 'remount,ro', disk]);
  const warehouse = await openFor(t, join(disk, 'sales.db'));
  try {
    assert.match((await warehouse.status()).message, /cannot be used: its folder cannot be written/);
    execFileSync('mount', ['-o', 'remount,rw', disk]);
    await untilOpen(warehouse);
  } finally {
    await warehouse.close();
    unmount();
  }
});

test('when DuckDB gives the file up, running loads fail with their code and the warehouse opens again', async (t) => {
  const warehouse = await openFor(t, join(folder, 'fatal.db'));
  await load(warehouse, 5000);
  const proving = Promise.withResolvers<void>();
  const unlucky = loadSlice(warehouse, {
    slice: { storeId: 'tienda_02', day },
    prove: () => {
      proving.resolve();
      return new Promise(() => {});
    },
  });
  const failed = assert.rejects(unlucky, { code: 'storage_unavailable' });
  await proving.promise;
  await warehouse.read(`set debug_checkpoint_abort = 'before_header'`);

  await assert.rejects(warehouse.read('checkpoint'), {
    code: 'storage_unavailable',
    message: /DuckDB gave the file up/,
  });

  await failed;
  await untilOpen(warehouse);
  assert.equal(await heldRows(warehouse), 5000);
  await load(warehouse, 6000, '3');
  assert.equal(await heldRows(warehouse), 6000);
});
