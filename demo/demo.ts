import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fetchWith } from '#demo/owned-product';
import { type Product, startProduct } from '#demo/product';
import { type SpawnedFleet, spawnFleet } from '#demo/spawn-fleet';
import { callEndpoint } from '#lib/contract/call';
import { startRun } from '#lib/contract/endpoints/runs';
import { importStores } from '#lib/contract/endpoints/stores';
import { StoreFile } from '#lib/contract/store';

/** How long ago the stores opened: the load heals the last seven days, the ones before are left as gaps to recover. */
const daysOpen = '14';
const usualPort = 3000;
/** Sick stores shall be told within the first minute, not after the minutes that a real link deserves. */
const impatience = {
  SOURCE_CONNECT_TIMEOUT_MS: '5000',
  SOURCE_ANSWER_TIMEOUT_MS: '10000',
  SOURCE_IDLE_TIMEOUT_MS: '10000',
  LOG_LEVEL: 'warn',
};

const temporary = process.env.DATA_DIR ? null : await mkdtemp(join(tmpdir(), 'fluxion-demo-'));
const dataDir = temporary === null ? String(process.env.DATA_DIR) : join(temporary, 'data');
const port = process.env.PORT || String(await freePort(usualPort));

let key = '';
const fleet = await spawnFleet(['--days', daysOpen]);
const product = await startProduct({
  dataDir,
  env: { ...impatience, PORT: port, DEMO_CONTROL_URL: fleet.controlUrl },
  onLine: passOn,
}).catch(async (error) => {
  await fleet.stop();
  throw error;
});
// npm passes a Ctrl-C on that the terminal has sent already: the second one changes nothing.
let isEnding = false;
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    if (!isEnding) void end(fleet, product);
    isEnding = true;
  });
}
await introduce(fleet, product);
console.log(
  `16 simulated stores; cut their links at ${fleet.controlUrl}/stores (see demo/README.md). Data in ${dataDir}`,
);
console.log(`ready ${product.url}`);

/** Gives the product its stores, and the first loads to do. */
async function introduce({ call }: SpawnedFleet, { url }: Product): Promise<void> {
  const stores = StoreFile.parse(await call('GET', '/store-file'));
  const fetch = fetchWith(key);
  await callEndpoint(fetch, url, importStores, { body: stores });
  await callEndpoint(fetch, url, startRun, { body: { job: 'sales.load', input: {} } });
  await callEndpoint(fetch, url, startRun, { body: { job: 'stock.load', input: {} } });
}

async function end(fleet: SpawnedFleet, product: Product): Promise<void> {
  process.exitCode = (await product.stop()) ?? 1;
  await fleet.stop();
  if (temporary !== null) await rm(temporary, { recursive: true, force: true });
}

/** The server's own `ready` line comes before its stores are known; the demo says it when there is something to see. */
function passOn(line: string): void {
  key = /^demo key: (\S+)$/.exec(line)?.[1] ?? key;
  if (!line.startsWith('ready ')) console.log(line);
}

/** `wanted` when nobody listens there, any free port otherwise. */
function freePort(wanted: number): Promise<number> {
  const probe = createServer();
  return new Promise((resolve, reject) => {
    probe.once('error', () => (wanted === 0 ? reject(new Error('no free port')) : resolve(freePort(0))));
    probe.listen(wanted, '127.0.0.1', () => {
      const address = probe.address();
      const found = typeof address === 'object' && address ? address.port : 0;
      probe.close(() => resolve(found));
    });
  });
}
