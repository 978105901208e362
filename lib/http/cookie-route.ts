import type { z } from 'zod';
import type { Endpoint } from '#lib/contract/endpoint';
import { answerResponse, guarded, type RouteHandler, type RouteInput } from '#lib/http/route';
import type { Runtime } from '#lib/runtime/current';

type WithCookies<E extends Endpoint> = {
  answer: z.input<E['answer']>;
  cookies: string[];
  headers?: Record<string, string>;
};

/** A route whose answer signs in or out: it sets cookies. */
export function cookieRoute<E extends Endpoint>(
  endpoint: E,
  handle: (runtime: Runtime, input: RouteInput<E>) => Promise<WithCookies<E>>,
): RouteHandler {
  return guarded(endpoint, async (program, input, requestId) => {
    const { answer, cookies, headers = {} } = await handle(program, input);
    const response = answerResponse(answer, endpoint.status, requestId);
    for (const [name, value] of Object.entries(headers)) response.headers.set(name, value);
    for (const cookie of cookies) response.headers.append('set-cookie', cookie);
    return response;
  });
}
