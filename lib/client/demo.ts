import { api } from '#lib/client/api';
import type { Day } from '#lib/contract/day';
import { actOnDemo, type DemoAct } from '#lib/contract/endpoints/demo';
import { startRun } from '#lib/contract/endpoints/runs';
import type { StoreId } from '#lib/contract/store';

export function actOnStores(act: DemoAct) {
  return api(actOnDemo, { body: act });
}

/** Compares one day of a store with its source, as the drift watch does in its time. */
export function compareNow(storeId: StoreId, day: Day) {
  return api(startRun, { body: { job: 'sales.check-drift', input: { stores: [storeId], from: day, to: day } } });
}
