import { queryOptions } from '@tanstack/react-query';
import { api } from '#lib/client/api';
import { type Connectivity, type StoreLink, slotLetters } from '#lib/contract/connectivity';
import { connectivity, testConnectivity } from '#lib/contract/endpoints/connectivity';
import type { StoreId } from '#lib/contract/store';

export const connectivityRoom = 'connectivity';

const everyMs = 15_000;

export const connectivityQuery = queryOptions({
  queryKey: [connectivityRoom, 'links'],
  queryFn: ({ signal }) => api(connectivity, { signal }),
  refetchInterval: everyMs,
});

/** Probes one store, or all, and answers how they are then. */
export function testLinks(stores?: StoreId[]) {
  return api(testConnectivity, { body: stores ? { stores } : {} });
}

/** How a link stands for people: a store on hold is not tried, whatever was found before. */
export type LinkLook = StoreLink['state'] | 'on_hold';

export const linkLook = ({ state, onHold }: Pick<StoreLink, 'state' | 'onHold'>): LinkLook =>
  onHold ? 'on_hold' : state;

export type LinkSummary = {
  /** Stores that are tried. */
  probed: number;
  up: number;
  /** Median of the last logins of those that are up. */
  medianMs: number | null;
  held: number;
  isWell: boolean;
};

export function linkSummary({ stores }: Pick<Connectivity, 'stores'>): LinkSummary {
  const probed = stores.filter(({ onHold }) => !onHold);
  const up = probed.filter(({ state }) => state === 'up');
  return {
    probed: probed.length,
    up: up.length,
    medianMs: median(up.flatMap(({ loginMs }) => (loginMs === null ? [] : [loginMs]))),
    held: stores.length - probed.length,
    isWell: up.length === probed.length,
  };
}

function median(values: readonly number[]): number | null {
  const sorted = values.toSorted((one, other) => one - other);
  const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.floor(sorted.length / 2)]];
  return low === undefined || high === undefined ? null : Math.round((low + high) / 2);
}

const urgency: Record<LinkLook, number> = { down: 0, no_entry: 1, unknown: 2, up: 3, on_hold: 4 };

/** What needs a look first; otherwise by id. */
export function urgentFirst(stores: readonly StoreLink[]): StoreLink[] {
  return stores.toSorted(
    (one, other) => urgency[linkLook(one)] - urgency[linkLook(other)] || one.storeId.localeCompare(other.storeId, 'en'),
  );
}

export type StripShares = { known: number; bad: number; upShare: number | null };

/** What a strip says in numbers: half hours that were looked at, those with failures, and the share without. */
export function stripShares(strip: string): StripShares {
  const known = [...strip].filter((letter) => letter !== slotLetters.unknown);
  const bad = known.filter((letter) => letter !== slotLetters.up).length;
  return { known: known.length, bad, upShare: known.length === 0 ? null : (known.length - bad) / known.length };
}
