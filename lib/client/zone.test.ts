import assert from 'node:assert/strict';
import { test } from 'node:test';
import { zoneOf, zoneText } from '#lib/client/zone';

test('a zone is kept as it was chosen, and read back', () => {
  for (const choice of [
    { by: 'product', zone: 'America/Caracas' },
    { by: 'browser', zone: 'Europe/Madrid' },
    { by: 'person', zone: 'UTC' },
  ] as const) {
    assert.deepEqual(zoneOf(zoneText(choice), 'America/Caracas'), choice);
  }
});

test('what is no zone counts as none', () => {
  for (const cookie of [undefined, '', 'Mars/Base', 'browser:', 'browser:nowhere']) {
    assert.deepEqual(zoneOf(cookie, 'America/Caracas'), { by: 'product', zone: 'America/Caracas' });
  }
});
