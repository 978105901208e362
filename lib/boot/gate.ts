import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Access } from '#lib/access/access';
import type { Handler } from '#lib/boot/front-door';
import type { Logger } from '#lib/log';

/** Routes ask for themselves, and answer as problems. */
const asksItself = /^\/(?:api|health|metrics)(?:\/|$)/;
/** What is needed to sign in, and files that are the same for everybody. */
const openToAll = /^\/(?:_next\/static\/.*|sign-in|setup|invitation|icon\.svg|favicon\.ico|manifest\.webmanifest)$/;

type Gate = { access: Pick<Access, 'identify' | 'setupToken'>; log: Logger };

/** In front of all pages: who is not signed in is sent to do so, whatever the page itself would answer. */
export function gated(next: Handler, { access, log }: Gate): Handler {
  return async (request, response) => {
    const path = (request.url ?? '/').split('?')[0] ?? '/';
    if (asksItself.test(path) || openToAll.test(path)) return next(request, response);
    const identity = await access.identify(headersOf(request)).catch((error: unknown) => {
      log.warn({ err: error, path }, 'who asks for a page could not be told');
      return null;
    });
    if (identity) return next(request, response);
    const isSetUp = await access.setupToken().then(
      (token) => token === null,
      (error: unknown) => {
        log.warn({ err: error }, 'whether there is an administrator could not be told');
        return true;
      },
    );
    redirect(response, isSetUp ? `/sign-in${wayBack(request)}` : '/setup');
  };
}

/** Where a page was asked for, one comes back to it. */
function wayBack({ method, url = '/' }: IncomingMessage): string {
  return method === 'GET' && url !== '/' && !url.includes('_rsc=') ? `?next=${encodeURIComponent(url)}` : '';
}

function redirect(response: ServerResponse, to: string): void {
  response.writeHead(303, { Location: to, 'Cache-Control': 'no-store' }).end();
}

function headersOf({ headers }: IncomingMessage): Headers {
  const own = new Headers();
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) own.set(name, [value].flat().join('; '));
  }
  return own;
}
