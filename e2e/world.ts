import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startProduct } from '#demo/product';
import { spawnFleet } from '#demo/spawn-fleet';
import { type CallParts, callEndpoint } from '#lib/contract/call';
import type { Day } from '#lib/contract/day';
import { addDays } from '#lib/contract/day';
import { startRun } from '#lib/contract/endpoints/runs';
import { importStores } from '#lib/contract/endpoints/stores';
import { StoreFile } from '#lib/contract/store';

/** A fleet of six small stores and the product in front of it, as a person would find them. */
export type World = {
  url: string;
  yesterday: Day;
  fault: (storeId: string, fault: { mode: string; [option: string]: unknown }) => Promise<unknown>;
  heal: (storeId: string) => Promise<unknown>;
  startRun: (body: CallParts<typeof startRun>['body']) => Promise<string>;
  stop: () => Promise<void>;
};

const small = ['--stores', '6', '--lines', '600', '--days', '5', '--healthy'];
const impatience = {
  SOURCE_CONNECT_TIMEOUT_MS: '3000',
  SOURCE_ANSWER_TIMEOUT_MS: '20000',
  SOURCE_IDLE_TIMEOUT_MS: '20000',
  LOG_LEVEL: 'warn',
};

export async function startWorld(): Promise<World> {
  const folder = await mkdtemp(join(tmpdir(), 'fluxion-e2e-'));
  const fleet = await spawnFleet(small);
  const product = await startProduct({ dataDir: join(folder, 'data'), env: impatience });
  const stores = StoreFile.parse(await fleet.call('GET', '/store-file'));
  await callEndpoint(fetch, product.url, importStores, { body: stores });
  return {
    url: product.url,
    yesterday: addDays(fleet.today, -1),
    fault: (storeId, fault) => fleet.call('POST', `/stores/${storeId}/faults`, fault),
    heal: (storeId) => fleet.call('DELETE', `/stores/${storeId}/faults`),
    startRun: async (body) => (await callEndpoint(fetch, product.url, startRun, { body })).run_id,
    stop: async () => {
      await product.stop();
      await fleet.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
