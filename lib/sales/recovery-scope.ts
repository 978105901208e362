import { sql } from 'drizzle-orm';
import type { Db } from '#db/db';
import type { GapRange } from '#lib/contract/overview';
import type { RecoveryWish } from '#lib/contract/recovery';
import type { Period } from '#lib/sales/choose-store-days';
import { type Clock, lastDueDay } from '#lib/sales/due-day';
import { periodOfGaps } from '#lib/sales/recovery-period';
import { type StoreDay, storeDayKey } from '#lib/sales/store-day';
import { storeGaps } from '#lib/sales/store-gaps';
import { loadableStores } from '#lib/sources/loadable-stores';

export type ScopeStore = { id: string; name: string; ranges: readonly GapRange[]; barred: Barred | null };

/** Which stores and days a recovery is about. `period` is null when nothing is missing and none was asked for. */
export type Scope = { stores: ScopeStore[]; period: Period | null; isAsked: boolean; due: string };

export async function recoveryScope(db: Db, wish: RecoveryWish, clock: Clock): Promise<Scope> {
  const due = await lastDueDay(db, clock);
  const named = await loadableStores(db, wish.stores);
  const ids = named.map(({ id }) => id);
  const [gaps, barred] = await Promise.all([storeGaps(db, due), barredStores(db, ids)]);
  const ranges = new Map(gaps.map((gap) => [gap.storeId, gap.ranges]));
  const stores = named.map(({ id, name }) => ({
    id,
    name,
    ranges: ranges.get(id) ?? [],
    barred: barred.get(id) ?? null,
  }));
  if (wish.from !== undefined && wish.to !== undefined) {
    return { stores, period: { from: wish.from, to: wish.to }, isAsked: true, due };
  }
  const missing = stores.filter((store) => store.barred === null).map((store) => store.ranges);
  return { stores, period: periodOfGaps(missing, due), isAsked: false, due };
}

/** Why nothing of a store can be loaded now: a person holds it, or its line is left alone until a probe gets through. */
export type Barred = { storeId: string; why: 'on_hold' | 'link_down'; note: string | null };

const barredSql = (stores: readonly string[]) => sql`
  select store.id                                                       as "storeId",
         case when held.is_held then 'on_hold' else 'link_down' end     as why,
         case when held.is_held then store.hold_reason else link.failure ->> 'message' end as note
  from stores store
  cross join lateral (
    select store.hold_reason is not null and (store.hold_until is null or store.hold_until > now()) as is_held
  ) as held
  left join links link on link.store_id = store.id
  where store.id in (select jsonb_array_elements_text(${JSON.stringify(stores)}::text::jsonb))
    and (held.is_held or link.circuit = 'open')`;

async function barredStores(db: Db, stores: readonly string[]): Promise<Map<string, Barred>> {
  const barred = await db.execute<Barred>(barredSql(stores));
  return new Map(barred.map((store) => [store.storeId, store]));
}

const activeSql = (keys: readonly string[]) => sql`
  select key, run_id::text as "runId"
  from run_steps
  where job = 'sales.load'
    and state in ('pending', 'running', 'waiting')
    and key in (select jsonb_array_elements_text(${JSON.stringify(keys)}::text::jsonb))`;

/** The runs that load some of these days already, by the days' step keys: a second run leaves them to the first. */
export async function activeDays(db: Db, days: readonly StoreDay[]): Promise<Map<string, string>> {
  if (days.length === 0) return new Map();
  const active = await db.execute<{ key: string; runId: string }>(activeSql(days.map(storeDayKey)));
  return new Map(active.map(({ key, runId }) => [key, runId]));
}
