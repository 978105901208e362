import assert from 'node:assert/strict';
import test from 'node:test';
import { batchWriter, isFull, reserveText, takeBatch, writeNull } from '#lib/sources/tds/column-writer';

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

test('a batch is taken with room for the rows that are still expected', () => {
  const batch = batchWriter([{ name: 'nota', kind: 'text', nullable: true }], 16_384);
  const [writer] = batch.columns;
  assert.ok(writer);
  reserveText(writer, 160);
  writer.used = 160;
  writer.ends[0] = 160;
  batch.rows = 1;

  takeBatch(batch, 3);

  assert.ok(writer.bytes.length < 2048, `room for ${writer.bytes.length} bytes`);
  batch.rows = 2;
  assert.equal(isFull(batch), false);
  writeNull(writer, 2);
  batch.rows = 3;
  assert.equal(isFull(batch), true);
  assert.equal(takeBatch(batch).columns[0]?.nulls?.length, 3);
});
