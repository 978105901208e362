import assert from 'node:assert/strict';
import test from 'node:test';
import { dailyClockOf, dailyCronOf } from '#lib/client/schedule-draft';

test('one daily time is edited as a clock, every other cron as it is written', () => {
  assert.equal(dailyClockOf('5 6 * * *'), '06:05');
  assert.equal(dailyClockOf('0 5 * * 1-5'), null);
  assert.equal(dailyCronOf('06:05'), '5 6 * * *');
});
