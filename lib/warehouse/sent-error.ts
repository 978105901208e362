import { AppError, isAppError } from '#lib/errors';
import type { SentError } from '#lib/warehouse/protocol';

/** Structured cloning keeps neither the class nor the code of an error. */
export function sentErrorOf(error: unknown): SentError {
  if (isAppError(error)) {
    return { code: error.code, message: error.message, params: error.params ?? {}, stack: error.stack };
  }
  const message = error instanceof Error ? error.message : String(error);
  return { code: null, message, params: {}, stack: error instanceof Error ? error.stack : undefined };
}

export function errorOf(sent: SentError): Error {
  if (sent.code !== null) return new AppError(sent.code, sent.message, { params: sent.params });
  const bug = new Error(sent.message);
  if (sent.stack !== undefined) bug.stack = sent.stack;
  return bug;
}
