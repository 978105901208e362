import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
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

type Requirement = { number: string; state: string };

/** `| 1.2.6, 1.2.7 | 2 | asks | state | …`: the requirements of a line of docs/security.md. */
function requirementsOf(line: string): Requirement[] {
  const [, numbers = '', state = ''] = /^\| ((?:\d+\.\d+\.\d+(?:, )?)+) \| [12] \|[^|]*\| ([^|]*) \|/.exec(line) ?? [];
  return numbers === '' ? [] : numbers.split(', ').map((number) => ({ number, state }));
}

test('each of the 253 requirements of ASVS 5.0 has one row, and what does not hold is told at the top', () => {
  const text = readFileSync('docs/security.md', 'utf8');
  const requirements = text.split('\n').flatMap(requirementsOf);
  const [, open = ''] = /## What is open\n([\s\S]*?)\n## /.exec(text) ?? [];
  const told = new Set(open.match(/\d+\.\d+\.\d+/g));

  assert.equal(requirements.length, 253);
  assert.equal(new Set(requirements.map(({ number }) => number)).size, 253);
  assert.deepEqual(
    requirements
      .filter(({ state }) => state === 'open' || state === 'partly')
      .map(({ number }) => number)
      .sort(),
    [...told].sort(),
  );
});

test('every test and file that the documents of security name is there', () => {
  const text = ['SECURITY.md', 'docs/security.md', 'CONTRIBUTING.md'].map((file) => readFileSync(file, 'utf8')).join();
  const files = text.match(/(?<=`)(?:(?:app|cli|components|db|e2e|lib)\/[\w./-]+|[\w-]+\.test\.ts)(?=`)/g) ?? [];

  assert.ok(files.length > 100, `${files.length} files were found`);
  assert.deepEqual(
    files.filter((file) => !existsSync(file)),
    [],
  );
});
