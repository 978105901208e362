import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { addressHeader, blockListOf, clientAddress } from '#lib/access/client-address';
import { answerEarly, refuse, refuseAddress } from '#lib/boot/early-answers';
import { hostIsExpected } from '#lib/boot/host-check';
import { securityHeaders } from '#lib/boot/security-headers';
import type { Config } from '#lib/config';
import type { Liveness } from '#lib/contract/health';
import { AppError } from '#lib/errors';

export type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

export type FrontDoor = {
  server: Server;
  address: string;
  /** Hands all further requests to the pages and routes. */
  open: (handler: Handler) => void;
  /** What the program is doing while it does not serve yet. */
  say: (phase: string) => void;
  /** Takes no more connections; waits for the requests under way, `graceMs` at most. */
  close: (graceMs: number) => Promise<void>;
};

const headersTimeoutMs = 15_000;
const requestTimeoutMs = 60_000;

/** Listens at once, so that probes get an answer while the program starts. */
export async function openFrontDoor(config: Config, liveness: Liveness): Promise<FrontDoor> {
  const dev = config.NODE_ENV === 'development';
  const https = config.PUBLIC_URL?.startsWith('https:') ?? false;
  const trusted = blockListOf(config.TRUSTED_PROXIES);
  let phase = 'starting';
  let handler: Handler | null = null;
  const server = createServer({ headersTimeout: headersTimeoutMs, requestTimeout: requestTimeoutMs });
  server.on('request', (request, response) => {
    // A connection that is kept alive for a next request would keep a closing server waiting.
    response.once('close', () => setImmediate(() => server.listening || server.closeIdleConnections()));
    const headers = securityHeaders(request.url ?? '/', { dev, https });
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    if (!hostIsExpected(config, request.headers.host)) return refuse(response, request.headers.host);
    request.headers[addressHeader] = clientAddress(request, trusted) ?? undefined;
    request.headers['content-security-policy'] = headers['Content-Security-Policy'];
    if (!isPlain(request.url ?? '/')) return refuseAddress(response);
    if (handler) void handler(request, response);
    else answerEarly(request, response, { phase, liveness });
  });
  // A connection that was upgraded is no longer the server's: closing would wait for it for ever.
  const upgraded = new Set<Duplex>();
  server.on('upgrade', (request, socket) => {
    upgraded.add(socket);
    socket.once('close', () => upgraded.delete(socket));
    if (!dev || !hostIsExpected(config, request.headers.host)) refuseUpgrade(socket);
  });
  const address = await listen(server, config);
  return {
    server,
    address,
    open: (next) => {
      handler = next;
    },
    say: (text) => {
      phase = text;
    },
    close: async (graceMs) => {
      const closed = close(server, graceMs);
      for (const socket of upgraded) socket.destroy();
      await closed;
    },
  };
}

/**
 * The pages would answer a bare error to an address that no name can be read from, and they take `/a/../b` for `/b`,
 * which the gate in front of them does not.
 */
function isPlain(url: string): boolean {
  try {
    const names = decodeURIComponent(url.split('?')[0] ?? '').split(/[/\\]/);
    return !names.includes('..') && !names.includes('.');
  } catch {
    return false;
  }
}

/** The product speaks no other protocol; in development Next takes its own. */
function refuseUpgrade(socket: Duplex): void {
  socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
}

function listen(server: Server, { HOST, PORT }: Config): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => reject(notListening(HOST, PORT, cause)));
    server.listen(PORT, HOST, () => resolve(addressOf(server, HOST)));
  });
}

function notListening(host: string, port: number, cause: NodeJS.ErrnoException): AppError {
  const reasons: Record<string, string> = {
    EADDRINUSE: 'another program uses the port. Stop it, or set PORT to another one (0 takes any that is free)',
    EACCES: 'this user may not use that port. Set PORT to one above 1023',
    EADDRNOTAVAIL: 'this machine has no such address. Set HOST to one of its own',
    ENOTFOUND: 'the name is unknown. Set HOST to an address of this machine',
  };
  const reason = reasons[cause.code ?? ''] ?? cause.message;
  return new AppError('conflict', `Cannot listen on ${host}:${port}: ${reason}.`, { cause });
}

function addressOf(server: Server, host: string): string {
  const bound = server.address();
  const port = isAddress(bound) ? bound.port : 0;
  const everywhere = host === '0.0.0.0' || host === '::';
  const name = everywhere ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host;
  return `http://${name}:${port}`;
}

function isAddress(bound: AddressInfo | string | null): bound is AddressInfo {
  return typeof bound === 'object' && bound !== null;
}

async function close(server: Server, graceMs: number): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeIdleConnections();
  const limit = setTimeout(() => server.closeAllConnections(), graceMs);
  await closed;
  clearTimeout(limit);
}
