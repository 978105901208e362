import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

const promises = readFileSync('docs/architecture.md', 'utf8').split('## Promises and their tests')[1] ?? '';
const lines = promises.split('\n').filter((line) => line.includes('.test.ts`: '));

/** `file`: "title", "title"; `file`: "title" → every file with each of its titles. */
function namedTests(line: string): { file: string; title: string }[] {
  return [...line.matchAll(/`([^`]+\.test\.ts)`: ((?:"[^"]+"(?:, )?)+)/g)].flatMap(([, file = '', titles = '']) =>
    [...titles.matchAll(/"([^"]+)"/g)].map(([, title = '']) => ({ file, title })),
  );
}

test('every promise names tests that exist', () => {
  const named = lines.flatMap(namedTests);

  assert.ok(lines.length >= 16, `${lines.length} promises were found`);
  assert.deepEqual(
    named.filter(({ file, title }) => !readFileSync(file, 'utf8').includes(title)),
    [],
  );
});
