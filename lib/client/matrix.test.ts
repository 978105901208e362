import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inspected } from '#lib/client/inspector';
import { cellOf, countOpenDays, hasOpenDay, isLive, matrixView, rowsFound, stateOf } from '#lib/client/matrix';
import { cellPlaceAt, matrixGeometry, placeAt, scrollToShow, tileSize, tilesIn } from '#lib/client/matrix-geometry';
import { monthsOf, weekdayOf } from '#lib/client/matrix-months';
import {
  countStates,
  isSelected,
  neighbourOf,
  rowBlocks,
  selectedStates,
  selectionBetween,
  selectionOfPlaces,
  withStore,
} from '#lib/client/matrix-selection';
import type { Matrix, MatrixRow } from '#lib/contract/matrix';

const row = (storeId: string, days: string, name = storeId, active = true): MatrixRow => ({
  storeId,
  name,
  active,
  days,
});
const rows = [row('tienda_01', 'vvmv'), row('tienda_02', 'vpdc'), row('tienda_03', 'vvv.'), row('tienda_04', 'mmmm')];
const matrix: Matrix = { from: '2026-11-19', to: '2026-11-22', due: '2026-11-21', rows, at: '2026-11-22T12:00:00Z' };
const search = (text: string) => new URLSearchParams(text);

test('the period comes from the address: a usual one, two days, or four weeks when neither can be read', () => {
  const today = '2026-11-22';

  assert.deepEqual(matrixView(search('period=3m&only=problems&stores=viña'), today), {
    period: '3m',
    from: '2026-08-23',
    to: today,
    onlyProblems: true,
    find: 'viña',
  });
  assert.equal(matrixView(search('from=2025-01-01&to=2025-02-01'), today).period, null);
  assert.equal(matrixView(search('from=2025-02-01&to=2025-01-01'), today).from, '2026-10-26');
  assert.equal(matrixView(search('from=2010-01-01&to=2026-01-01'), today).period, '4w');
  assert.equal(matrixView(search('from=tomorrow&to=2026-01-01'), today).period, '4w');
});

test('a store-day is named in the address, and anything else there is nothing', () => {
  assert.deepEqual(cellOf('tienda_01/2026-11-21'), { storeId: 'tienda_01', day: '2026-11-21' });
  for (const text of [null, '', 'tienda_01', 'tienda_01/yesterday', 'tienda_01/2026-11-21/x', '../2026-11-21']) {
    assert.equal(cellOf(text), null);
  }
  assert.deepEqual(inspected(search('store=tienda_02')), { kind: 'store', storeId: 'tienda_02' });
  assert.deepEqual(inspected(search('run=12')), { kind: 'run', runId: '12' });
  assert.equal(inspected(search('run=x&store=UPPER')), null);
});

test('a letter that is not known counts as nothing, and only what is missing, partial or changed as open', () => {
  assert.equal(stateOf('d'), 'drifted');
  assert.equal(stateOf('?'), 'not_due');
  assert.equal(countOpenDays(row('tienda_01', 'vmpdhcxq')), 3);
  assert.equal(hasOpenDay(row('tienda_01', 'vmv', 'A', false)), false);
  assert.equal(isLive({ rows: [row('tienda_01', 'vvq')] }), true);
  assert.equal(isLive({ rows }), false);
});

test('a store is found by any words of its name or id, without case and accents', () => {
  const named = [row('tienda_05', 'v', 'LA VIÑA'), row('tienda_06', 'v', 'MAÑONGO')];

  assert.deepEqual(
    rowsFound(named, 'vina').map(({ storeId }) => storeId),
    ['tienda_05'],
  );
  assert.deepEqual(
    rowsFound(named, ' 06  mañ ').map(({ storeId }) => storeId),
    ['tienda_06'],
  );
  assert.equal(rowsFound(named, '').length, 2);
});

test('cells fill the width that there is, and never become too narrow to read', () => {
  assert.equal(matrixGeometry({ rows: 16, columns: 28, width: 1182 }).cellWidth, 36);
  assert.equal(matrixGeometry({ rows: 16, columns: 28, width: 366 }).cellWidth, 28);
  assert.equal(matrixGeometry({ rows: 200, columns: 365, width: 1182 }).cellWidth, 8);
  assert.equal(matrixGeometry({ rows: 200, columns: 1096, width: 1182 }).cellWidth, 6);
});

test('a point is a cell, a store or a day, also when scrolled; a drag from a cell stays on cells', () => {
  const geometry = matrixGeometry({ rows: 200, columns: 365, width: 1182 });
  const { namesWidth, headerHeight, cellWidth, rowHeight } = geometry;
  const scrolled = { left: 80, top: 44 };

  assert.deepEqual(placeAt(geometry, { x: namesWidth, y: headerHeight, ...scrolled }), { row: 2, column: 10 });
  assert.deepEqual(placeAt(geometry, { x: 4, y: headerHeight, ...scrolled }), { row: 2, column: -1 });
  assert.deepEqual(placeAt(geometry, { x: namesWidth + cellWidth, y: 2, left: 0, top: 0 }), { row: -1, column: 1 });
  assert.deepEqual(placeAt(geometry, { x: 1e6, y: headerHeight + 1e6 * rowHeight, left: 0, top: 0 }), {
    row: 199,
    column: 364,
  });
  assert.deepEqual(cellPlaceAt(geometry, { x: 4, y: 2, ...scrolled }), { row: 2, column: 10 });
});

test('only the tiles in sight and next to it are painted, and never beyond the last', () => {
  const geometry = matrixGeometry({ rows: 200, columns: 1096, width: 1182 });
  const tile = tileSize(geometry);
  const start = tilesIn(geometry, { left: 0, top: 0, width: 1182, height: 640 });
  const end = tilesIn(geometry, { left: 1096 * 6, top: 200 * 22, width: 1182, height: 640 });

  assert.deepEqual([start.firstRow, start.firstColumn], [0, 0]);
  assert.ok((start.lastRow + 1) * (start.lastColumn + 1) <= 12);
  assert.deepEqual([end.lastRow, end.lastColumn], [Math.ceil(200 / tile.rows) - 1, Math.ceil(1096 / tile.columns) - 1]);
});

test('a cell that is out of sight is scrolled to just so far that nothing covers it', () => {
  const geometry = matrixGeometry({ rows: 200, columns: 365, width: 1182 });
  const seen = { left: 400, top: 220, width: 1182, height: 640, covered: 400 };

  assert.deepEqual(scrollToShow(geometry, { row: 12, column: 60 }, seen), { left: 400, top: 220 });
  assert.deepEqual(scrollToShow(geometry, { row: 5, column: 10 }, seen), { left: 80, top: 110 });
  assert.deepEqual(scrollToShow(geometry, { row: 12, column: 150 }, seen), { left: 594, top: 220 });
});

test('a selection is all between two cells, whichever was first, and whole stores or days from the edges', () => {
  const one = { storeId: 'tienda_03', day: '2026-11-19' };
  const other = { storeId: 'tienda_02', day: '2026-11-21' };
  const between = { stores: ['tienda_02', 'tienda_03'], from: '2026-11-19', to: '2026-11-21' };

  assert.deepEqual(selectionBetween(rows, one, other), between);
  assert.deepEqual(selectionBetween(rows, other, one), between);
  const days = selectionOfPlaces(matrix, rows, [
    { row: -1, column: 2 },
    { row: 1, column: 1 },
  ]);
  assert.deepEqual([days.stores.length, days.from, days.to], [4, '2026-11-20', '2026-11-21']);
  const store = selectionOfPlaces(matrix, rows, [
    { row: 1, column: -1 },
    { row: 1, column: 2 },
  ]);
  assert.deepEqual(store, { stores: ['tienda_02'], from: matrix.from, to: matrix.to });
});

test('stores are taken into a selection one by one and out again, and its neighbours are framed together', () => {
  const period = { from: '2026-11-19', to: '2026-11-21' };
  const first = withStore(null, 'tienda_01', period);
  const three = withStore(withStore(first, 'tienda_04', period), 'tienda_02', period);

  assert.deepEqual(three?.stores, ['tienda_01', 'tienda_04', 'tienda_02']);
  assert.deepEqual(three && rowBlocks(rows, three), [
    { first: 0, last: 1 },
    { first: 3, last: 3 },
  ]);
  assert.equal(withStore(first, 'tienda_01', period), null);
  assert.equal(isSelected(three, { storeId: 'tienda_04', day: '2026-11-22' }), false);
});

test('what is selected is counted by state, what needs a person first; days outside the matrix do not count', () => {
  const selection = { stores: ['tienda_01', 'tienda_02'], from: '2026-11-01', to: '2026-11-21' };

  assert.deepEqual(selectedStates(matrix, selection), [
    { state: 'missing', count: 1 },
    { state: 'partial', count: 1 },
    { state: 'drifted', count: 1 },
    { state: 'verified', count: 3 },
  ]);
  assert.deepEqual(countStates(''), []);
});

test('the steps of the inspector end at the edges of the matrix', () => {
  const cell = { storeId: 'tienda_01', day: '2026-11-22' };

  assert.deepEqual(neighbourOf(matrix, rows, { cell, rowStep: 1, dayStep: 0 })?.storeId, 'tienda_02');
  assert.equal(neighbourOf(matrix, rows, { cell, rowStep: 0, dayStep: 1 }), null);
  assert.equal(neighbourOf(matrix, rows, { cell, rowStep: -1, dayStep: 0 }), null);
});

test('months begin where they begin, the year is said once and in January', () => {
  const months = monthsOf('2025-11-29', '2026-01-02', 'en');

  assert.deepEqual(
    months.map(({ name, first, count }) => [name, first, count]),
    [
      ['Nov 2025', 0, 2],
      ['Dec', 2, 31],
      ['Jan 2026', 33, 2],
    ],
  );
  assert.equal(weekdayOf('2026-11-22'), 7);
});
