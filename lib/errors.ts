import { type Failure, type ProblemCode, type ProblemDetail, problemCodes } from '#lib/contract/problem';

export type ErrorParams = Failure['params'];

type AppErrorOptions = { cause?: unknown; details?: ProblemDetail[]; params?: ErrorParams };

/** An error whose sentence is written for a person. `code` decides its HTTP status and whether it is tried again. */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly code: ProblemCode;
  readonly details: ProblemDetail[];
  readonly params: ErrorParams;

  constructor(code: ProblemCode, message: string, options: AppErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.details = options.details ?? [];
    this.params = options.params ?? {};
  }
}

type CodedError = Error & { code: ProblemCode; details?: ProblemDetail[]; params?: ErrorParams };

/** Tells our errors by name and code: `instanceof` is false for an error thrown in Next's bundle. */
export function isAppError(error: unknown): error is CodedError {
  return error instanceof Error && error.name === 'AppError' && 'code' in error && String(error.code) in problemCodes;
}

/** The code of one of our errors; `unexpected` for everything else, which is a bug. */
export function codeOf(error: unknown): ProblemCode {
  return isAppError(error) ? error.code : 'unexpected';
}

/** Unknown errors retry too: a bug may be a passing fault, and the attempts are bounded. */
export function isRetryable(error: unknown): boolean {
  return problemCodes[codeOf(error)].retry;
}

/** What is kept of an error in the control plane. */
export function failureOf(error: unknown): Failure {
  const message = error instanceof Error ? error.message : String(error);
  return {
    code: codeOf(error),
    message: message.slice(0, 4000),
    params: isAppError(error) ? (error.params ?? {}) : {},
  };
}
