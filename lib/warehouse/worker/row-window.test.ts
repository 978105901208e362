import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ColumnBatch } from '#lib/columns/batch';
import { createRowQueue, markUsed, type RowWindow, rowGroupRows } from '#lib/warehouse/worker/row-window';

function numbers(from: number, rows: number): ColumnBatch {
  const values = Int32Array.from({ length: rows }, (_, index) => from + index);
  return { rows, columns: [{ kind: 'int32', values, nulls: null }] };
}

function queueOf(...sizes: number[]) {
  const queue = createRowQueue();
  let from = 0;
  for (const size of sizes) {
    queue.push(numbers(from, size));
    from += size;
  }
  return queue;
}

function sizesOf(window: RowWindow | null): number[] | undefined {
  return window?.units.map((unit) => unit.reduce((sum, { rows }) => sum + rows, 0));
}

test('a window is made of whole row groups while more rows may come', () => {
  const queue = queueOf(100_000, 100_000, 100_000);

  assert.deepEqual(sizesOf(queue.take(2, false)), [rowGroupRows, rowGroupRows]);
  assert.equal(queue.rows(), 300_000 - 2 * rowGroupRows);
  assert.equal(queue.take(2, false), null);
  assert.deepEqual(sizesOf(queue.take(2, true)), [300_000 - 2 * rowGroupRows]);
  assert.equal(queue.take(2, true), null);
});

test('every row is in one window, in the order it came', () => {
  const queue = queueOf(70_000, 1, 0, 130_000, 60_000);
  const seen: number[] = [];
  for (let window = queue.take(1, true); window; window = queue.take(1, true)) {
    for (const { arrived, from, rows } of window.units.flat()) {
      const [column] = arrived.batch.columns;
      assert.ok(column?.kind === 'int32');
      seen.push(...column.values.subarray(from, from + rows));
    }
  }

  assert.deepEqual(
    seen,
    Array.from({ length: 260_001 }, (_, index) => index),
  );
});

test('a batch gives its memory back when its last row was copied, whichever unit it lay in', () => {
  const queue = createRowQueue();
  const batch = numbers(0, rowGroupRows + 10);
  queue.push(batch);
  const [column] = batch.columns;
  assert.ok(column?.kind === 'int32');
  const segments = queue.take(2, true)?.units.flat() ?? [];
  const [first, last] = segments;
  assert.ok(first && last);

  markUsed(last, 10);
  assert.equal(column.values.length, rowGroupRows + 10);
  markUsed(first, rowGroupRows);

  assert.equal(column.values.length, 0);
});
