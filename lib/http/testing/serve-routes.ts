import { once } from 'node:events';
import { globSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream as NodeReadableStream } from 'node:stream/web';
import { pathToFileURL } from 'node:url';

type Handler = (request: Request) => Promise<Response>;
export type Served = { pattern: string[]; handlers: Map<string, Handler> };
type Owner = { after: (close: () => Promise<void>) => void };

/** The route files of `app/` behind a plain HTTP server on a free port: the handlers as they are, without Next. */
export async function serveRoutes(owner: Owner): Promise<string> {
  return serve(owner, await routesOf(join(import.meta.dirname, '..', '..', '..', 'app')));
}

/** Answers the server's base URL. */
export async function serve(owner: Owner, routes: Served[]): Promise<string> {
  const server = createServer((incoming, outgoing) => {
    answer(routes, incoming, outgoing).catch((error) => outgoing.destroy(error));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  owner.after(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });
  return `http://127.0.0.1:${portOf(server.address())}`;
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return address.port;
}

export async function routesOf(app: string): Promise<Served[]> {
  const files = globSync('**/route.ts', { cwd: app });
  const routes = await Promise.all(files.map((file) => routeOf(app, file)));
  return routes.sort((a, b) => rank(a).localeCompare(rank(b)));
}

async function routeOf(app: string, file: string): Promise<Served> {
  const module: Record<string, Handler> = await import(pathToFileURL(join(app, file)).href);
  return { pattern: dirname(file).split('/'), handlers: new Map(Object.entries(module)) };
}

/** Fixed names go before parameters, and those before "everything else". */
function rank({ pattern }: Served): string {
  return pattern.map((part) => (part.startsWith('[...') ? '3' : part.startsWith('[') ? '2' : '1')).join('');
}

async function answer(routes: Served[], incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const request = requestOf(incoming);
  const path = new URL(request.url).pathname.split('/').slice(1);
  const handler = routes.find(({ pattern }) => matches(pattern, path))?.handlers.get(request.method);
  await send(handler ? await handler(request) : new Response(null, { status: 405 }), outgoing);
}

function matches(pattern: string[], path: string[]): boolean {
  const rest = pattern.at(-1)?.startsWith('[...') ?? false;
  if (rest ? path.length < pattern.length : path.length !== pattern.length) return false;
  return pattern.every((part, index) => part.startsWith('[') || part === path[index]);
}

function requestOf(incoming: IncomingMessage): Request {
  const headers = new Headers();
  for (const [name, values] of Object.entries(incoming.headersDistinct)) {
    for (const value of values ?? []) headers.append(name, value);
  }
  const method = incoming.method ?? 'GET';
  const hasBody = method !== 'GET' && method !== 'HEAD';
  return new Request(`http://${incoming.headers.host}${incoming.url}`, {
    method,
    headers,
    ...(hasBody ? { body: bodyOf(incoming), duplex: 'half' } : {}),
  });
}

/** Node's type of a web stream and the browser's name the same object. */
function nodeStreamOf(body: ReadableStream<Uint8Array>): NodeReadableStream<Uint8Array> {
  return body as NodeReadableStream<Uint8Array>;
}

/** Node's type of a web stream and the browser's name the same object. */
function bodyOf(incoming: IncomingMessage): ReadableStream<Uint8Array> {
  return Readable.toWeb(incoming) as ReadableStream<Uint8Array>;
}

async function send(response: Response, outgoing: ServerResponse): Promise<void> {
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  if (response.body) await pipeline(Readable.fromWeb(nodeStreamOf(response.body)), outgoing);
  else outgoing.end();
}
