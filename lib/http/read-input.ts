import type { z } from 'zod';
import type { Endpoint } from '#lib/contract/endpoint';
import { AppError } from '#lib/errors';
import { pathParams } from '#lib/http/path-params';
import { readJson } from '#lib/http/read-json';
import { textProblems } from '#lib/http/text-problems';
import { invalidInput, zodDetails } from '#lib/http/zod-details';

type Input = { params: unknown; query: unknown; body: unknown };

/** The three parts of a request, each parsed by its schema; the first part with a problem is refused. */
export async function readInput(request: Request, endpoint: Endpoint): Promise<Input> {
  const url = new URL(request.url);
  const params = parsed(endpoint.params, pathParams(endpoint.path, url.pathname));
  const query = parsed(endpoint.query, queryObject(url.searchParams));
  if (endpoint.method === 'GET' || endpoint.method === 'DELETE') return { params, query, body: {} };
  return { params, query, body: parsed(endpoint.body, (await readJson(request)) ?? {}) };
}

function parsed(schema: z.ZodType, value: unknown): unknown {
  const problems = textProblems(value);
  if (problems.length > 0) throw invalidInput(problems);
  const result = schema.safeParse(value);
  if (!result.success) throw invalidInput(zodDetails(result.error));
  return result.data;
}

/** A parameter that is given twice is refused: which one was meant? */
function queryObject(query: URLSearchParams): Record<string, string> {
  const names = [...query.keys()];
  const repeated = names.find((name, index) => names.indexOf(name) !== index);
  if (repeated === undefined) return Object.fromEntries(query);
  throw new AppError('invalid_input', `${repeated} is given more than once.`, {
    details: [{ path: repeated, message: 'give it once, with commas between several values' }],
  });
}
