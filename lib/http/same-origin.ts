import { AppError } from '#lib/errors';

const loopbackHost = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/i;
const readOnly = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses what another web page makes a browser send. A page may rebind its own name to 127.0.0.1, so a server that
 * is bound to loopback answers to loopback names only.
 */
export function refuseForeignCaller(request: Request, boundTo: string): void {
  const host = request.headers.get('host') ?? '';
  if (isLoopback(boundTo) && !loopbackHost.test(host)) {
    throw new AppError(
      'forbidden',
      `This server answers on this machine only, not under the name ${JSON.stringify(host)}.`,
    );
  }
  if (!readOnly.has(request.method) && isCrossSite(request, host)) {
    throw new AppError('forbidden', 'A page of another site may not change anything here.');
  }
}

function isLoopback(address: string): boolean {
  return loopbackHost.test(address) || address === '::1';
}

function isCrossSite(request: Request, host: string): boolean {
  const site = request.headers.get('sec-fetch-site');
  if (site !== null && site !== 'same-origin' && site !== 'none') return true;
  const origin = request.headers.get('origin');
  return origin !== null && hostOf(origin) !== host.toLowerCase();
}

function hostOf(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).host : null;
}
