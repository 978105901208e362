import { Agent, request as send } from 'undici';
import { judgeUrl } from '#lib/egress/judge-url';
import type { EgressPolicy } from '#lib/egress/policy';
import { acceptedEncodings, readCapped } from '#lib/egress/read-capped';
import { type Hop, nextHop } from '#lib/egress/redirects';
import { refused } from '#lib/egress/refused';
import { vettedConnector } from '#lib/egress/vetted-connector';
import { AppError, isAppError } from '#lib/errors';

export type SafeRequest = {
  method?: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  headers?: Record<string, string>;
  body?: string;
  /** How many redirects are followed, 5 at most. Without it a redirect is the answer. */
  redirects?: number;
  /** Of the decoded body; 0 leaves the body unread, however long it is. */
  maxBytes?: number;
  /** For all of it: names, redirects and the last byte of the answer. */
  deadlineMs?: number;
  signal?: AbortSignal;
};

export type SafeAnswer = { status: number; headers: Record<string, string>; url: string; body: Buffer };

const mostRedirects = 5;
const usualBytes = 10_000_000;
const usualDeadlineMs = 30_000;

/**
 * The one way out of the program over HTTP. Throws `source_rejected` for what breaks a rule, `source_unavailable` for what cannot be
 * reached, `timed_out` at the deadline. Messages name the host and never the path or the query, which may hold a token.
 */
export async function safeFetch(
  policy: EgressPolicy,
  address: string | URL,
  request: SafeRequest = {},
): Promise<SafeAnswer> {
  const { method = 'GET', headers = {}, body = null, deadlineMs = usualDeadlineMs } = request;
  const most = Math.min(request.redirects ?? 0, mostRedirects);
  const deadline = AbortSignal.timeout(deadlineMs);
  const signal = request.signal ? AbortSignal.any([request.signal, deadline]) : deadline;
  let hop: Hop = { url: judgeUrl(address, policy), method, headers, body };
  try {
    for (let followed = 0; ; followed += 1) {
      const got = await oneHop(policy, hop, { most, deadlineMs, signal, maxBytes: request.maxBytes ?? usualBytes });
      if ('answer' in got) return got.answer;
      if (followed === most) throw refused('redirect', hop.url.host, `more than ${most} redirects`);
      hop = got.next;
    }
  } catch (error) {
    request.signal?.throwIfAborted();
    if (isAppError(error)) throw error;
    const { host } = hop.url;
    if (deadline.aborted) throw new AppError('timed_out', `${host}: no answer in ${deadlineMs} ms`, { cause: error });
    throw new AppError('source_unavailable', `${host}: ${textOf(error)}`, { cause: error });
  }
}

type Limits = { most: number; deadlineMs: number; signal: AbortSignal; maxBytes: number };

/** One request on a connection of its own: nothing is left open for a later one, which would not be judged. */
async function oneHop(policy: EgressPolicy, hop: Hop, limits: Limits): Promise<{ answer: SafeAnswer } | { next: Hop }> {
  const { deadlineMs, signal, maxBytes } = limits;
  const { method, headers, body, url } = hop;
  const agent = new Agent({
    connect: vettedConnector(policy, { timeoutMs: deadlineMs, signal }),
    headersTimeout: deadlineMs,
    bodyTimeout: deadlineMs,
  });
  const asked = { 'accept-encoding': acceptedEncodings, ...headers };
  try {
    const got = await send(url, { method, headers: asked, body, signal, dispatcher: agent });
    // A body that nobody reads ends with its connection, which is no failure; one that is read has its errors told there.
    got.body.on('error', () => undefined);
    const heads = oneEach(got.headers);
    const next = limits.most > 0 ? nextHop(hop, { status: got.statusCode, location: heads.location }, policy) : null;
    if (next) return { next };
    const reading = { host: url.host, encoding: heads['content-encoding'] ?? '', maxBytes };
    const bytes = maxBytes === 0 || method === 'HEAD' ? Buffer.alloc(0) : await readCapped(got.body, reading);
    return { answer: { status: got.statusCode, headers: heads, url: url.href, body: bytes } };
  } finally {
    await agent.destroy();
  }
}

/** A header that came several times counts once, by its first value. */
function oneEach(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  const entries = Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value[0] : value]);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

function textOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.message === '' && 'code' in error ? String(error.code) : error.message;
}
