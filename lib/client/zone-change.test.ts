import assert from 'node:assert/strict';
import test from 'node:test';
import { nextZoneChange } from '#lib/client/zone-change';

test('New York’s clocks go forward an hour in March and back in November', () => {
  const spring = nextZoneChange('America/New_York', new Date('2026-11-22T12:00:31Z'));
  const autumn = nextZoneChange('America/New_York', new Date('2026-06-01T12:00:00Z'));

  assert.deepEqual([spring?.at.toISOString(), spring?.minutes], ['2027-03-14T07:00:00.000Z', 60]);
  assert.deepEqual([autumn?.at.toISOString(), autumn?.minutes], ['2026-11-01T06:00:00.000Z', -60]);
});

test('Caracas keeps its time', () => {
  assert.equal(nextZoneChange('America/Caracas', new Date('2026-11-22T12:00:00Z')), null);
});
