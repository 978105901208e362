import { judgeUrl } from '#lib/egress/judge-url';
import type { EgressPolicy } from '#lib/egress/policy';
import { refused } from '#lib/egress/refused';

export type Hop = { url: URL; method: string; headers: Record<string, string>; body: string | null };

const redirecting = new Set([301, 302, 303, 307, 308]);
/** All that another origin learns: no authorization, no cookie, no key under a name of its own. */
const forOthers = new Set(['accept', 'accept-language', 'user-agent']);

/** Where a redirect leads, judged like the first address; null when the answer is none. */
export function nextHop(
  hop: Hop,
  { status, location }: { status: number; location: string | undefined },
  policy: EgressPolicy,
): Hop | null {
  if (!redirecting.has(status) || location === undefined) return null;
  const { host } = hop.url;
  const target = URL.parse(location, hop.url);
  if (!target) throw refused('redirect', host, 'it leads to no URL');
  const url = judgeUrl(target, policy);
  if (hop.url.protocol === 'https:' && url.protocol === 'http:')
    throw refused('redirect', host, 'it leads from https to http');
  const isGet = status === 303 ? hop.method !== 'HEAD' : status < 303 && hop.method === 'POST';
  const next = isGet ? { method: 'GET', headers: withoutBody(hop.headers), body: null } : hop;
  if (url.origin === hop.url.origin) return { ...next, url };
  if (next.body !== null) throw refused('redirect', host, `it would hand the request's body to ${url.host}`);
  return { ...next, url, headers: kept(next.headers, (name) => forOthers.has(name)) };
}

const withoutBody = (headers: Hop['headers']): Hop['headers'] => kept(headers, (name) => !name.startsWith('content-'));

function kept(headers: Hop['headers'], isKept: (name: string) => boolean): Hop['headers'] {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => isKept(name.toLowerCase())));
}
