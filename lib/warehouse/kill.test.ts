import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { after, test } from 'node:test';
import type { FaultPoint } from '#lib/runtime/fault-point';
import { loadSlice, openSales, temporaryFolder } from '#lib/warehouse/testing/open-temporary';
import { saleLines, salesBatch } from '#lib/warehouse/testing/sales-rows';

const { folder, remove } = temporaryFolder();
after(remove);

const day = '2025-10-02';
const earlierRows = 3000;
// More than a row group, so that rows lie in the file itself before the commit.
const newRows = 130_000;

/** What must lie in the file after a kill there. */
const kills: [FaultPoint, expectedRows: number][] = [
  ['slice-begun', earlierRows],
  ['slice-after-delete', earlierRows],
  ['slice-after-window', earlierRows],
  ['slice-before-proof', earlierRows],
  ['slice-after-copy', earlierRows],
  ['slice-before-ledger', earlierRows],
  ['slice-before-commit', earlierRows],
  ['slice-after-commit', newRows],
  ['checkpoint-running', newRows],
  ['checkpoint-after', newRows],
];

for (const [fault, expectedRows] of kills) {
  test(`killed at ${fault}, the file opens and holds ${expectedRows === newRows ? 'the new' : 'the earlier'} slice whole`, async () => {
    const file = join(folder, `${fault}.db`);
    await prepare(file);

    const child = fork(new URL('./testing/load-and-die.ts', import.meta.url), [file, day, String(newRows), fault]);
    const [, signal] = await once(child, 'exit');

    assert.equal(signal, 'SIGKILL');
    assert.deepEqual(await heldIn(file), { rows: expectedRows, ledger: expectedRows, amountsAgree: true });
  });
}

test('a process that ends itself amid a load leaves the earlier slice', async () => {
  const file = join(folder, 'exit.db');
  await prepare(file);

  const child = fork(new URL('./testing/load-and-exit.ts', import.meta.url), [file, day], { silent: true });
  await once(child, 'exit');

  assert.deepEqual(await heldIn(file), { rows: earlierRows, ledger: earlierRows, amountsAgree: true });
});

async function prepare(file: string): Promise<void> {
  const warehouse = await openSales(file);
  await loadSlice(warehouse, {
    slice: { storeId: 'tienda_01', day },
    fill: (append) => append(salesBatch(saleLines(day, earlierRows))),
  });
  await warehouse.close();
}

async function heldIn(file: string) {
  const warehouse = await openSales(file);
  assert.equal((await warehouse.status()).message, 'open');
  const [rows] = await warehouse.read(
    'select count(*)::integer as rows, sum(total)::varchar as amount from ventas_raw',
  );
  const lines = await warehouse.ledger({ dataset: 'ventas' });
  await warehouse.close();
  assert.equal(lines.length, 1);
  return { rows: rows?.rows, ledger: lines[0]?.figures.rows, amountsAgree: rows?.amount === lines[0]?.figures.amount };
}
