import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { WrittenRow } from '#lib/columns/testing/batch-of';
import { salesDataset } from '#lib/sales/sales-dataset';
import { saleLine, saleLines, salesBatch } from '#lib/warehouse/testing/sales-rows';
import { createKeyOrder } from '#lib/warehouse/worker/key-order';

const day = '2025-10-02';

function isAscending(...batches: WrittenRow[][]): boolean {
  const order = createKeyOrder(salesDataset);
  for (const rows of batches) order.follow(salesBatch(rows));
  return order.isAscending();
}

const keyed = (numero_factura: string | null, linea: number) => saleLine(day, 0, { numero_factura, linea });

test('keys that ascend over all batches are known to differ', () => {
  assert.equal(isAscending(saleLines(day, 9), [], saleLines(day, 9, 9)), true);
  assert.equal(isAscending([keyed('A', 2), keyed('A', 10), keyed('AA', 1), keyed('B', -5)]), true);
});

const doubtful: [title: string, batches: WrittenRow[][]][] = [
  ['the same key twice in a row', [[keyed('A', 1), keyed('A', 1)]]],
  ['the same key on both sides of a page', [[keyed('A', 1)], [keyed('A', 1)]]],
  ['a page that starts before the last one ended', [saleLines(day, 9), saleLines(day, 9, 8)]],
  ['a shorter text after a longer one', [[keyed('AA', 1), keyed('A', 1)]]],
  ['a falling second column', [[keyed('A', 2), keyed('A', 1)]]],
  ['no value in the key', [[keyed('A', 1), keyed(null, 2)]]],
];
for (const [title, batches] of doubtful) {
  test(`${title} leaves it open`, () => {
    assert.equal(isAscending(...batches), false);
  });
}
