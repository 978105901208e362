import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { loadSlice, openSales, temporaryFolder } from '#lib/warehouse/testing/open-temporary';
import { saleLines, salesBatch } from '#lib/warehouse/testing/sales-rows';
import type { SliceReplacement, Warehouse } from '#lib/warehouse/warehouse';

const { folder, remove } = temporaryFolder();
let warehouse: Warehouse;

before(async () => {
  warehouse = await openSales(join(folder, 'sales.db'));
});

after(async () => {
  await warehouse.close();
  remove();
});

const first = { runId: '1', stepId: '7', attempt: 1, source: 'sql-server' };
const second = { ...first, attempt: 2 };

function load(day: string, rows: number, changes: Partial<SliceReplacement> = {}) {
  return loadSlice(warehouse, {
    slice: { storeId: 'tienda_01', day },
    writer: first,
    fill: (append) => append(salesBatch(saleLines(day, rows))),
    ...changes,
  });
}

async function heldRows(day: string): Promise<unknown> {
  const [held] = await warehouse.read('select count(*)::integer as rows from ventas_raw where fecha = $1::date', [day]);
  return held?.rows;
}

test('an attempt that comes after a later one of its step is refused', async () => {
  await load('2025-01-01', 20, { writer: second });

  await assert.rejects(load('2025-01-01', 10), { code: 'cancelled', message: /step 7, attempt 2, has loaded/ });

  assert.equal(await heldRows('2025-01-01'), 20);
});

test('a later attempt stops the earlier one that still writes, and wins', async () => {
  const started = Promise.withResolvers<void>();
  const earlier = load('2025-01-02', 10, {
    prove: () => {
      started.resolve();
      return new Promise(() => {});
    },
  });
  const refused = assert.rejects(earlier, { code: 'cancelled', message: /attempt 2 of step 7 writes this slice now/ });
  await started.promise;

  await load('2025-01-02', 20, { writer: second });

  await refused;
  assert.equal(await heldRows('2025-01-02'), 20);
});

test('an attempt is refused while a later one of its step writes', async () => {
  const started = Promise.withResolvers<void>();
  const proved = Promise.withResolvers<void>();
  const later = load('2025-01-03', 20, {
    writer: second,
    prove: async ({ arrived }) => {
      started.resolve();
      await proved.promise;
      return { keep: 'new', state: 'verified', sourceFigures: arrived };
    },
  });
  await started.promise;

  await assert.rejects(load('2025-01-03', 10), { code: 'cancelled' });

  proved.resolve();
  await later;
  assert.equal(await heldRows('2025-01-03'), 20);
});

test('a step that waited while a newer step loaded the slice gives way to it', async () => {
  const started = Promise.withResolvers<void>();
  const proved = Promise.withResolvers<void>();
  const newer = load('2025-01-04', 20, {
    writer: { ...first, stepId: '8' },
    prove: async ({ arrived }) => {
      started.resolve();
      await proved.promise;
      return { keep: 'new', state: 'verified', sourceFigures: arrived };
    },
  });
  await started.promise;
  const older = assert.rejects(load('2025-01-04', 10), { code: 'cancelled', message: /step 8, attempt 1, has loaded/ });
  proved.resolve();

  await Promise.all([newer, older]);

  assert.equal(await heldRows('2025-01-04'), 20);
});

test('an older step that begins after a newer one has loaded may load again', async () => {
  await load('2025-01-05', 20, { writer: { ...first, stepId: '9' } });

  await load('2025-01-05', 10);

  assert.equal(await heldRows('2025-01-05'), 10);
});
