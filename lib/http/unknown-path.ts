import { AppError } from '#lib/errors';
import { problemResponse } from '#lib/http/problem-response';
import { requestIdOf } from '#lib/http/request-id';

/** Programs that ask for a path that is not there get a problem, not a page. */
export async function unknownPath(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  const error = new AppError('not_found', `There is nothing at ${pathname}. What is there: GET /api/openapi.json`);
  return problemResponse(error, { request, requestId: requestIdOf(request) });
}
