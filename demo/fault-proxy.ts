import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { endsNow, forwardToClient } from '#demo/fault-link';

/** What goes wrong on the way to a store. Bytes are counted per connection, from the store to its client. */
export type Fault = {
  /**
   * `reset` and `close` end the connection after so many bytes, `blackhole` forwards nothing any more and keeps it
   * open, `refuse` closes the port. `latency` and `throttle` are for reading: any mode takes `ms` and `bytesPerSecond`.
   */
  readonly mode: 'pass' | 'reset' | 'close' | 'blackhole' | 'latency' | 'throttle' | 'refuse';
  readonly afterBytes?: number;
  readonly ms?: number;
  readonly bytesPerSecond?: number;
  /** Only the next so many connections; by itself, and for `refuse`, all of them until the fault is lifted. */
  readonly times?: number;
  /** Connections already open suffer it too. */
  readonly live?: boolean;
};

export const noFault: Fault = Object.freeze({ mode: 'pass' });

export type LinkCounts = {
  readonly current: number;
  readonly total: number;
  readonly maxConcurrent: number;
  readonly bytesToClient: number;
};

export type FaultProxy = {
  readonly port: number;
  readonly fault: () => Fault;
  setFault(fault: Fault): Promise<void>;
  counts(): LinkCounts;
  /** Starts counting anew; open connections stay counted. */
  resetCounts(): void;
  stop(): Promise<void>;
};

/** One connection through the proxy. */
export type Link = { readonly client: Socket; readonly upstream: Socket; fault: Fault; bytesToClient: number };

type Proxy = {
  readonly host: string;
  fault: Fault;
  timesLeft: number;
  links: Set<Link>;
  total: number;
  maxConcurrent: number;
  bytesBefore: number;
};

/** A TCP proxy on loopback in front of a store, with faults on demand. */
export async function startFaultProxy(targetPort: number, port = 0, host = '127.0.0.1'): Promise<FaultProxy> {
  const proxy: Proxy = {
    host,
    fault: noFault,
    timesLeft: 0,
    links: new Set(),
    total: 0,
    maxConcurrent: 0,
    bytesBefore: 0,
  };
  const server = createServer({ noDelay: true, pauseOnConnect: true }, (client) => accept(proxy, client, targetPort));
  const ownPort = await listen(server, { port, host });
  return {
    port: ownPort,
    fault: () => proxy.fault,
    setFault: (fault) => setFault({ proxy, server, port: ownPort }, fault),
    counts: () => countsOf(proxy),
    resetCounts: () => {
      proxy.total = proxy.links.size;
      proxy.maxConcurrent = proxy.links.size;
      proxy.bytesBefore = 0;
      for (const link of proxy.links) link.bytesToClient = 0;
    },
    stop: async () => {
      for (const { client, upstream } of proxy.links) {
        client.destroy();
        upstream.destroy();
      }
      await close(server);
    },
  };
}

function countsOf({ links, total, maxConcurrent, bytesBefore }: Proxy): LinkCounts {
  const bytesToClient = [...links].reduce((sum, link) => sum + link.bytesToClient, bytesBefore);
  return { current: links.size, total, maxConcurrent, bytesToClient };
}

async function listen(server: Server, address: { port: number; host: string }): Promise<number> {
  server.listen(address);
  await once(server, 'listening');
  return portOf(server);
}

/** A server that listens on TCP has an address with a port. */
export function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}

/** Stops listening; connections already open go on. */
async function close(server: Server): Promise<void> {
  if (!server.listening) return;
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
}

async function setFault(
  { proxy, server, port }: { proxy: Proxy; server: Server; port: number },
  fault: Fault,
): Promise<void> {
  proxy.fault = fault;
  proxy.timesLeft = fault.times ?? Number.POSITIVE_INFINITY;
  for (const link of fault.live ? proxy.links : []) {
    link.fault = fault;
    endsNow(link);
  }
  if (fault.mode === 'refuse') server.close();
  else if (!server.listening) await listen(server, { port, host: proxy.host });
}

function faultOfNext(proxy: Proxy): Fault {
  const { fault } = proxy;
  proxy.timesLeft -= 1;
  if (proxy.timesLeft <= 0) proxy.fault = noFault;
  return fault;
}

function accept(proxy: Proxy, client: Socket, targetPort: number): void {
  const upstream = connect({ port: targetPort, host: '127.0.0.1', noDelay: true });
  const link: Link = { client, upstream, fault: faultOfNext(proxy), bytesToClient: 0 };
  proxy.links.add(link);
  proxy.total += 1;
  proxy.maxConcurrent = Math.max(proxy.maxConcurrent, proxy.links.size);
  client.on('error', () => client.destroy());
  upstream.on('error', () => upstream.destroy());
  client.on('close', () => {
    upstream.destroy();
    if (proxy.links.delete(link)) proxy.bytesBefore += link.bytesToClient;
  });
  client.on('data', (chunk) => {
    if (isSwallowed(link) || upstream.write(chunk)) return;
    client.pause();
    upstream.once('drain', () => client.resume());
  });
  client.on('end', () => upstream.end());
  client.resume();
  forwardToClient(link);
}

/** A black hole swallows what the client says as well. */
export function isSwallowed({ fault, bytesToClient }: Link): boolean {
  return fault.mode === 'blackhole' && bytesToClient >= (fault.afterBytes ?? 0);
}
