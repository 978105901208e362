import { join } from 'node:path';
import sirv from 'sirv';
import type { Handler } from '#lib/boot/front-door';

const prefix = '/_next/static/';
const yearSeconds = 365 * 24 * 60 * 60;

/**
 * Answers for the build's scripts and styles, compressed as the build left them; everything else, and what is not
 * there, goes on to `next`. Their names change with their content, so browsers keep them.
 */
export function withStaticAssets(root: string, next: Handler): Handler {
  const serve = sirv(join(root, '.next', 'static'), { brotli: true, immutable: true, maxAge: yearSeconds, etag: true });
  return async (request, response) => {
    const { url } = request;
    if (!url?.startsWith(prefix)) return next(request, response);
    request.url = url.slice(prefix.length - 1);
    serve(request, response, () => {
      request.url = url;
      void next(request, response);
    });
  };
}
