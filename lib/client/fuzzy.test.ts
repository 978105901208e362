import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fuzzyFind } from '#lib/client/fuzzy';

const groups = [
  { value: 'stores', items: [{ label: 'Periférico', words: 'tienda_01' }, { label: 'Sambil' }] },
  { value: 'pages', items: [{ label: 'Ejecuciones' }, { label: 'Tendencias' }] },
];

const labels = (search: string) => fuzzyFind(groups, search).flatMap(({ items }) => items.map(({ label }) => label));

test('entries are found without accents, by their hidden words and by letters that are left out', () => {
  assert.deepEqual(labels('periferico'), ['Periférico']);
  assert.deepEqual(labels('tienda_01'), ['Periférico']);
  assert.deepEqual(labels('ejcns'), ['Ejecuciones']);
  assert.deepEqual(labels('xyz'), []);
});

test('every word counts, and the beginning of a name comes first', () => {
  const zones = [{ value: 'zones', items: [{ label: 'Port of Spain' }, { label: 'Spokane' }, { label: 'Spain' }] }];
  const found = fuzzyFind(zones, 'sp ain').flatMap(({ items }) => items.map(({ label }) => label));

  assert.deepEqual(found, ['Port of Spain', 'Spain']);
});

test('without a search everything is there, so many of each group', () => {
  assert.deepEqual(labels('  ').length, 4);
  assert.deepEqual(
    fuzzyFind(groups, '', 1).map(({ items }) => items.length),
    [1, 1],
  );
});
