import type { Runtime } from '#lib/runtime/current';
import { lastDueDay } from '#lib/sales/due-day';
import { type StoreGapLine, storeGaps } from '#lib/sales/store-gaps';

/** Each store's gaps up to the day that is due now, worst store first. */
export async function gapsNow({ db, config }: Pick<Runtime, 'db' | 'config'>): Promise<StoreGapLine[]> {
  return storeGaps(db, await lastDueDay(db, { now: new Date(), zone: config.FLUXION_ZONE }));
}
