import type { LinkGroup } from '#lib/contract/connectivity';

/** A store that is probed; `downSince` is null while it can be reached. */
export type Probed = { storeId: string; host: string; downSince: Date | null };

type Down = Probed & { downSince: Date };

const togetherMs = 90_000;
const manyStores = 3;

/**
 * The stores that fell together: each within 90 seconds of the one before, and at least three of them, or two that are
 * most of their network or all there are. What they share is broken: "the tunnel, not the stores".
 */
export function groupOutages(stores: readonly Probed[]): LinkGroup[] {
  const down = stores
    .filter(isDown)
    .toSorted(
      (one, other) => one.downSince.getTime() - other.downSince.getTime() || (one.storeId < other.storeId ? -1 : 1),
    );
  return clusters(down).flatMap((cluster) => groupOf(cluster, stores));
}

const isDown = (store: Probed): store is Down => store.downSince !== null;

function clusters(down: readonly Down[]): Down[][] {
  const found: Down[][] = [];
  let last: Down | undefined;
  for (const store of down) {
    const joins = last !== undefined && store.downSince.getTime() - last.downSince.getTime() <= togetherMs;
    if (joins) found.at(-1)?.push(store);
    else found.push([store]);
    last = store;
  }
  return found;
}

function groupOf(cluster: readonly Down[], stores: readonly Probed[]): LinkGroup[] {
  const [first, second] = cluster;
  if (!first || !second) return [];
  const everyStore = cluster.length === stores.length;
  const network = sharedNetwork(cluster);
  const neighbours = stores.filter(({ host }) => network !== null && networkOf(host) === network);
  const isMost = network !== null && cluster.length * 2 > neighbours.length;
  if (cluster.length < manyStores && !isMost && !everyStore) return [];
  const ids = cluster.map(({ storeId }) => storeId).sort();
  return [{ stores: ids, since: first.downSince.toISOString(), network, everyStore }];
}

function sharedNetwork(cluster: readonly Down[]): string | null {
  const [network = null, ...others] = new Set(cluster.map(({ host }) => networkOf(host)));
  return others.length === 0 ? network : null;
}

/** `10.8.1.7` → `10.8.1.0/24`; a name does not say where it is. */
function networkOf(host: string): string | null {
  const prefix = /^(\d{1,3}\.\d{1,3}\.\d{1,3})\.\d{1,3}$/.exec(host)?.[1];
  return prefix === undefined ? null : `${prefix}.0/24`;
}
