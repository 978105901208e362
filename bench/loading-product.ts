import { mkdtempSync, rmSync } from 'node:fs';
import { setPriority, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { directConnection } from '#bench/load-once';
import { type OwnedProduct, startOwnedProduct } from '#demo/owned-product';
import { spawnFleet } from '#demo/spawn-fleet';
import { callEndpoint } from '#lib/contract/call';
import { getRun, startRun } from '#lib/contract/endpoints/runs';
import { importStores } from '#lib/contract/endpoints/stores';
import { endedRunStates } from '#lib/contract/run';

export type LoadingProduct = {
  product: OwnedProduct;
  /** Loads one store-day of `lines` rows and waits for the end of the run; answers its seconds. */
  load: () => Promise<number>;
  end: () => Promise<void>;
};

const day = '2025-10-21';
const pollMs = 50;
const storePriority = 10;

/** The server and one store whose every day has `lines` rows, each a process of its own. */
export async function startLoadingProduct(lines: number, env: Record<string, string> = {}): Promise<LoadingProduct> {
  const folder = mkdtempSync(join(tmpdir(), 'fluxion-bench-server-'));
  const fleet = await spawnFleet(['--lines', String(lines), '--day', day], 'encoded-store.ts');
  // A real store computes on a machine of its own: here it must not take the cores that the server answers with.
  setPriority(fleet.pid, storePriority);
  const product = await startOwnedProduct({ dataDir: join(folder, 'data'), env: { LOG_LEVEL: 'error', ...env } });
  const stores = fleet.stores.map((store) => ({ ...directConnection(store), firstDay: day }));
  await callEndpoint(product.fetch, product.url, importStores, { body: { version: 1, stores } });
  return {
    product,
    load: () => load(product),
    end: async () => {
      await product.stop();
      await fleet.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function load({ url, fetch }: OwnedProduct): Promise<number> {
  const startedAt = performance.now();
  const period = { from: day, to: day, mode: 'all', confirm: true, reason: 'bench' };
  const { run_id: id } = await callEndpoint(fetch, url, startRun, { body: { job: 'sales.load', input: period } });
  for (;;) {
    const { state } = await callEndpoint(fetch, url, getRun, { params: { id } });
    if (state === 'completed') return (performance.now() - startedAt) / 1000;
    if (endedRunStates.includes(state)) throw new Error(`run ${id} is ${state}`);
    await delay(pollMs);
  }
}
