import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testDatabase } from '#db/testing/test-database';
import type { LedgerLine } from '#lib/contract/store-day';
import { addStore } from '#lib/sales/testing/sales-rows';
import { reconcileSnapshots } from '#lib/stock/reconcile-snapshots';
import { recordFailedSnapshot, recordSnapshot } from '#lib/stock/record-snapshot';
import { stockOverview } from '#lib/stock/stock-overview';

const takenAt = '2025-10-18T10:30:00.000Z';
const figures = { rows: 3, units: '12.5000', amount: '99.0001', tickets: 3 };

const line = (storeId: string, change: Partial<LedgerLine> = {}): LedgerLine => ({
  ...{ dataset: 'stock', storeId, day: '2025-10-18', source: 'sql-server', state: 'verified', figures },
  ...{ sourceFigures: figures, duplicates: 0, runId: '900', stepId: '1', attempt: 1, loadedAt: takenAt },
  ...change,
});

const failed = { code: 'source_unavailable', message: 'no answer', params: { why: 'silent' } } as const;
const at = (iso: string) => ({ now: new Date(iso), zone: 'America/Caracas' });

test('a snapshot is fresh for a day, late after it, and a store without one never had any; the totals are exact', async (t) => {
  const { db } = await testDatabase(t);
  for (const id of ['tienda_01', 'tienda_02', 'tienda_03']) await addStore(db, id);
  const attempt = { proof: null, error: null, loadMs: 800, runId: 900n, attempt: 1 };
  await recordSnapshot(db, { ...attempt, storeId: 'tienda_01', ledger: line('tienda_01') });
  const older = line('tienda_02', { loadedAt: '2025-10-17T09:00:00.000Z', state: 'partial' });
  await recordSnapshot(db, { ...attempt, storeId: 'tienda_02', ledger: older });

  const { stores, totals } = await stockOverview(db, at('2025-10-18T12:00:00Z'));

  assert.deepEqual(
    stores.map(({ state, freshness, ageMinutes, value }) => [state, freshness, ageMinutes, value]),
    [
      ['verified', 'fresh', 90, '99.0001'],
      ['partial', 'late', 1620, '99.0001'],
      ['missing', 'never', null, null],
    ],
  );
  const { fresh, late, never, products, units, value } = totals;
  assert.deepEqual([fresh, late, never, products, units, value], [1, 1, 1, 6, '25.0000', '198.0002']);
});

test('a failed attempt says why and leaves what is held as it was; an earlier one that wakes up says nothing', async (t) => {
  const { db } = await testDatabase(t);
  await addStore(db, 'tienda_01');
  const attempt = { proof: null, error: null, loadMs: 800, runId: 900n, attempt: 2 };
  await recordSnapshot(db, { ...attempt, storeId: 'tienda_01', ledger: line('tienda_01') });
  await recordFailedSnapshot(db, { storeId: 'tienda_01', error: failed, runId: 900n, attempt: 3 });
  await recordSnapshot(db, { ...attempt, storeId: 'tienda_01', ledger: null, attempt: 1 });

  const [store] = (await stockOverview(db, at('2025-10-18T12:00:00Z'))).stores;

  assert.deepEqual([store?.state, store?.products, store?.failure?.failure], ['verified', 3, failed]);
});

test('at boot the projection says what the ledger says, and once more changes nothing', async (t) => {
  const { db } = await testDatabase(t);
  for (const id of ['tienda_01', 'tienda_02']) await addStore(db, id);
  const attempt = { proof: null, error: null, loadMs: 800, runId: 900n, attempt: 1 };
  await recordSnapshot(db, { ...attempt, storeId: 'tienda_02', ledger: line('tienda_02') });
  const warehouse = { ledger: async () => [line('tienda_01'), line('tienda_99')] };

  assert.deepEqual(await reconcileSnapshots(db, warehouse), { repaired: 1, lost: 1 });
  assert.deepEqual(await reconcileSnapshots(db, warehouse), { repaired: 0, lost: 0 });
  const { stores } = await stockOverview(db, at('2025-10-18T12:00:00Z'));
  assert.deepEqual(
    stores.map(({ state, takenAt: taken, units }) => [state, taken === null ? null : Date.parse(taken), units]),
    [
      ['verified', Date.parse(takenAt), '12.5000'],
      ['missing', null, null],
    ],
  );
});
