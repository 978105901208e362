import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Instant } from '#lib/contract/page';

test('an instant is one that the database keeps too', () => {
  for (const right of ['2026-11-22T09:00:00Z', '2026-11-22T09:00:00.123+14:00', '1999-12-31T23:59:59-09:30']) {
    assert.equal(Instant.safeParse(right).success, true, right);
  }
  for (const wrong of ['0000-01-01T00:00:00Z', '9999-12-31T23:59:59Z', '2026-11-22T00:00:00+23:59', '2026-11-22']) {
    assert.equal(Instant.safeParse(wrong).success, false, wrong);
  }
});
