import { CallError } from '#lib/contract/call';
import type { ProblemCode, ProblemDetail } from '#lib/contract/problem';

/** `unreachable`: no answer at all, so the fault is the link to the server or the server itself. */
export type SeenProblem = {
  code: ProblemCode | 'unreachable';
  message: string;
  details: readonly ProblemDetail[];
  requestId: string | null;
};

/** What a panel can say about whatever was thrown. */
export function problemOf(error: unknown): SeenProblem {
  if (error instanceof CallError) {
    const { code, message, details, requestId } = error;
    return { code, message, details, requestId };
  }
  // A page that failed on the server arrives as a number for its log alone.
  if (error instanceof Error && 'digest' in error) {
    return { code: 'unexpected', message: '', details: [], requestId: String(error.digest) };
  }
  const message = error instanceof Error ? error.message : String(error);
  const unreachable = error instanceof TypeError;
  return { code: unreachable ? 'unreachable' : 'unexpected', message, details: [], requestId: null };
}

/** What is wrong with one field of a form, by its path in the body. */
export function detailOf(error: unknown, path: string): string | undefined {
  if (!(error instanceof CallError)) return undefined;
  return error.details.find((detail) => detail.path === path || detail.path === `body.${path}`)?.message;
}

/** When trying again makes sense, where the server said so. */
export function triesAgainAt(error: unknown): string | null {
  return error instanceof CallError ? (error.retryAt?.toISOString() ?? null) : null;
}
