import { rmSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';

/** Null: this file system has no sockets. */
type Listening = Server | 'taken' | null;

/** Listens on a local socket unless somebody else does. */
export async function listenAlone(address: string): Promise<Listening> {
  const server = await listen(address);
  if (server !== 'taken' || !isFile(address) || (await answers(address))) return server;
  // The file of a process that was killed: nobody listens on it any more.
  rmSync(address, { force: true });
  return listen(address);
}

function isFile(address: string): boolean {
  return !address.startsWith('\0') && !address.startsWith('\\\\');
}

function listen(address: string): Promise<Listening> {
  return new Promise((resolve) => {
    const server = createServer((socket) => socket.destroy());
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code === 'EADDRINUSE' ? 'taken' : null));
    server.listen(address, () => resolve(server));
  });
}

function answers(address: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(address);
    const refused = ({ code }: NodeJS.ErrnoException) => code === 'ECONNREFUSED' || code === 'ENOENT';
    // Any other error, such as one of access or of a full queue, comes from a socket that somebody listens on.
    socket.once('connect', () => resolve(true)).once('error', (error) => resolve(!refused(error)));
    socket.once('close', () => socket.destroy());
  });
}
