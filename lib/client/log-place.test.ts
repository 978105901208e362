import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isInRange, lineRangeTo, logFilterOf, logPlace, placeInUrl } from '#lib/client/log-place';

const read = (query: string) => logPlace(new URLSearchParams(query));

test('the place in a log travels in the address and comes back the same', () => {
  const place = {
    levels: ['warning', 'error'] as const,
    step: 'tienda_01/2026-11-21',
    search: 'no answer',
    line: { from: '120', to: '140' },
  };

  const inUrl = new URLSearchParams(
    Object.entries(placeInUrl(place)).flatMap(([name, value]) => (value === null ? [] : [[name, value]])),
  );

  assert.deepEqual(read(inUrl.toString()), place);
});

test('an address with nonsense shows the whole log', () => {
  const place = read('level=loud,&line=abc&q=%20');

  assert.deepEqual(place, { levels: null, step: null, search: null, line: null });
});

test('a change leaves the rest of the address alone', () => {
  assert.deepEqual(placeInUrl({ line: null }), { line: null });
});

test('a line chosen among the hits is shown in the whole log', () => {
  assert.equal(logFilterOf(read('q=timeout')).search, 'timeout');
  assert.equal(logFilterOf(read('q=timeout&line=7')).search, null);
});

test('a stretch of lines runs from the earlier to the later one, whichever was pressed first', () => {
  const range = lineRangeTo({ from: '100', to: '100' }, '99');

  assert.deepEqual(range, { from: '99', to: '100' });
  assert.deepEqual(read('line=140-120').line, { from: '120', to: '140' });
  assert.deepEqual([isInRange(range, '100'), isInRange(range, '101'), isInRange(null, '1')], [true, false, false]);
});
