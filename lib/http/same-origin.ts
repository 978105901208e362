import { AppError } from '#lib/errors';

const readOnly = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Refuses what a page of another site makes a browser send; reading is safe, browsers keep answers from other sites. */
export function refuseForeignCaller(request: Request): void {
  if (readOnly.has(request.method) || !isCrossSite(request)) return;
  throw new AppError('forbidden', 'A page of another site may not change anything here.');
}

function isCrossSite(request: Request): boolean {
  const site = request.headers.get('sec-fetch-site');
  if (site !== null && site !== 'same-origin' && site !== 'none') return true;
  const origin = request.headers.get('origin');
  return origin !== null && hostOf(origin) !== request.headers.get('host')?.toLowerCase();
}

function hostOf(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).host : null;
}
