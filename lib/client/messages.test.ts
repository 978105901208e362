import assert from 'node:assert/strict';
import { test } from 'node:test';
import { problemCodes } from '#lib/contract/problem';
import { endedRunStates } from '#lib/contract/run';
import en from '#messages/en.json' with { type: 'json' };
import es from '#messages/es.json' with { type: 'json' };

function flat(place: unknown, path = ''): [string, string][] {
  if (typeof place === 'string') return [[path, place]];
  return Object.entries(place ?? {}).flatMap(([name, inner]) => flat(inner, path === '' ? name : `${path}.${name}`));
}

const english = new Map(flat(en));
const spanish = new Map(flat(es));

test('every text exists in both languages', () => {
  assert.deepEqual([...spanish.keys()].toSorted(), [...english.keys()].toSorted());
});

test('no text is empty, and both languages fill the same holes', () => {
  for (const [path, text] of english) {
    assert.notEqual(text.trim(), '', path);
    assert.deepEqual(holes(spanish.get(path) ?? ''), holes(text), path);
  }
});

test('every error code has its words', () => {
  for (const code of Object.keys(problemCodes)) {
    assert.ok(spanish.has(`problem.${code}`) && spanish.has(`failure.${code}`), code);
  }
});

test('every end of a run has its line in the log', () => {
  for (const state of endedRunStates) assert.ok(spanish.has(`logLine.run_${state}`), state);
});

/** The names that a text takes. Braces open a name and, inside it, a form of a plural, in turn. */
function holes(text: string): string[] {
  let depth = 0;
  const names = new Set<string>();
  for (const [brace, name] of text.matchAll(/\{(\w*)|\}/g)) {
    depth += brace === '}' ? -1 : 1;
    if (brace !== '}' && depth % 2 === 1 && name) names.add(name);
  }
  return [...names].toSorted();
}
