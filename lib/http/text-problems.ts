import type { ProblemDetail } from '#lib/contract/problem';

const deepest = 32;

/** What a database cannot keep, before a schema looks at it: NUL, half a surrogate pair, nesting without end. */
export function textProblems(value: unknown): ProblemDetail[] {
  const problems: ProblemDetail[] = [];
  const open: { value: unknown; path: string[] }[] = [{ value, path: [] }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { value, path } = next;
    const message = path.length > deepest ? `nested deeper than ${deepest} levels` : textProblem(value);
    if (message !== null) problems.push({ path: path.join('.'), message });
    else if (typeof value === 'object' && value !== null) open.push(...membersOf(value, path));
  }
  return problems.slice(0, 100);
}

function textProblem(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  if (value.includes('\0')) return 'contains a NUL character';
  return value.isWellFormed() ? null : 'contains half of a surrogate pair';
}

/** An object's names are text too. */
function membersOf(value: object, path: string[]): { value: unknown; path: string[] }[] {
  const names = Array.isArray(value) ? [] : Object.keys(value).map((name) => ({ value: name, path: [...path, name] }));
  return [...names, ...Object.entries(value).map(([name, member]) => ({ value: member, path: [...path, name] }))];
}
