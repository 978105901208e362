import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { after, type TestContext, test } from 'node:test';
import type { FaultPoint } from '#lib/runtime/fault-point';
import { salesDataset } from '#lib/sales/sales-dataset';
import { loadSlice, openFor, openSales, temporaryFolder } from '#lib/warehouse/testing/open-temporary';
import { saleLines, salesBatch } from '#lib/warehouse/testing/sales-rows';
import type { Warehouse } from '#lib/warehouse/warehouse';

const { folder, remove } = temporaryFolder();
after(remove);

const slice = { storeId: 'tienda_01', day: '2025-10-02' };
const longAgo = new Date(0);

const loadOf = (stepId: string, rows: ReturnType<typeof saleLines>) => ({
  writer: { runId: stepId, stepId, attempt: 1, source: 'sql-server' },
  fill: (append: (batch: ReturnType<typeof salesBatch>) => Promise<void>) => append(salesBatch(rows)),
});

/** A day of 400 lines, loaded again with the first 300 of them. */
async function reloaded(warehouse: Warehouse): Promise<void> {
  await loadSlice(warehouse, loadOf('1', saleLines(slice.day, 400)));
  await loadSlice(warehouse, loadOf('2', saleLines(slice.day, 300)));
}

const undo = (warehouse: Warehouse, stepId: string, keptSince = longAgo) =>
  warehouse.restoreSlice({
    dataset: salesDataset,
    slice,
    writer: { runId: stepId, stepId, attempt: 1 },
    keptSince,
    signal: new AbortController().signal,
  });

async function held(warehouse: Warehouse): Promise<unknown> {
  const [row] = await warehouse.read(
    `select count(*)::integer as rows, sum(total)::varchar as amount, sum(cantidad)::varchar as units from ventas_raw`,
  );
  const lines = await warehouse.ledger({ dataset: 'ventas' });
  assert.equal(lines.length, 1);
  const { rows, amount, units } = lines[0]?.figures ?? {};
  assert.deepEqual(row, { rows, amount, units });
  return rows;
}

const keptRows = async (warehouse: Warehouse): Promise<unknown[]> =>
  (await warehouse.read('select count(*)::integer as rows from ventas_raw_reemplazadas')).map(({ rows }) => rows);

function file(t: TestContext): string {
  return join(folder, `${t.name.replaceAll(/\W+/g, '-').slice(0, 60)}.db`);
}

test('what a re-load replaced comes back whole, with its line, and undoing that again brings the re-load back', async (t) => {
  const warehouse = await openFor(t, file(t));
  await reloaded(warehouse);

  const first = await undo(warehouse, '3');
  const afterFirst = await held(warehouse);
  const second = await undo(warehouse, '4');

  assert.deepEqual(
    [first.restored.figures.rows, first.restored.state, first.replaced?.figures.rows],
    [400, 'verified', 300],
  );
  assert.equal(afterFirst, 400);
  assert.deepEqual([second.restored.figures.rows, second.replaced?.figures.rows], [300, 400]);
  assert.equal(await held(warehouse), 300);
  assert.deepEqual(await keptRows(warehouse), [400]);
});

test('the same rows loaded again replace nothing: the slice before the last change stays the one that is kept', async (t) => {
  const warehouse = await openFor(t, file(t));
  await reloaded(warehouse);
  await loadSlice(warehouse, loadOf('3', saleLines(slice.day, 300)));

  const { restored } = await undo(warehouse, '4');

  assert.equal(restored.figures.rows, 400);
});

test('rows with the same sums and other products are other rows: what they replace is kept', async (t) => {
  const warehouse = await openFor(t, file(t));
  const lines = saleLines(slice.day, 50);
  await loadSlice(warehouse, loadOf('1', lines));
  await loadSlice(
    warehouse,
    loadOf(
      '2',
      lines.map((line) => ({ ...line, codigo_producto: 'P-mal' })),
    ),
  );

  await undo(warehouse, '3');

  const wrong = await warehouse.read(`select 1 from ventas_raw where codigo_producto = 'P-mal'`);
  assert.equal(wrong.length, 0);
});

test('nothing comes back when nothing was replaced, or when its time is over', async (t) => {
  const warehouse = await openFor(t, file(t));
  await loadSlice(warehouse, loadOf('1', saleLines(slice.day, 400)));
  await assert.rejects(undo(warehouse, '2'), { code: 'not_found' });
  await loadSlice(warehouse, loadOf('3', saleLines(slice.day, 300)));

  await assert.rejects(undo(warehouse, '4', new Date(Date.now() + 60_000)), { code: 'not_found' });

  assert.equal(await held(warehouse), 300);
});

test('a step that comes again after its commit changes nothing more', async (t) => {
  const warehouse = await openFor(t, file(t));
  await reloaded(warehouse);
  await undo(warehouse, '3');

  const again = await undo(warehouse, '3');

  assert.deepEqual([again.restored.figures.rows, again.replaced], [400, null]);
  assert.equal(await held(warehouse), 400);
});

test('slices whose time is over are let go, with their rows', async (t) => {
  const warehouse = await openFor(t, file(t));
  await reloaded(warehouse);

  assert.equal(await warehouse.forgetReplaced(salesDataset, longAgo), 0);
  assert.equal(await warehouse.forgetReplaced(salesDataset, new Date(Date.now() + 60_000)), 1);

  assert.deepEqual(await keptRows(warehouse), [0]);
  await assert.rejects(undo(warehouse, '3'), { code: 'not_found' });
});

/** Rows that lie in the table after a kill there. */
const kills: [FaultPoint, number][] = [
  ['restore-after-rows', 300],
  ['restore-before-commit', 300],
  ['restore-after-commit', 400],
];

for (const [fault, rows] of kills) {
  test(`killed at ${fault}, the day is whole, and undoing it goes on from there`, async (t) => {
    const path = join(folder, `${fault}.db`);
    const before = await openSales(path);
    await reloaded(before);
    await before.close();

    const child = fork(new URL('./testing/undo-and-die.ts', import.meta.url), [path, fault]);
    const [, signal] = await once(child, 'exit');

    assert.equal(signal, 'SIGKILL');
    const warehouse = await openFor(t, path);
    assert.equal(await held(warehouse), rows);
    await undo(warehouse, '3');
    assert.equal(await held(warehouse), 400);
  });
}
