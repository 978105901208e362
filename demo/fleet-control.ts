import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { z } from 'zod';
import { portOf } from '#demo/fault-proxy';
import type { Fleet } from '#demo/start-fleet';

const Fault = z.strictObject({
  mode: z.enum(['pass', 'reset', 'close', 'blackhole', 'latency', 'throttle', 'refuse']),
  afterBytes: z.int().min(0).exactOptional(),
  ms: z.int().min(0).exactOptional(),
  bytesPerSecond: z.int().min(1).exactOptional(),
  times: z.int().min(1).exactOptional(),
  live: z.boolean().exactOptional(),
});

const Row = z.record(z.string(), z.string().nullable());
const choice = { where: Row.exactOptional(), limit: z.int().min(1).exactOptional() };
const Change = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('insert'), rows: z.array(Row) }),
  z.strictObject({ kind: z.literal('delete'), ...choice }),
  z.strictObject({ kind: z.literal('alter'), set: Row, ...choice }),
  z.strictObject({ kind: z.literal('duplicate'), different: z.boolean().exactOptional(), ...choice }),
  z.strictObject({ kind: z.literal('half') }),
  z.strictObject({ kind: z.literal('empty') }),
]);
const ChangeRequest = z.strictObject({ change: Change, afterRows: z.int().min(1).exactOptional() });

type Steered = Omit<Fleet, 'controlUrl' | 'stop'>;
type Call = { fleet: Steered; storeId: string; day: string; body: unknown };
type Route = { method: string; path: RegExp; run: (call: Call) => unknown };

const store = '/stores/(?<storeId>[^/]+)';
const route = (method: string, path: string, run: Route['run']): Route => ({
  method,
  path: new RegExp(`^${path}$`),
  run,
});

const routes: readonly Route[] = [
  route('GET', '/stores', ({ fleet }) => storeList(fleet)),
  route('GET', '/store-file', ({ fleet }) => fleet.storeFile()),
  route('GET', `${store}/stock`, ({ fleet, storeId }) => fleet.expectedStock(storeId)),
  route('GET', '/cpu', () => ({ ...process.cpuUsage(), rssBytes: process.memoryUsage.rss() })),
  route('POST', `${store}/faults`, ({ fleet, storeId, body }) => fleet.fault(storeId, Fault.parse(body))),
  route('DELETE', `${store}/faults`, ({ fleet, storeId }) => fleet.clearFault(storeId)),
  route('DELETE', `${store}/counts`, ({ fleet, storeId }) => fleet.resetCounts(storeId)),
  route('GET', `${store}/days/(?<day>[^/]+)`, ({ fleet, storeId, day }) => fleet.expected(storeId, day)),
  route('GET', `${store}/days/(?<day>[^/]+)/rows`, ({ fleet, storeId, day }) => [...fleet.rows(storeId, day)]),
  route('POST', `${store}/days/(?<day>[^/]+)/changes`, ({ fleet, storeId, day, body }) => {
    const { change, afterRows } = ChangeRequest.parse(body);
    fleet.change(storeId, day, change, afterRows);
  }),
  route('DELETE', `${store}/days/(?<day>[^/]+)/changes`, ({ fleet, storeId, day }) => fleet.restore(storeId, day)),
];

function storeList(fleet: Steered): unknown {
  return {
    today: fleet.today(),
    stores: fleet.stores.map((each) => ({ ...each, connections: fleet.counts(each.id) })),
  };
}

/** Steers a fleet over HTTP, on loopback. */
export async function startFleetControl(fleet: Steered, port: number): Promise<{ url: string; stop(): Promise<void> }> {
  const server = createServer((request, response) => {
    answer(fleet, request, response).catch((error: unknown) => reply(response, 400, { error: String(error) }));
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${portOf(server)}`,
    stop: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
    },
  };
}

async function answer(fleet: Steered, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { pathname } = new URL(request.url ?? '/', 'http://fleet');
  for (const { method, path, run } of routes) {
    const match = method === request.method ? path.exec(pathname) : null;
    if (!match) continue;
    const { storeId = '', day = '' } = match.groups ?? {};
    const result = await run({ fleet, storeId, day, body: await bodyOf(request) });
    return reply(response, result === undefined ? 204 : 200, result);
  }
  reply(response, 404, { error: `nothing at ${request.method} ${pathname}` });
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(Buffer.from(part));
  const text = Buffer.concat(parts).toString('utf8');
  return text === '' ? undefined : JSON.parse(text);
}

function reply(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(body === undefined ? undefined : JSON.stringify(body));
}
