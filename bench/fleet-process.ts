import { directConnection } from '#bench/load-once';
import { spawnFleet } from '#demo/spawn-fleet';
import { addDays } from '#lib/contract/day';
import type { StoreConnection } from '#lib/sources/source';

/** The simulated stores as a process of their own, so that what they cost is told apart. */
export type FleetProcess = { pid: number; stores: StoreConnection[]; stop: () => Promise<void> };

/** Stores with `lines` rows on the day before `today`, encoded beforehand. */
export async function startFleetProcess(options: {
  stores: number;
  lines: number;
  today: string;
}): Promise<FleetProcess> {
  const { stores, lines, today } = options;
  const args = ['--stores', String(stores), '--lines', String(lines), '--day', addDays(today, -1)];
  const fleet = await spawnFleet(args, 'encoded-store.ts');
  return { pid: fleet.pid, stores: fleet.stores.map(directConnection), stop: fleet.stop };
}
