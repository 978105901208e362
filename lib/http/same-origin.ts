import type { Config } from '#lib/config';
import { AppError } from '#lib/errors';

const readOnly = new Set(['GET', 'HEAD', 'OPTIONS']);

type About = {
  /** Whether the cookie of a session came with it, which a browser adds to whatever a page makes it send. */
  hasSession: boolean;
  config: Pick<Config, 'PUBLIC_URL'>;
};

/**
 * Refuses what a page of another site makes a browser send; reading is safe, browsers keep answers from other sites.
 * With a session a browser has to say where the request comes from: all of today's do.
 */
export function refuseForeignCaller(request: Request, { hasSession, config }: About): void {
  if (readOnly.has(request.method)) return;
  const site = request.headers.get('sec-fetch-site');
  const origin = request.headers.get('origin');
  if (site !== null && site !== 'same-origin' && site !== 'none') throw foreign();
  if (origin !== null && !isOurs(origin, request.headers.get('host'), config)) throw foreign();
  if (hasSession && site === null && origin === null) {
    throw new AppError('forbidden', 'With a session a change needs the Origin header; programs use a key.');
  }
}

const foreign = () => new AppError('forbidden', 'A page of another site may not change anything here.');

/**
 * Behind a proxy the Host header may be the proxy's own: the public address counts as well. Where that is https, a page
 * that came over http under the same name is not ours: anybody on the way may have written it.
 */
function isOurs(origin: string, host: string | null, { PUBLIC_URL }: Pick<Config, 'PUBLIC_URL'>): boolean {
  if (!URL.canParse(origin)) return false;
  const { host: asked, origin: whole } = new URL(origin);
  const known = PUBLIC_URL === undefined ? null : new URL(PUBLIC_URL);
  return known?.host === asked ? known.origin === whole : asked === host?.toLowerCase();
}
