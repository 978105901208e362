import assert from 'node:assert/strict';
import { test } from 'node:test';
import { slotOf, stripAt, stripStart } from '#lib/links/strip';

const at = (clock: string) => new Date(`2025-10-22T${clock}Z`);

test('a strip of 24 hours ends with the half hour of now', () => {
  assert.deepEqual(slotOf(at('05:44:59')), at('05:30:00'));
  assert.deepEqual(stripStart(at('05:44:59')), new Date('2025-10-21T06:00:00Z'));
});

test('a strip that was written an hour ago moves on by two unknown half hours', () => {
  const written = `${'u'.repeat(47)}d`;

  assert.equal(stripAt(written, at('05:00:00'), at('05:29:00')), written);
  assert.equal(stripAt(written, at('05:00:00'), at('06:10:00')), `${'u'.repeat(45)}d..`);
  assert.equal(stripAt(written, new Date('2025-10-01T00:00:00Z'), at('06:10:00')), '.'.repeat(48));
});

test('a store that was never tried has a strip of unknowns', () => {
  assert.equal(stripAt('', null, at('06:10:00')), '.'.repeat(48));
});
