import assert from 'node:assert/strict';
import test from 'node:test';
import { testDatabase } from '#db/testing/test-database';
import { StoreGap } from '#lib/contract/overview';
import { VentasGap } from '#lib/contract/sales';
import { salesOverview } from '#lib/sales/sales-overview';
import { storeGaps } from '#lib/sales/store-gaps';
import { addStore, addStoreDays } from '#lib/sales/testing/sales-rows';
import { ventasGaps } from '#lib/sales/ventas-gaps';

test('a store without its last two due days is two days behind, its closed Sunday not counted', async (t) => {
  const { db } = await testDatabase(t);
  await addStore(db, 'tienda_01', { firstDay: '2025-10-02' });
  await addStoreDays(db, 'tienda_01', {
    verified: ['2025-10-02', '2025-10-03'],
    missing: ['2025-10-04'],
    closed: ['2025-10-05'],
  });

  const [gap] = await storeGaps(db, '2025-10-06');

  assert.equal(gap?.daysBehind, 2);
  assert.equal(gap?.completeness, 0.5);
  assert.deepEqual(gap?.ranges, [
    { from: '2025-10-04', to: '2025-10-04', days: 1, state: 'missing' },
    { from: '2025-10-06', to: '2025-10-06', days: 1, state: 'missing' },
  ]);
  assert.deepEqual(gap?.recommendation, {
    action: 'update',
    from: '2025-10-04',
    to: '2025-10-06',
    days: 2,
    minutes: 1,
  });
});

test('a store that was never loaded misses every due day since it opened', async (t) => {
  const { db } = await testDatabase(t);
  await addStore(db, 'tienda_01', { firstDay: '2025-10-01' });
  await addStore(db, 'tienda_02', { firstDay: '2025-12-01' });

  const [gap, unopened] = await storeGaps(db, '2025-10-21');

  assert.deepEqual([gap?.daysBehind, gap?.completeness, gap?.lastDay, gap?.dayState], [21, 0, null, 'missing']);
  assert.deepEqual(gap?.ranges, [{ from: '2025-10-01', to: '2025-10-21', days: 21, state: 'missing' }]);
  assert.deepEqual(
    [unopened?.daysBehind, unopened?.completeness, unopened?.ranges, unopened?.dayState],
    [0, null, [], 'not_due'],
  );
});

test('partial and drifted days in a row are one range each, and are tried again', async (t) => {
  const { db } = await testDatabase(t);
  await addStore(db, 'tienda_01');
  await addStoreDays(
    db,
    'tienda_01',
    {
      verified: ['2025-10-01', '2025-10-06'],
      partial: ['2025-10-02', '2025-10-03'],
      drifted: ['2025-10-04'],
      lost: ['2025-10-05'],
    },
    { rows: 10, loadMs: 90_000 },
  );

  const [gap] = await storeGaps(db, '2025-10-06');

  assert.deepEqual(gap?.ranges, [
    { from: '2025-10-02', to: '2025-10-03', days: 2, state: 'partial' },
    { from: '2025-10-04', to: '2025-10-04', days: 1, state: 'drifted' },
  ]);
  assert.equal(gap?.completeness, 2 / 5);
  assert.deepEqual(gap?.recommendation, { action: 'retry', from: '2025-10-02', to: '2025-10-04', days: 3, minutes: 5 });
});

test('a day that was loaded before it ended, and not since, is not whole once it is due', async (t) => {
  const { db } = await testDatabase(t);
  await addStore(db, 'tienda_01', { firstDay: '2025-10-20' });
  await addStoreDays(db, 'tienda_01', { verified: ['2025-10-20'], loaded: ['2025-10-21'] }, { rows: 10 });

  const [gap] = await storeGaps(db, '2025-10-21');
  const overview = await salesOverview(db, { now: new Date('2025-10-22T12:00:00Z'), zone: 'America/Caracas' });

  assert.deepEqual(gap?.ranges, [{ from: '2025-10-21', to: '2025-10-21', days: 1, state: 'partial' }]);
  assert.deepEqual([gap?.daysBehind, gap?.completeness, overview.complete], [1, 0.5, 0]);
});

test('the published path has its own words and percent, and says that there are old gaps', async (t) => {
  const { db } = await testDatabase(t);
  await addStore(db, 'tienda_01', { name: 'PERIFERICO' });
  await addStoreDays(db, 'tienda_01', { verified: ['2025-10-01', '2025-10-04'] }, { rows: 20_000, loadMs: 120_000 });

  const lines = await storeGaps(db, '2025-10-04');
  const [gap] = ventasGaps(lines);

  assert.deepEqual(VentasGap.parse(gap), {
    ubicacion_id: 'tienda_01',
    nombre: 'PERIFERICO',
    registros: 40_000,
    primera_venta: '2025-10-01',
    ultima_venta: '2025-10-04',
    dias_atraso: 0,
    completitud: 50,
    gaps: [{ desde: '2025-10-02', hasta: '2025-10-03', dias: 2, estado: 'missing' }],
    tiene_gaps_historicos: true,
    recomendacion: { accion: 'recuperar', desde: '2025-10-02', hasta: '2025-10-03', minutos: 4 },
  });
});

test('the overview counts the stores whose due day is whole, and tells why one is not', async (t) => {
  const { db } = await testDatabase(t);
  await addStore(db, 'tienda_01');
  await addStore(db, 'tienda_02', { holdReason: 'road works' });
  await addStore(db, 'tienda_03', { active: false });
  await addStoreDays(db, 'tienda_01', { verified: ['2025-10-21'] });
  const error = { code: 'source_unavailable' as const, message: 'no answer', params: {} };
  await addStoreDays(
    db,
    'tienda_02',
    { missing: ['2025-10-21'] },
    { error, triedAt: new Date('2025-10-22T09:20:00Z') },
  );

  const overview = await salesOverview(db, { now: new Date('2025-10-22T12:00:00Z'), zone: 'America/Caracas' });
  const held = overview.stores.find(({ storeId }) => storeId === 'tienda_02');

  assert.deepEqual([overview.day, overview.complete, overview.expected], ['2025-10-21', 1, 2]);
  assert.deepEqual(StoreGap.parse(held).failure?.failure, error);
  assert.deepEqual([held?.hold, held?.dayState], [{ until: null, reason: 'road works' }, 'on_hold']);
});
