import type { ColumnBatch } from '#lib/columns/batch';
import type { ProblemCode, ProblemDetail } from '#lib/contract/problem';
import { AppError, codeOf, isAppError } from '#lib/errors';
import type { SourceLimits } from '#lib/sources/connection-settings';
import type { SourcePage, SourcePeriod, SourceShape, StoreConnection, TestShapes } from '#lib/sources/source';

/** What a thread is asked to do over the port of one session. */
export type Question =
  | { kind: 'open'; store: StoreConnection; shape: SourceShape; limits: SourceLimits }
  | { kind: 'figures'; period: SourcePeriod }
  | { kind: 'control'; period: SourcePeriod }
  | { kind: 'extract'; period: SourcePeriod; whole: boolean; expectedRows: number | null }
  | { kind: 'test'; store: StoreConnection; shapes: TestShapes; limits: SourceLimits }
  | { kind: 'probe'; store: StoreConnection; limits: SourceLimits };

export type ToThread =
  | { kind: 'ask'; question: Question }
  /** One more batch may be sent. */
  | { kind: 'credit' }
  | { kind: 'abort'; failure: SentError }
  | { kind: 'close' };

export type FromThread =
  | { kind: 'answer'; value: unknown }
  | { kind: 'failure'; failure: SentError }
  | { kind: 'batch'; batch: ColumnBatch }
  | { kind: 'page'; page: SourcePage };

/** Batches on the way or waiting to be written, of one session: what bounds its memory. */
export const batchesAhead = 3;

/** An error as it crosses threads, where classes get lost. */
export type SentError = {
  code: ProblemCode;
  message: string;
  details: ProblemDetail[];
  params: Record<string, string | number | boolean | null>;
  stack: string | undefined;
};

export function sentError(error: unknown): SentError {
  const isOurs = isAppError(error);
  return {
    code: codeOf(error),
    message: error instanceof Error ? error.message : String(error),
    details: isOurs ? (error.details ?? []) : [],
    params: isOurs ? (error.params ?? {}) : {},
    stack: error instanceof Error ? error.stack : undefined,
  };
}

export function receivedError(sent: SentError): Error {
  const { message, details, params } = sent;
  if (sent.code === 'unexpected') return Object.assign(new Error(message), { stack: sent.stack });
  return new AppError(sent.code, message, { details, params });
}
