import assert from 'node:assert/strict';
import { test } from 'node:test';
import { highlight } from '#lib/client/highlight';

const marked = (text: string, search: string | null) =>
  highlight(text, search)
    .map((piece) => (piece.hit ? `[${piece.text}]` : piece.text))
    .join('');

test('words are found without regard to case and accents', () => {
  assert.equal(marked('Conexión rechazada por MAÑONGO', 'conexion mañongo'), '[Conexión] rechazada por [MAÑONGO]');
});

test('every place of a word is marked, and letters that fold to more than one keep their places', () => {
  assert.equal(marked('Straße, ẞ, straße', 'stra'), '[Stra]ße, ẞ, [stra]ße');
});

test('without a search there is one piece', () => {
  assert.deepEqual(highlight('abc', null), [{ text: 'abc', hit: false, at: 0 }]);
  assert.deepEqual(highlight('abc', '  '), [{ text: 'abc', hit: false, at: 0 }]);
});

test('the longer of two words that begin at one place wins', () => {
  assert.equal(marked('timeouts', 'time timeout'), '[timeout]s');
});
