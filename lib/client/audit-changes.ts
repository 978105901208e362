/** One field that an act changed; `undefined` where it was not there. */
export type Change = { path: string; before: string | undefined; after: string | undefined };

/** What differs between two states, field by field, in the order in which the fields stand. */
export function changesOf(before: unknown, after: unknown): Change[] {
  const old = new Map(fieldsOf(before));
  const now = new Map(fieldsOf(after));
  return [...new Set([...old.keys(), ...now.keys()])]
    .map((path) => ({ path, before: old.get(path), after: now.get(path) }))
    .filter((change) => change.before !== change.after);
}

/** Every value by its path: `hold.reason`. A list is one value. */
export function fieldsOf(value: unknown, path = ''): [string, string][] {
  if (value === null || value === undefined) return path === '' ? [] : [[path, '—']];
  if (typeof value !== 'object' || Array.isArray(value)) return [[path, textOf(value)]];
  return Object.entries(value).flatMap(([name, inner]) => fieldsOf(inner, path === '' ? name : `${path}.${name}`));
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value) && value.every((each) => typeof each !== 'object')) return value.join(', ');
  return JSON.stringify(value);
}
