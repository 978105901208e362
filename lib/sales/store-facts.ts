import { sql } from 'drizzle-orm';
import type { Db } from '#db/db';
import type { StoreGap } from '#lib/contract/overview';
import { numberOfDay } from '#lib/sales/day-bits';
import type { StoreTimes } from '#lib/sales/state-of-day';
import { holdInForce } from '#lib/sources/store-hold';

/** A store as the pages about its days need it. */
export type StoreFacts = {
  id: string;
  name: string;
  active: boolean;
  firstDay: string;
  hold: StoreGap['hold'];
};

const storeFactsSql = sql`
  select store.id, store.name, store.active, store.first_day::text as "firstDay", ${holdInForce} as hold
  from stores store
  order by store.priority desc, store.id`;

/** Every store, in the order in which they are loaded. */
export async function storeFacts(db: Db): Promise<StoreFacts[]> {
  return [...(await db.execute<StoreFacts>(storeFactsSql))];
}

export function timesOf({ firstDay, hold }: Pick<StoreFacts, 'firstDay' | 'hold'>, due: string): StoreTimes {
  return { firstDay: numberOfDay(firstDay), due: numberOfDay(due), isHeld: hold !== null };
}
