import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { batchOf, type WrittenRow } from '#lib/columns/testing/batch-of';
import { createLog } from '#lib/log';
import { salesDataset } from '#lib/sales/sales-dataset';
import { stockDataset } from '#lib/stock/stock-dataset';
import { openWarehouse } from '#lib/warehouse/open';
import { loadSlice, temporaryFolder } from '#lib/warehouse/testing/open-temporary';
import { saleLines, salesBatch } from '#lib/warehouse/testing/sales-rows';
import type { SliceOutcome, SliceReplacement, Warehouse } from '#lib/warehouse/warehouse';

const { folder, remove } = temporaryFolder();
let warehouse: Warehouse;

before(async () => {
  const options = { memoryMb: 512, threads: 2, log: createLog('silent') };
  warehouse = await openWarehouse({
    ...options,
    file: join(folder, 'stock.db'),
    datasets: [salesDataset, stockDataset],
  });
});

after(async () => {
  await warehouse.close();
  remove();
});

const products = (count: number, changes: WrittenRow = {}): WrittenRow[] =>
  Array.from({ length: count }, (_, index) => ({
    codigo_producto: `P${String(index).padStart(6, '0')}`,
    nombre_producto: 'Harina de maíz, 1 kg',
    categoria: 'Alimentos',
    almacen: null,
    existencia: `${index}.2500`,
    costo_unitario: '1.5000',
    precio_unitario: '2.0000',
    valor: '1.0001',
    ...changes,
  }));

type Snapshot = { storeId: string; day: string; rows: WrittenRow[] } & Partial<SliceReplacement>;

function load({ storeId, day, rows, ...changes }: Snapshot): Promise<SliceOutcome> {
  return loadSlice(warehouse, {
    dataset: stockDataset,
    slice: { storeId, day },
    fill: (append) => append(batchOf(stockDataset.columns, rows)),
    ...changes,
  });
}

const held = () =>
  warehouse.read(
    `select ubicacion_id as store, count(*)::int as rows, sum(valor)::varchar as value
     from stock_actual group by all order by all`,
  );

const lines = async () =>
  (await warehouse.ledger({ dataset: 'stock' })).map(({ storeId, day, figures }) => [storeId, day, figures.rows]);

const later = (attempt: number) => ({ runId: '2', stepId: '2', attempt, source: 'sql-server' });

test('a snapshot replaces all that was held of its store, whatever day that was of, and nothing of another store', async () => {
  await loadSlice(warehouse, { fill: (append) => append(salesBatch(saleLines('2025-10-02', 40))) });
  await load({ storeId: 'tienda_01', day: '2025-10-02', rows: products(300) });
  await load({ storeId: 'tienda_02', day: '2025-10-02', rows: products(100) });

  const { count, ledger } = await load({
    ...{ storeId: 'tienda_01', day: '2025-10-03', rows: products(250, { valor: '-2.0000' }) },
    writer: later(1),
  });

  assert.deepEqual(count.stored, { rows: 250, units: '31187.5000', amount: '-500.0000', tickets: 250 });
  assert.deepEqual(await held(), [
    { store: 'tienda_01', rows: 250, value: '-500.0000' },
    { store: 'tienda_02', rows: 100, value: '100.0100' },
  ]);
  assert.deepEqual(await lines(), [
    ['tienda_01', '2025-10-03', 250],
    ['tienda_02', '2025-10-02', 100],
  ]);
  assert.deepEqual(await warehouse.ledger({ dataset: 'stock', storeId: 'tienda_01' }), [ledger]);
  assert.deepEqual(await warehouse.read('select count(*)::int as rows from ventas_raw'), [{ rows: 40 }]);
});

test('the line of an earlier day is what a snapshot is judged against, and stays when it is kept', async () => {
  await load({ storeId: 'tienda_03', day: '2025-10-02', rows: products(20) });

  const asked: (number | undefined)[] = [];
  const { ledger } = await load({
    ...{ storeId: 'tienda_03', day: '2025-10-05', rows: products(5), writer: later(1) },
    prove: async (_, line) => {
      asked.push(line?.figures.rows);
      return { keep: 'previous' };
    },
  });

  assert.deepEqual([asked, ledger?.day, ledger?.figures.rows], [[20], '2025-10-02', 20]);
  const [rows] = await warehouse.read(`select count(*)::int as n from stock_actual where ubicacion_id = 'tienda_03'`);
  assert.deepEqual(rows, { n: 20 });
});

test('an earlier attempt is fenced off although it took the snapshot on another day', async () => {
  await load({ storeId: 'tienda_04', day: '2025-10-03', rows: products(30), writer: later(2) });

  const tooLate = load({ storeId: 'tienda_04', day: '2025-10-02', rows: products(9), writer: later(1) });

  await assert.rejects(tooLate, { code: 'cancelled', message: /step 2, attempt 2, has loaded this slice meanwhile/ });
  assert.deepEqual(
    (await lines()).filter(([store]) => store === 'tienda_04'),
    [['tienda_04', '2025-10-03', 30]],
  );
});

test('two snapshots of one store at the same time come one after the other', async () => {
  await Promise.all(
    [1, 2].map((stepId) =>
      load({
        ...{ storeId: 'tienda_05', day: `2025-10-0${stepId}`, rows: products(10 * stepId) },
        writer: { runId: '9', stepId: String(stepId), attempt: 1, source: 'sql-server' },
      }),
    ),
  );

  assert.deepEqual(
    (await lines()).filter(([store]) => store === 'tienda_05'),
    [['tienda_05', '2025-10-02', 20]],
  );
});

test('one product with two different rows is refused, and says how they differ', async () => {
  const rows = [...products(3), ...products(1, { almacen: 'Depósito' })];

  await assert.rejects(load({ storeId: 'tienda_06', day: '2025-10-02', rows }), {
    code: 'source_rejected',
    message: /two rows have the key codigo_producto P000000 and differ in almacen: /,
  });
});
