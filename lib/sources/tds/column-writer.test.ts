import assert from 'node:assert/strict';
import test from 'node:test';
import { batchWriter, isFull, reserveText, takeBatch } from '#lib/sources/tds/column-writer';

test('a batch of long texts is full long before its rows are, and goes on after it was taken', () => {
  const batch = batchWriter([{ name: 'nota', kind: 'text', nullable: false }], 16_384);
  const [writer] = batch.columns;
  assert.ok(writer);
  const add = () => {
    reserveText(writer, 100_000);
    writer.used += 100_000;
    writer.ends[batch.rows] = writer.used;
    batch.rows += 1;
  };
  while (!isFull(batch)) add();
  assert.equal(batch.rows, 96);
  takeBatch(batch);
  assert.equal(isFull(batch), false);
});
