import type { z } from 'zod';
import { type Access, type Endpoint, jsonType } from '#lib/contract/endpoint';
import { Problem, type ProblemCode, type ProblemDetail } from '#lib/contract/problem';

type Needed<Name extends string, Value> =
  Record<never, never> extends Value ? { [K in Name]?: Value } : { [K in Name]: Value };

/** What a call of this endpoint takes: the parts that its schemas require, and no others. */
export type CallParts<E extends Endpoint> = Needed<'params', z.input<E['params']>> &
  Needed<'query', z.input<E['query']>> &
  Needed<'body', z.input<E['body']>> & { headers?: Record<string, string>; signal?: AbortSignal };

type AnyParts = {
  params?: unknown;
  query?: unknown;
  body?: unknown;
  headers?: Record<string, string>;
  signal?: AbortSignal;
};

type Fetch = (url: string, options: RequestInit) => Promise<Response>;

type CallOf = { access?: Access; retryAt?: Date | null };

/** The server's answer was not the one that was asked for; `message` is written for a person. */
export class CallError extends Error {
  override readonly name = 'CallError';
  readonly status: number;
  readonly code: ProblemCode;
  readonly details: ProblemDetail[];
  readonly requestId: string | null;
  /** Who may call what was called; null when nothing was. */
  readonly access: Access | null;
  /** When trying again makes sense, where the server said so. */
  readonly retryAt: Date | null;

  constructor(status: number, error: Problem['error'] | { message: string }, call: CallOf = {}) {
    super(error.message);
    this.access = call.access ?? null;
    this.retryAt = call.retryAt ?? null;
    this.status = status;
    this.code = 'code' in error ? error.code : 'unexpected';
    this.details = 'details' in error ? error.details : [];
    this.requestId = 'requestId' in error ? error.requestId : null;
  }
}

/**
 * Calls an endpoint and answers what its contract promises, parsed. Throws `CallError` for every other answer of the
 * server; what `fetch` itself throws (no server, aborted) passes through.
 */
export async function callEndpoint<E extends Endpoint>(
  fetch: Fetch,
  base: string,
  endpoint: E,
  ...[parts]: Record<never, never> extends CallParts<E> ? [parts?: CallParts<E>] : [parts: CallParts<E>]
): Promise<z.output<E['answer']>> {
  const asked: AnyParts = parts ?? {};
  const response = await fetch(base + urlOf(endpoint, asked), requestOf(endpoint, asked));
  const text = await response.text();
  const call = { access: endpoint.access, retryAt: retryAtOf(response) };
  if (!response.ok && response.status !== endpoint.alsoStatus) throw problemOf(response.status, text, call);
  const parsed = endpoint.answer.safeParse(endpoint.mediaType === jsonType ? jsonOf(text) : text);
  if (parsed.success) return answerOf<E>(parsed.data);
  const issue = parsed.error.issues[0];
  const place = `${endpoint.method} ${endpoint.path}, at ${issue?.path.join('.') || 'the top'}`;
  const message = `The server's answer is not as agreed (${place}): ${issue?.message}`;
  throw new CallError(response.status, { message }, call);
}

/** True because `data` came from parsing with this endpoint's own schema. */
function answerOf<E extends Endpoint>(data: unknown): z.output<E['answer']> {
  return data as z.output<E['answer']>;
}

function requestOf(endpoint: Endpoint, { body, headers, signal }: AnyParts): RequestInit {
  return {
    method: endpoint.method,
    headers: {
      accept: 'application/json',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(signal ? { signal } : {}),
  };
}

/** The path of a call with its parameters and query filled in; values that are undefined or null are left out. */
export function urlOf(endpoint: Pick<Endpoint, 'path'>, parts: { params?: unknown; query?: unknown } = {}): string {
  const params = new Map(Object.entries(parts.params ?? {}));
  const path = endpoint.path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(params.get(name))));
  const query = new URLSearchParams(
    Object.entries(parts.query ?? {})
      .filter(([, value]) => value !== undefined && value !== null)
      .map(([name, value]) => [name, String(value)]),
  ).toString();
  return query === '' ? path : `${path}?${query}`;
}

function problemOf(status: number, text: string, call: CallOf): CallError {
  const problem = Problem.safeParse(jsonOf(text));
  return new CallError(
    status,
    problem.success ? problem.data.error : { message: `The server answered with status ${status}.` },
    call,
  );
}

function retryAtOf({ headers }: Response): Date | null {
  const seconds = Number(headers.get('retry-after') ?? Number.NaN);
  return Number.isNaN(seconds) ? null : new Date(Date.now() + seconds * 1000);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
