import type { z } from 'zod';
import type { ProblemDetail } from '#lib/contract/problem';
import { AppError } from '#lib/errors';

/** Each problem of an input with its path, as `stores[3].port`; an unknown name is a problem of its own. */
export function zodDetails(
  error: { issues: readonly z.core.$ZodIssue[] },
  under: readonly PropertyKey[] = [],
): ProblemDetail[] {
  return error.issues.flatMap((issue) => {
    const path = [...under, ...issue.path];
    if (issue.code !== 'unrecognized_keys') return [{ path: pathText(path), message: issue.message }];
    return issue.keys.map((name) => ({ path: pathText([...path, name]), message: 'is not known here' }));
  });
}

export function pathText(path: readonly PropertyKey[]): string {
  const text = path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`)).join('');
  return text.replace(/^\./, '');
}

export function invalidInput(details: ProblemDetail[]): AppError {
  const [first] = details;
  const place = first && first.path !== '' ? `${first.path}: ` : '';
  const more = details.length > 1 ? ` (and ${details.length - 1} more)` : '';
  return new AppError('invalid_input', `${place}${first?.message ?? 'the input is not valid'}${more}`, { details });
}
