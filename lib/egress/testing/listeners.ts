import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';

type Owner = { after: (close: () => void) => void };

export type Listener = { port: number; url: string; connections: number };

/** A server on loopback that counts who connects, whether or not they say anything. */
export async function listen(owner: Owner, answer: RequestListener, host = '127.0.0.1'): Promise<Listener> {
  const server = createServer(answer);
  const listener: Listener = { port: 0, url: '', connections: 0 };
  server.on('connection', () => {
    listener.connections += 1;
  });
  server.listen(0, host);
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  listener.port = address.port;
  listener.url = `http://${host}:${address.port}`;
  owner.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return listener;
}
