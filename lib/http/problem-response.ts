import { type Problem, type ProblemCode, problemCodes } from '#lib/contract/problem';
import { type ErrorParams, isAppError } from '#lib/errors';
import { storageError } from '#lib/http/storage-error';
import { runtime } from '#lib/runtime/current';

type About = { request: Request; requestId: string };

/** The wall: every error leaves as a problem. The text of a bug stays in our log, beside the request id. */
export function problemResponse(error: unknown, about: About): Response {
  const known = isAppError(error) ? error : storageError(error);
  const code: ProblemCode = known?.code ?? 'unexpected';
  const { status } = problemCodes[code];
  if (status >= 500) report(error, code, about);
  const body: Problem = {
    error: {
      code,
      message: known?.message ?? `Something went wrong here. The server's log has it under request ${about.requestId}.`,
      details: known?.details ?? [],
      requestId: about.requestId,
    },
  };
  return Response.json(body, {
    status,
    headers: {
      ...retryAfter(known),
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'x-request-id': about.requestId,
    },
  });
}

/** Who tried too often is told when to come back. */
function retryAfter(error: { params?: ErrorParams } | undefined): Record<string, string> {
  const seconds = error?.params?.seconds;
  return typeof seconds === 'number' ? { 'retry-after': String(seconds) } : {};
}

function report(error: unknown, code: ProblemCode, { request, requestId }: About): void {
  const path = new URL(request.url).pathname;
  const line = { requestId, method: request.method, path, code, err: error };
  globalThis.fluxionRuntime
    ? runtime().log.error(line, 'A request failed.')
    : process.stderr.write(`${String(error)}\n`);
}
