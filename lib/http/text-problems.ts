import type { ProblemDetail } from '#lib/contract/problem';
import { pathText } from '#lib/http/zod-details';

const deepest = 32;

type Place = { value: unknown; path: PropertyKey[] };

/** What a database cannot keep, before a schema looks at it: NUL, half a surrogate pair, nesting without end. */
export function textProblems(value: unknown): ProblemDetail[] {
  const problems: ProblemDetail[] = [];
  const open: Place[] = [{ value, path: [] }];
  for (let next = open.pop(); next !== undefined && problems.length < 100; next = open.pop()) {
    const { value, path } = next;
    const message = path.length > deepest ? `nested deeper than ${deepest} levels` : textProblem(value);
    if (message !== null) problems.push({ path: pathText(path), message });
    else if (typeof value === 'object' && value !== null)
      for (const member of membersOf(value, path)) open.push(member);
  }
  return problems;
}

function textProblem(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  if (value.includes('\0')) return 'contains a NUL character';
  return value.isWellFormed() ? null : 'contains half of a surrogate pair';
}

/** An object's names are text too. */
function membersOf(value: object, path: PropertyKey[]): Place[] {
  if (Array.isArray(value)) return value.map((member, index) => ({ value: member, path: [...path, index] }));
  return Object.entries(value).flatMap(([name, member]) => [
    { value: name, path },
    { value: member, path: [...path, name] },
  ]);
}
