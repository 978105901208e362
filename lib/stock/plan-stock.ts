import type { Db } from '#db/db';
import type { StockLoad } from '#lib/contract/stock';
import type { StepPlan } from '#lib/runtime/define-job';
import { loadableStores } from '#lib/sources/loadable-stores';
import { storeLane } from '#lib/sources/store-lane';

/** A step for each active store, or each named one, in the order of loading. Throws `invalid_input` for an unknown name. */
export async function planStock(db: Db, load: StockLoad): Promise<StepPlan[]> {
  const stores = await loadableStores(db, load.stores);
  return stores.map(({ id, hold, priority }) => ({
    key: id,
    lane: storeLane(id),
    priority,
    ...(hold === null ? {} : { skip: `on hold: ${hold}` }),
  }));
}
