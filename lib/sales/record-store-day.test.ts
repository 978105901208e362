import assert from 'node:assert/strict';
import test from 'node:test';
import { testDatabase } from '#db/testing/test-database';
import { recordStoreDay, type StoreDayRecord } from '#lib/sales/record-store-day';
import { addStore, addStoreDays } from '#lib/sales/testing/sales-rows';

const day = '2025-10-20';
const attempt: StoreDayRecord = {
  storeId: 'tienda_01',
  day,
  state: 'verified',
  rows: 600,
  amount: null,
  proof: null,
  error: null,
  loadMs: null,
  runId: 2n,
  attempt: 1,
  loadedAt: new Date('2025-10-21T09:00:00Z'),
};
const error = { code: 'source_unavailable' as const, message: 'no answer', params: {} };
const figures = { rows: 600, units: '600.0000', amount: '600.0000', tickets: 200 };
const provedAt = '2025-10-22T09:00:00Z';
const proof = {
  before: figures,
  arrived: figures,
  after: figures,
  stored: figures,
  duplicates: 0,
  dayOver: true,
  provedAt,
};

for (const [what, change, state] of [
  ['one that could not connect keeps it', { error }, 'drifted'],
  ['one that compared and failed has the last word', { error, proof, state: 'partial' }, 'partial'],
  ['a good one ends it', { proof }, 'verified'],
  ['a slice that is gone is missing', { error, state: 'missing' }, 'missing'],
] as const) {
  test(`a drift is known, then comes an attempt: ${what}`, async (t) => {
    const { db, sql } = await testDatabase(t);
    await addStore(db, 'tienda_01');
    await addStoreDays(db, 'tienda_01', { drifted: [day] }, { rows: 600, runId: 1n, attempt: 1 });

    await recordStoreDay(db, { ...attempt, ...change });

    const [row] = await sql<{ state: string }[]>`select state from store_days`;
    assert.equal(row?.state, state);
  });
}
