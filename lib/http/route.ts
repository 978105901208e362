import type { z } from 'zod';
import { addressHeader } from '#lib/access/client-address';
import type { Endpoint } from '#lib/contract/endpoint';
import { codeOf } from '#lib/errors';
import { audited } from '#lib/http/audited';
import { admit, type Caller, callerOf } from '#lib/http/caller';
import { pathParams } from '#lib/http/path-params';
import { problemResponse } from '#lib/http/problem-response';
import { readInput } from '#lib/http/read-input';
import { requestIdOf } from '#lib/http/request-id';
import { type Runtime, runtime } from '#lib/runtime/current';

export type RouteInput<E extends Endpoint> = {
  params: z.output<E['params']>;
  query: z.output<E['query']>;
  body: z.output<E['body']>;
  caller: Caller;
  signal: AbortSignal;
};

export type RouteHandler = (request: Request) => Promise<Response>;

/**
 * Turns "input of an endpoint → its answer" into a route handler: who may call, parse, run, answer. Errors become
 * problems by their code; what has no code is a bug: it is logged, and the caller gets its request id alone.
 */
export function route<E extends Endpoint>(
  endpoint: E,
  handle: (runtime: Runtime, input: RouteInput<E>) => z.input<E['answer']> | Promise<z.input<E['answer']>>,
  statusOf: (answer: z.input<E['answer']>) => number = () => endpoint.status,
): RouteHandler {
  return guarded(endpoint, async (program, input, requestId) => {
    const answer = await handle(program, input);
    if (program.config.NODE_ENV !== 'production') endpoint.answer.parse(answer);
    return answerResponse(answer, statusOf(answer), requestId);
  });
}

type Guarded<E extends Endpoint> = (program: Runtime, input: RouteInput<E>, requestId: string) => Promise<Response>;

/** What every route does around its own work: who may call, the parsed input, the audit, and problems for errors. */
export function guarded<E extends Endpoint>(endpoint: E, work: Guarded<E>): RouteHandler {
  return async (request) => {
    const requestId = requestIdOf(request);
    try {
      const program = runtime();
      const caller = await callerOf(program, request).catch((error: unknown) => {
        const { method, url } = request;
        const address = request.headers.get(addressHeader);
        program.log.warn(
          { requestId, method, path: new URL(url).pathname, address, code: codeOf(error) },
          'a caller was turned away',
        );
        throw error;
      });
      const params = pathParams(endpoint.path, new URL(request.url).pathname);
      return await audited(
        { program, endpoint, caller, params, requestId },
        {
          enter: async () => {
            admit(program, caller, endpoint);
            return inputOf<E>(await readInput(request, endpoint));
          },
          work: (input) => work(program, { ...input, caller, signal: request.signal }, requestId),
        },
      );
    } catch (error) {
      return problemResponse(error, { request, requestId });
    }
  };
}

/** True because `readInput` parsed the parts with this endpoint's own schemas. */
function inputOf<E extends Endpoint>(parts: unknown): Pick<RouteInput<E>, 'params' | 'query' | 'body'> {
  return parts as Pick<RouteInput<E>, 'params' | 'query' | 'body'>;
}

/** An answer as JSON; none where there is nothing to say. */
export function answerResponse(answer: unknown, status: number, requestId: string): Response {
  return new Response(status === 204 ? null : JSON.stringify(answer), {
    status,
    headers: {
      ...(status === 204 ? {} : { 'content-type': 'application/json; charset=utf-8' }),
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'x-request-id': requestId,
    },
  });
}
