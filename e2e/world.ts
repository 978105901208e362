import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type OwnedProduct, startOwnedProduct } from '#demo/owned-product';
import { spawnFleet } from '#demo/spawn-fleet';
import { type CallParts, callEndpoint } from '#lib/contract/call';
import type { Day } from '#lib/contract/day';
import { addDays } from '#lib/contract/day';
import { cancelRun, startRun } from '#lib/contract/endpoints/runs';
import { importStores } from '#lib/contract/endpoints/stores';
import { StoreFile } from '#lib/contract/store';

/** A fleet of six small stores and the product in front of it, as a person would find them. */
export type World = {
  /** Another one after `restart`. */
  readonly url: string;
  /** Asks with the administrator's key. */
  readonly fetch: OwnedProduct['fetch'];
  yesterday: Day;
  fault: (storeId: string, fault: { mode: string; [option: string]: unknown }) => Promise<unknown>;
  heal: (storeId: string) => Promise<unknown>;
  /** What the store's till has of a day, at its link: `fleet('GET', '/stores/tienda_01/days/2026-11-21')`. */
  fleet: (method: string, path: string, body?: unknown) => Promise<unknown>;
  startRun: (body: CallParts<typeof startRun>['body']) => Promise<string>;
  cancelRun: (id: string) => Promise<unknown>;
  /** Kills the product as a loss of power would, and starts it again over what it left. */
  restart: () => Promise<void>;
  stop: () => Promise<void>;
};

const small = ['--stores', '6', '--lines', '600', '--days', '5', '--healthy'];
const impatience = {
  SOURCE_CONNECT_TIMEOUT_MS: '3000',
  SOURCE_ANSWER_TIMEOUT_MS: '20000',
  SOURCE_IDLE_TIMEOUT_MS: '20000',
  LOG_LEVEL: 'warn',
};

/** `demo`: the product knows that its stores are simulated, and shows how to break them. */
export async function startWorld(env: Record<string, string> = {}, { demo = false } = {}): Promise<World> {
  const folder = await mkdtemp(join(tmpdir(), 'fluxion-e2e-'));
  const fleet = await spawnFleet(small);
  const demoEnv = demo ? { DEMO_CONTROL_URL: fleet.controlUrl } : {};
  const start = () => startOwnedProduct({ dataDir: join(folder, 'data'), env: { ...impatience, ...demoEnv, ...env } });
  let product = await start();
  const stores = StoreFile.parse(await fleet.call('GET', '/store-file'));
  await callEndpoint(product.fetch, product.url, importStores, { body: stores });
  return {
    get url() {
      return product.url;
    },
    get fetch() {
      return product.fetch;
    },
    yesterday: addDays(fleet.today, -1),
    fault: (storeId, fault) => fleet.call('POST', `/stores/${storeId}/faults`, fault),
    heal: (storeId) => fleet.call('DELETE', `/stores/${storeId}/faults`),
    fleet: fleet.call,
    startRun: async (body) => (await callEndpoint(product.fetch, product.url, startRun, { body })).run_id,
    cancelRun: (id) => callEndpoint(product.fetch, product.url, cancelRun, { params: { id } }),
    restart: async () => {
      await product.kill();
      product = await start();
    },
    stop: async () => {
      await product.stop();
      await fleet.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
