import type { z } from 'zod';
import type { ProblemDetail } from '#lib/contract/problem';
import { AppError } from '#lib/errors';

/** Each problem of an input with its path, as `period.from`; an unknown name is a problem of its own. */
export function zodDetails(error: { issues: readonly z.core.$ZodIssue[] }, under: string[] = []): ProblemDetail[] {
  return error.issues.flatMap((issue) => {
    const path = [...under, ...issue.path.map(String)];
    if (issue.code !== 'unrecognized_keys') return [{ path: path.join('.'), message: issue.message }];
    return issue.keys.map((name) => ({ path: [...path, name].join('.'), message: 'is not known here' }));
  });
}

export function invalidInput(details: ProblemDetail[]): AppError {
  const [first] = details;
  const place = first && first.path !== '' ? `${first.path}: ` : '';
  const more = details.length > 1 ? ` (and ${details.length - 1} more)` : '';
  return new AppError('invalid_input', `${place}${first?.message ?? 'The input is not valid.'}${more}`, { details });
}
