import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEmbedded } from '#db/embedded/open-embedded';
import { migrate } from '#db/migrate';
import { connect } from '#db/open';
import { keeperAddress } from '#db/testing/keeper-address';
import { createLog } from '#lib/log';

// Keeps one PostgreSQL for all test processes of a run: a program of its own, started by shared-server.
// Each test process holds a connection to it while it lives; soon after the last is gone, everything is removed.
const lingerMs = 1500;
const log = createLog('silent');
const folder = mkdtempSync(join(tmpdir(), 'fluxion-test-'));
const clients = new Set<Socket>();
const serving = Promise.withResolvers<string>();
let lingering: NodeJS.Timeout | undefined;
let stopPostgres = async () => {};

const server = createServer(greet);
server.on('error', () => {
  // Another keeper was faster: the test processes find that one.
  rmSync(folder, { recursive: true });
});
server.listen(keeperAddress(), () => void serve());

async function serve(): Promise<void> {
  lingering = setTimeout(leave, lingerMs);
  try {
    const embedded = await openEmbedded({ folder: join(folder, 'postgres'), log, maxConnections: 300, durable: false });
    stopPostgres = embedded.stop;
    await migrateTemplate(embedded.url);
    serving.resolve(embedded.url);
  } catch (error) {
    serving.reject(error);
  }
}

/** The database that the server opens becomes the template of the tests' own. */
async function migrateTemplate(url: string): Promise<void> {
  const { sql, close } = connect(url, log);
  await migrate(sql);
  await close();
}

function greet(socket: Socket): void {
  clients.add(socket);
  clearTimeout(lingering);
  socket.on('error', () => socket.destroy());
  socket.on('close', () => {
    clients.delete(socket);
    if (clients.size === 0) lingering = setTimeout(leave, lingerMs);
  });
  socket.resume();
  serving.promise.then(
    (url) => socket.write(`${JSON.stringify({ url })}\n`),
    (error: unknown) => socket.end(`${JSON.stringify({ error: String(error) })}\n`),
  );
}

/** Closing the socket first gives the address free: who comes now starts a keeper of its own. */
async function leave(): Promise<void> {
  server.close();
  await serving.promise.catch(() => null);
  await stopPostgres();
  rmSync(folder, { recursive: true, force: true });
  for (const socket of clients) socket.destroy();
}
