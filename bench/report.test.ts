import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judge, median, percentile } from '#bench/report';

test('a figure measured beside a peer is judged by the ratio', () => {
  const figure = judge({
    bench: 'load',
    figure: 'rows',
    value: 60,
    unit: 'rows/s',
    against: { name: 'limit', value: 100 },
    bound: { atLeast: 0.65 },
  });

  assert.equal(figure.ratio, 0.6);
  assert.equal(figure.met, false);
  assert.equal(figure.goal, '≥ 0.65 of it');
});

test('a figure on its own is judged by its value', () => {
  const figure = judge({ bench: 'start', figure: 'ready', value: 2.4, unit: 's', bound: { atMost: 3 } });

  assert.deepEqual([figure.met, figure.ratio, figure.against, figure.goal], [true, null, null, '≤ 3 s']);
});

test('percentiles take the nearest rank', () => {
  assert.equal(median([5, 1, 3]), 3);
  assert.equal(percentile([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 95), 10);
  assert.throws(() => percentile([], 50), /no values/);
});
