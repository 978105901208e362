import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type OwnedProduct, startOwnedProduct } from '#demo/owned-product';
import { type SpawnedFleet, spawnFleet } from '#demo/spawn-fleet';
import { callEndpoint } from '#lib/contract/call';
import { addDays } from '#lib/contract/day';
import { getRun, startRun } from '#lib/contract/endpoints/runs';
import { importStores } from '#lib/contract/endpoints/stores';
import { endedRunStates } from '#lib/contract/run';
import { StoreFile } from '#lib/contract/store';
import { until } from '#lib/http/testing/until';

export type HomeWorld = { product: OwnedProduct; fleet: SpawnedFleet; runId: string; end: () => Promise<void> };

/** Sixteen small stores and the server, with three days loaded: what a person finds on the home page in the morning. */
export async function startHomeWorld(): Promise<HomeWorld> {
  const folder = mkdtempSync(join(tmpdir(), 'fluxion-bench-home-'));
  const fleet = await spawnFleet(['--stores', '16', '--lines', '400', '--days', '3', '--healthy']);
  const product = await startOwnedProduct({ dataDir: join(folder, 'data'), env: { LOG_LEVEL: 'error' } });
  const body = StoreFile.parse(await fleet.call('GET', '/store-file'));
  await callEndpoint(product.fetch, product.url, importStores, { body });
  const input = { from: addDays(fleet.today, -3), to: addDays(fleet.today, -1) };
  const { run_id: runId } = await callEndpoint(product.fetch, product.url, startRun, {
    body: { job: 'sales.load', input },
  });
  await until(
    () => callEndpoint(product.fetch, product.url, getRun, { params: { id: runId } }),
    ({ state }) => endedRunStates.includes(state),
  );
  return {
    product,
    fleet,
    runId,
    end: async () => {
      await product.stop();
      await fleet.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
